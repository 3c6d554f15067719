import {
  arrondissements,
  communesByInsee,
  communesByName,
  currentOfFormer,
} from '../domain/territory/table.ts';
import { normaliseCommune } from '../domain/text/normalise-commune.ts';

/** Where a dwelling is, as a notice says it. */
export type Place = { commune: string; insee?: string | undefined };

/**
 * The commune of the département, when it is certain. A text that is no commune's name gives none: a partner may have typed
 * anything, even a person's name.
 */
export const communeOf = ({ commune, insee }: Place) => {
  if (insee !== undefined) return communesByInsee().get(currentOfFormer().get(insee) ?? insee);
  const [named, ...others] = communesByName().get(normaliseCommune(commune)) ?? [];
  return others.length === 0 ? named : undefined;
};

/**
 * The commune as a mail may show it, by its official name; the arrondissement when it is no commune of the département.
 *
 * @example placeOf({ commune: 'MEAUX', arrondissement: '771' }) // 'Meaux'
 * placeOf({ commune: 'Monsieur Untel', arrondissement: '771' }) // 'arrondissement de Meaux'
 */
export const placeOf = ({ commune, arrondissement }: { commune: string; arrondissement: string }): string =>
  communeOf({ commune })?.name ??
  `arrondissement de ${arrondissements().get(arrondissement) ?? arrondissement}`;

/** The same for a mail's body, where a postal code is shown because it says more. */
export const whereOf = (place: { commune: string; arrondissement: string }): string =>
  /^\d{5}$/.test(place.commune) ? place.commune : placeOf(place);

/** A commune's name after «de»: `Avon` gives `d’Avon`, `Le Mée-sur-Seine` gives `du Mée-sur-Seine`. */
export const ofCommune = (name: string): string => {
  if (/^le /i.test(name)) return `du ${name.slice(3)}`;
  if (/^les /i.test(name)) return `des ${name.slice(4)}`;
  return /^[aeiouyàâéèêëîïôœù]/i.test(name) ? `d’${name}` : `de ${name}`;
};

/** A text as one line of a mail header, 200 characters at most, without control characters. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);

/** URL at which a case is opened. The base may end with a slash or not. */
export const caseUrl = (base: string, caseId: string): string =>
  `${base.replace(/\/+$/, '')}/${encodeURIComponent(caseId)}`;
