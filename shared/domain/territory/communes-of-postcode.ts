import { type Commune, communesByPostcode } from './table.ts';
import { plainPlace } from './told-place.ts';

/**
 * The communes of the département that have a postal code, by name; none for a code that is no one's here.
 *
 * @example communesOfPostcode('77 100').map(({ name }) => name) // ['Mareuil-lès-Meaux', 'Meaux', 'Nanteuil-lès-Meaux']
 */
export const communesOfPostcode = (postcode: string): Commune[] =>
  [...(communesByPostcode().get(plainPlace({ postcode }).postcode ?? '') ?? [])].sort((a, b) =>
    a.name.localeCompare(b.name, 'fr'),
  );
