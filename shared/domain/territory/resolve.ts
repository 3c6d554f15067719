import type { ArrondissementCode } from '../events/household.ts';
import { normaliseCommune } from './normalise-commune.ts';
import {
  type Commune,
  communesByInsee,
  communesByName,
  communesByPostcode,
  currentOfFormer,
  departements,
  departementsOfPostcode,
} from './table.ts';

const HUB = '77';

export type DwellingQuery = {
  insee?: string | undefined;
  postcode?: string | undefined;
  commune?: string | undefined;
};

export type Resolution =
  | {
      kind: 'resolved';
      /** Absent when the postal code tells the arrondissement but not the commune. */
      insee: string | undefined;
      commune: string | undefined;
      arrondissement: ArrondissementCode;
      by: 'insee' | 'postcode+commune' | 'postcode';
      /** In French: what contradicts the answer. */
      warnings: string[];
    }
  | { kind: 'outside'; departement: { code: string; name: string } }
  | { kind: 'unresolved'; reason: { code: UnresolvedCode; message: string } };

const unresolvedReasons = {
  ADRESSE_INSUFFISANTE: 'Ni code INSEE connu ni code postal : la commune ne peut être déterminée.',
  CODE_POSTAL_INCONNU: 'Ce code postal n’est celui d’aucune commune de Seine-et-Marne.',
  CODE_POSTAL_PARTAGE: 'Ce code postal couvre deux arrondissements et la commune n’est pas reconnue.',
  COMMUNE_CONTRADICTOIRE: 'La commune nommée et le code postal sont dans deux arrondissements différents.',
} as const;
type UnresolvedCode = keyof typeof unresolvedReasons;

/**
 * Where a dwelling is, in the order of domain §2: INSEE code; else postal code and commune's name; else postal code
 * alone when it lies in one arrondissement; else a person decides. Codes and names of former communes count.
 */
export const resolveDwelling = (query: DwellingQuery): Resolution => {
  const insee = blankless(query.insee)?.toUpperCase();
  const postcode = blankless(query.postcode);
  const name = blankless(query.commune);
  if (insee) {
    const found = communesByInsee().get(currentOfFormer().get(insee) ?? insee);
    if (found) return resolved(found, 'insee', contradictionsOf(found, postcode));
    const departement = departementOfInsee(insee);
    if (departement && departement !== HUB) return outside(departement);
  }
  if (!postcode) return unresolved('ADRESSE_INSUFFISANTE');
  return resolvePostcode(postcode, name);
};

const resolvePostcode = (postcode: string, name: string | undefined): Resolution => {
  const here = communesByPostcode().get(postcode);
  if (!here) {
    const owners = departementsOfPostcode(postcode).filter((code) => departements().has(code));
    const [owner] = owners;
    return owner && owner !== HUB ? outside(owner) : unresolved('CODE_POSTAL_INCONNU');
  }
  const named = name ? (communesByName().get(normaliseCommune(name)) ?? []) : [];
  const both = here.filter((commune) => named.includes(commune));
  const [match] = both;
  if (match && both.length === 1) return resolved(match, 'postcode+commune', []);
  const [only, ...others] = new Set(here.map(({ arrondissement }) => arrondissement));
  if (!only || others.length > 0) return unresolved('CODE_POSTAL_PARTAGE');
  if (named.length > 0 && named.every(({ arrondissement }) => arrondissement !== only)) {
    return unresolved('COMMUNE_CONTRADICTOIRE');
  }
  const [single] = here;
  const certain = single && here.length === 1 ? single : undefined;
  return {
    kind: 'resolved',
    insee: certain?.insee,
    commune: certain?.name ?? name,
    arrondissement: only,
    by: 'postcode',
    warnings: [],
  };
};

const blankless = (text: string | undefined): string | undefined => text?.trim() || undefined;

const resolved = (commune: Commune, by: 'insee' | 'postcode+commune', warnings: string[]): Resolution => ({
  kind: 'resolved',
  insee: commune.insee,
  commune: commune.name,
  arrondissement: commune.arrondissement,
  by,
  warnings,
});

const contradictionsOf = (commune: Commune, postcode: string | undefined): string[] =>
  postcode && !commune.postcodes.includes(postcode)
    ? [`Le code postal n’est pas celui de ${commune.name}, que désigne le code INSEE retenu.`]
    : [];

const outside = (code: string): Resolution => ({
  kind: 'outside',
  departement: { code, name: departements().get(code) ?? code },
});

const unresolved = (code: UnresolvedCode): Resolution => ({
  kind: 'unresolved',
  reason: { code, message: unresolvedReasons[code] },
});

const departementOfInsee = (insee: string): string | undefined =>
  [insee.slice(0, 3), insee.slice(0, 2)].find((code) => departements().has(code));
