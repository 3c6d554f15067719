import type { ArrondissementCode } from '../events/household.ts';
import { communeForms, isCedex, normaliseCommune } from '../text/normalise-commune.ts';
import { within } from '../text/slips.ts';
import {
  type Commune,
  communesByInsee,
  communesByName,
  communesByPostcode,
  currentOfFormer,
  departements,
  departementsOfPostcode,
} from './table.ts';
import { plainPlace, type ToldPlace } from './told-place.ts';

const HUB = '77';

export type DwellingQuery = ToldPlace;

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
  CODES_CONTRADICTOIRES:
    'Le code INSEE, le code postal et la commune nommée ne désignent pas la même commune.',
} as const;
type UnresolvedCode = keyof typeof unresolvedReasons;

/**
 * Finds where a dwelling is, in the order of domain §2: INSEE code; else postal code and commune's name; else postal code alone
 * when it lies in one arrondissement; else a person decides. What is told twice is compared: an INSEE code that the name or the
 * postal code contradicts decides nothing. Codes and names of former communes, and the usual ways to write a name, are recognised.
 *
 * @example resolveDwelling({ insee: '77284' }) // { kind: 'resolved', commune: 'Meaux', arrondissement: '771', by: 'insee', … }
 * resolveDwelling({ postcode: '75011' }) // { kind: 'outside', departement: { code: '75', name: 'Paris' } }
 */
export const resolveDwelling = (query: DwellingQuery): Resolution => {
  const { insee, postcode, commune } = plainPlace(query);
  const name = commune?.trim() || undefined;
  if (insee) {
    const found = communesByInsee().get(currentOfFormer().get(insee) ?? insee);
    if (found) {
      const contradiction = contradictionOf(found, insee, postcode, name);
      return contradiction
        ? unresolved('CODES_CONTRADICTOIRES', contradiction)
        : resolved(found, 'insee', []);
    }
    if (postcode && postcode !== insee && communesByPostcode().has(insee))
      return unresolved(
        'CODES_CONTRADICTOIRES',
        'Le code INSEE est un code postal, et le code postal en est un autre.',
      );
    const departement = INSEE.test(insee) ? departementOfInsee(insee) : undefined;
    if (departement && departement !== HUB)
      return postcode && communesByPostcode().has(postcode)
        ? unresolved(
            'CODES_CONTRADICTOIRES',
            'Le code INSEE est celui d’un autre département, et le code postal est de Seine-et-Marne.',
          )
        : outside(departement);
  }
  if (!postcode) return unresolved('ADRESSE_INSUFFISANTE');
  return resolvePostcode(postcode, name);
};

const resolvePostcode = (postcode: string, name: string | undefined): Resolution => {
  const here = communesByPostcode().get(postcode);
  if (!here) return resolveUnknownPostcode(postcode, name);
  const named = name ? communesNamed(name) : [];
  const both = here.filter((commune) => named.includes(commune));
  // A name that is another commune's is no slip.
  const [match] = name && named.length === 0 ? alike(here, name) : both;
  // Stryker disable next-line ConditionalExpression,LogicalOperator: on today’s table, no name, today’s or former, is borne by two communes of the département
  if (match && both.length < 2) return resolved(match, 'postcode+commune', []);
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

/** A CEDEX has a postal code of its own: its name alone tells the commune, when it is one. */
const resolveUnknownPostcode = (postcode: string, name: string | undefined): Resolution => {
  if (!POSTCODE.test(postcode)) return unresolved('CODE_POSTAL_INCONNU');
  const owner = departementsOfPostcode(postcode).find((code) => departements().has(code));
  if (owner && owner !== HUB) return outside(owner);
  const [named, ...others] = name && isCedex(name) ? communesNamed(name) : [];
  return named && others.length === 0
    ? resolved(named, 'postcode+commune', [])
    : unresolved('CODE_POSTAL_INCONNU');
};

/** The communes that bear a name, today's or former, in one of its readings. */
const communesNamed = (name: string): Commune[] => [
  ...new Set(communeForms(name).flatMap((form) => communesByName().get(form) ?? [])),
];

/** Shortest beginning of a name that may stand for it. */
const SHORTEST = 4;

/**
 * Among the communes of one postal code, the only one whose name begins as this one does, or whose beginning it is, or that is a slip
 * away: «Montereau», «Vernou-la-Celle-sur-Sein», «Cély-en-Bière».
 */
const alike = (here: readonly Commune[], name: string): Commune[] => {
  const isAlike = (form: string, known: string): boolean =>
    (form.length >= SHORTEST && known.startsWith(`${form} `)) ||
    (known.length >= SHORTEST && form.startsWith(`${known} `)) ||
    (form.length > SHORTEST && within(form, known, 1));
  const found = here.filter((commune) =>
    communeForms(name).some(
      (form) => !/^SAINTE?$/.test(form) && isAlike(form, normaliseCommune(commune.name)),
    ),
  );
  return found.length === 1 ? found : [];
};

/** What else is told that an INSEE code contradicts, in French; undefined when all agree, or say nothing of it. */
const contradictionOf = (
  commune: Commune,
  insee: string,
  postcode: string | undefined,
  name: string | undefined,
): string | undefined => {
  const told = `Le code INSEE désigne ${commune.name}`;
  const named = name ? communesNamed(name) : [];
  const [other] = named;
  if (other && !named.includes(commune)) {
    const typed = other.postcodes.includes(insee) ? ', dont il est un code postal' : '';
    return `${told}, et la commune nommée est ${other.name}${typed}.`;
  }
  // A postal code typed as an INSEE code is one too, of another commune: what else is told must say this one.
  const confirmed =
    (name !== undefined && (named.includes(commune) || alike([commune], name).length > 0)) ||
    (postcode !== undefined && commune.postcodes.includes(postcode));
  if (communesByPostcode().has(insee) && (name ?? postcode) !== undefined && !confirmed)
    return `${told} ; c’est aussi un code postal, et rien d’autre ne désigne cette commune.`;
  if (!postcode || commune.postcodes.includes(postcode)) return undefined;
  if (communesByPostcode().has(postcode)) return `${told}, et le code postal est celui d’une autre commune.`;
  const owner = POSTCODE.test(postcode) ? departementsOfPostcode(postcode)[0] : undefined;
  return owner !== undefined && owner !== HUB && departements().has(owner)
    ? `${told}, et le code postal est d’un autre département.`
    : undefined;
};

/** All the digits must be there: a code that a spreadsheet cut («1000» for 01000) begins like another département's. */
const INSEE = /^(\d{5}|2[AB]\d{3})$/;
const POSTCODE = /^\d{5}$/;

const resolved = (commune: Commune, by: 'insee' | 'postcode+commune', warnings: string[]): Resolution => ({
  kind: 'resolved',
  insee: commune.insee,
  commune: commune.name,
  arrondissement: commune.arrondissement,
  by,
  warnings,
});

const outside = (code: string): Resolution => ({
  kind: 'outside',
  departement: { code, name: departements().get(code) ?? code },
});

/** @param message what is told, where the code's own sentence does not name the communes */
const unresolved = (code: UnresolvedCode, message: string = unresolvedReasons[code]): Resolution => ({
  kind: 'unresolved',
  reason: { code, message },
});

const departementOfInsee = (insee: string): string | undefined =>
  [insee.slice(0, 3), insee.slice(0, 2)].find((code) => departements().has(code));
