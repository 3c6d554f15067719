/** What a stage still holds that is not real: read by `passerelle doctor`, and refused by a synthesis that could be deployed. */
import { CHARTER_MAILBOXES } from './charter.ts';
import { missingInDirectory } from './directory.ts';
import type { Stage } from './stages.ts';

/** Whoever reads it is French; `path` is where to mend it, in `infra/stages.ts` or `infra/directory.json`. */
export type Finding = {
  code:
    | 'ADRESSE_EXEMPLE'
    | 'ADRESSE_PERSONNELLE'
    | 'BOITE_ABSENTE'
    | 'BOITE_A_ESSAYER'
    | 'EDITEUR_ABSENT'
    | 'SAUVEGARDE_SEULE'
    | 'TELEPHONE_ABSENT'
    | 'ANNUAIRE_INCOMPLET';
  path: string;
  found: string;
  expected: string;
  /** Whether a stage is not deployed with it. */
  stops: boolean;
};

/** Each text of a value, with its path: `mailboxes.ccapex`. */
const textsOf = (value: unknown, path = ''): [path: string, text: string][] => {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, path ? `${path}.${key}` : key));
};

/** A domain reserved for examples and tests (RFC 2606), at the end of a name, of an address or of a page's host. */
const isExample = (text: string): boolean =>
  /(?:^|[@./])(?:example(?:\.(?:com|net|org))?|(?<=[@./])(?:test|invalid|localhost))(?:[:/]|$)/i.test(text);

/**
 * Words of services' mailboxes. An address «word.word@» without one of them is taken for a person's: it stops when the person
 * leaves, and the charter of 2018 printed one.
 */
const SERVICE_WORDS =
  /accueil|adil|astreinte|banque|bureau|caf|ccapex|ccas|clpil|comed|commission|contact|ddc|ddets|departement|expulsion|fsl|huissier|logement|mairie|mds|msa|pref|prevention|saisine|secretariat|service|siao|social|tribunal/i;
const isPersons = (text: string): boolean =>
  /^[\p{L}-]+\.[\p{L}-]+@/u.test(text) && !SERVICE_WORDS.test(text.split('@')[0] ?? '');

/**
 * All that is still to be put right in a stage, what stops a deployment first.
 *
 * @param stage as `infra/stages.ts` gives it
 * @returns none for `local`, which never leaves the machine
 */
export const findingsOf = (stage: Stage): Finding[] => {
  if (stage.name === 'local') return [];
  const { mailboxes, ...rest } = stage;
  // Any other stage writes to its sandbox's recipient only.
  const own = stage.name === 'prod' ? { ...rest, mailboxes } : rest;
  const found: Finding[] = [];
  for (const [path, text] of textsOf(own)) {
    if (isExample(text))
      found.push({
        code: 'ADRESSE_EXEMPLE',
        path,
        found: text,
        expected: 'une vraie adresse : ce domaine est réservé aux exemples (RFC 2606)',
        stops: true,
      });
    else if (isPersons(text))
      found.push({
        code: 'ADRESSE_PERSONNELLE',
        path,
        found: text,
        expected: 'la boîte d’un service, que quelqu’un lit encore quand une personne s’en va',
        stops: true,
      });
  }
  if (mailboxes.ccapex === '')
    found.push({
      code: 'BOITE_ABSENTE',
      path: 'mailboxes.ccapex',
      found: '',
      expected: 'la boîte du secrétariat de la CCAPEX (-c ccapex=…, ou --ccapex ici)',
      stops: true,
    });
  if (stage.name === 'prod' && stage.portal.editeur === undefined)
    found.push({
      code: 'EDITEUR_ABSENT',
      path: 'portal.editeur',
      found: '',
      expected:
        'qui publie les pages, qui dirige la publication et le délégué à la protection des données : les mentions légales les nomment',
      stops: true,
    });
  const printed = new Set(textsOf(CHARTER_MAILBOXES).map(([, text]) => text));
  for (const box of printed) {
    const path = textsOf(own).find(([, text]) => text === box)?.[0];
    if (path !== undefined)
      found.push({
        code: 'BOITE_A_ESSAYER',
        path,
        found: box,
        expected:
          'un mél d’essai dont le service relit le code au téléphone : la charte l’a imprimée en 2018',
        stops: false,
      });
  }
  if (stage.contact.telephone === undefined)
    found.push({
      code: 'TELEPHONE_ABSENT',
      path: 'contact.telephone',
      found: '',
      expected: 'le numéro que les méls donnent à qui veut appeler',
      stops: false,
    });
  if (stage.name === 'prod' && stage.backupAccount === undefined)
    found.push({
      code: 'SAUVEGARDE_SEULE',
      path: 'backupAccount',
      found: '',
      expected:
        'le compte AWS qui garde une copie des sauvegardes (12 chiffres) : sans lui, elles disparaissent avec le compte',
      stops: false,
    });
  for (const path of stage.name === 'prod' ? missingInDirectory() : [])
    found.push({
      code: 'ANNUAIRE_INCOMPLET',
      path: `directory.json ${path}`,
      found: '',
      expected: 'une adresse : sans elle, le mél de l’État nomme qui prévenir à la main',
      stops: false,
    });
  return found.sort((one, other) => Number(other.stops) - Number(one.stops));
};
