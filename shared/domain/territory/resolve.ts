import type { ArrondissementCode } from '../events/household.ts';
import { normaliseCommune } from '../text/normalise-commune.ts';
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
      /** The official name, or as the sender wrote it when it is not recognised; absent when nothing tells it. */
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
 * Finds where a dwelling is, in the order of domain §2: INSEE code; else postal code and commune's name; else postal code alone
 * when it lies in one arrondissement; else a person decides. Codes and names of former communes are recognised.
 *
 * @example resolveDwelling({ insee: '77284' }) // { kind: 'resolved', commune: 'Meaux', arrondissement: '771', by: 'insee', … }
 * resolveDwelling({ postcode: '75011' }) // { kind: 'outside', departement: { code: '75', name: 'Paris' } }
 */
export const resolveDwelling = (query: DwellingQuery): Resolution => {
  const insee = spaceless(query.insee)?.toUpperCase();
  const postcode = spaceless(query.postcode);
  const name = query.commune?.trim() || undefined;
  // Stryker disable next-line ConditionalExpression: for the types: no commune has the code of nobody
  if (insee) {
    const found = communesByInsee().get(currentOfFormer().get(insee) ?? insee);
    if (found) return resolved(found, 'insee', contradictionsOf(found, postcode));
    const departement = INSEE.test(insee) ? departementOfInsee(insee) : undefined;
    if (departement && departement !== HUB) return outside(departement);
  }
  if (!postcode) return unresolved('ADRESSE_INSUFFISANTE');
  return resolvePostcode(postcode, name);
};

const resolvePostcode = (postcode: string, name: string | undefined): Resolution => {
  const here = communesByPostcode().get(postcode);
  if (!here) {
    if (!POSTCODE.test(postcode)) return unresolved('CODE_POSTAL_INCONNU');
    const owner = departementsOfPostcode(postcode).find((code) => departements().has(code));
    return owner && owner !== HUB ? outside(owner) : unresolved('CODE_POSTAL_INCONNU');
  }
  const named = name ? (communesByName().get(normaliseCommune(name)) ?? []) : [];
  const both = here.filter((commune) => named.includes(commune));
  const [match] = both;
  // Stryker disable next-line ConditionalExpression,LogicalOperator: on today’s table, no name, today’s or former, is borne by two communes of the département
  if (match && both.length === 1) return resolved(match, 'postcode+commune', []);
  const [only, ...others] = new Set(here.map(({ arrondissement }) => arrondissement));
  if (!only || others.length > 0) return unresolved('CODE_POSTAL_PARTAGE');
  // Stryker disable next-line MethodExpression: on today’s table, no name, today’s or former, is borne by two communes of the département
  if (named.length > 0 && named.every(({ arrondissement }) => arrondissement !== only)) {
    return unresolved('COMMUNE_CONTRADICTOIRE');
  }
  // When the named commune is elsewhere in the same arrondissement, the mailbox is certain but the commune is not.
  const candidates = named.length > 0 ? named : here;
  const [candidate] = candidates;
  const likely = candidates.length === 1 ? candidate : undefined;
  return {
    kind: 'resolved',
    insee: named.length > 0 ? undefined : likely?.insee,
    commune: likely?.name ?? name,
    arrondissement: only,
    by: 'postcode',
    warnings: name
      ? [`La commune nommée n’est pas reconnue parmi celles du code postal ${postcode}, qui décide seul.`]
      : [],
  };
};

/** All the digits must be there: a code that a spreadsheet cut («1000» for 01000) begins like another département's. */
const INSEE = /^(\d{5}|2[AB]\d{3})$/;
const POSTCODE = /^\d{5}$/;

// Stryker disable next-line Regex: spaces are taken out, one by one or together
const spaceless = (text: string | undefined): string | undefined => text?.replace(/\s+/g, '') || undefined;

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
