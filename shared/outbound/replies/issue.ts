import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { doubledKeys } from '../../domain/text/doubled-keys.ts';
import { firstWithin, limits } from '../../limits.ts';

/** Stable codes of the issues that a sender may read. A published code keeps its meaning. */
export const issueCodes = {
  illisible: 'JSON_ILLISIBLE',
  manquant: 'CHAMP_MANQUANT',
  invalide: 'CHAMP_INVALIDE',
  inconnu: 'CHAMP_INCONNU',
  double: 'CHAMP_DOUBLE',
  autres: 'AUTRES_PROBLEMES',
  tropGrand: 'MESSAGE_TROP_GRAND',
  nonTraite: 'NON_TRAITE',
  version: 'VERSION_INCONNUE',
  expediteur: 'EXPEDITEUR_INATTENDU',
  identifiant: 'IDENTIFIANT_REUTILISE',
  horsDepartement: 'HORS_DEPARTEMENT',
  commune: 'COMMUNE_A_VERIFIER',
  contradiction: 'ADRESSE_CONTRADICTOIRE',
  dateFuture: 'DATE_FUTURE',
  dateInvraisemblable: 'DATE_INVRAISEMBLABLE',
  ordreDates: 'DATES_CONTRADICTOIRES',
  numero: 'NUMERO_INVRAISEMBLABLE',
  abime: 'TEXTE_ABIME',
  rapprochement: 'DOSSIER_A_VERIFIER',
  precision: 'PRECISION_DEMANDEE',
  pieceAbsente: 'PIECE_ABSENTE',
  donneesAbsentes: 'DONNEES_ABSENTES',
  pasPdf: 'PIECE_PAS_PDF',
  pdfChiffre: 'PIECE_CHIFFREE',
  pdfIllisible: 'PIECE_ILLISIBLE',
  pagesPerdues: 'PAGES_ILLISIBLES',
  tropGrande: 'PIECE_TROP_GRANDE',
  prefixe: 'PREFIXE_ETUDE',
  infectee: 'PIECE_INFECTEE',
  nonAnalysee: 'PIECE_NON_ANALYSEE',
  remplacee: 'PIECE_REMPLACEE',
  fichierFormat: 'FICHIER_FORMAT',
  fichierIllisible: 'FICHIER_ILLISIBLE',
  fichierVide: 'FICHIER_VIDE',
  fichierTropGrand: 'FICHIER_TROP_GRAND',
  fichierTropLong: 'FICHIER_TROP_LONG',
  fichierPrefixe: 'FICHIER_PREFIXE',
  fichierDisparu: 'FICHIER_DISPARU',
  colonnes: 'COLONNES_ABSENTES',
  colonnesInconnues: 'COLONNES_INCONNUES',
  feuilles: 'FEUILLES_NON_LUES',
  ligneEcartee: 'LIGNE_ECARTEE',
  cellulesEnTrop: 'CELLULES_EN_TROP',
  acces: 'ACCES_REFUSE',
  pieceInconnue: 'PIECE_INCONNUE',
  pieceNonEnregistree: 'PIECE_NON_ENREGISTREE',
  indicateur: 'INDICATEUR_INATTENDU',
  annee: 'ANNEE_NON_DECLARABLE',
  partie: 'PARTIE_TROP_GRANDE',
  inhabituel: 'CHIFFRE_INHABITUEL',
} as const;

/** One issue, as a partner reads it. The received value is never repeated: it may be personal. */
export const issueSchema = z.object({
  code: z.enum(issueCodes).check(z.describe('Code stable du problème')),
  path: z.string().check(z.describe('Chemin du champ, par exemple household[0].dateNaissance')),
  expected: z.string().check(z.describe('Ce qui était attendu, en français')),
  message: z.string().check(z.describe('Le problème, en français')),
});
export type Issue = z.infer<typeof issueSchema>;

/** Longest name of a field, and longest text, that are repeated whole; in characters. */
const MAX_NAME = 80;
const MAX_TEXT = 500;
/** Longest path repeated whole. A path of the schemas' own fields is much shorter. */
const MAX_PATH = 200;

/**
 * A sender's text as it is repeated to it. Invisible characters (controls, marks that change the reading direction) are replaced.
 * Beyond `most` characters it is cut, with a hash that tells it from another that begins alike.
 */
export const toldText = (text: string, most: number): string => {
  const visible = (part: string): string =>
    part.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|\p{Cs}/gu, '\u{fffd}');
  if (text.length <= most) return visible(text);
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${visible(text.slice(0, most))}…${mark}`;
};

/**
 * A path as text. A name that the sender made up is cut.
 *
 * @example pathText(['household', 0, 'prenoms']) // 'household[0].prenoms'
 */
export const pathText = (path: readonly PropertyKey[]): string =>
  toldText(
    path.reduce<string>((text, part) => {
      if (typeof part === 'number') return `${text}[${part}]`;
      const name = toldText(String(part), MAX_NAME);
      return text ? `${text}.${name}` : name;
    }, ''),
    MAX_PATH,
  );

/** An issue for each field that a JSON text gives twice in one object. */
export const doubledIssues = (
  json: string,
  message = 'Champ donné deux fois : le dernier est retenu.',
): Issue[] =>
  doubledKeys(json).map((path) => ({
    code: issueCodes.double,
    path: pathText(path),
    expected: 'ce champ une seule fois',
    message,
  }));

/** An issue saying that there are more than those listed. @param count how many more, when known */
export const otherIssues = (count?: number): Issue => ({
  code: issueCodes.autres,
  path: '',
  expected: 'un message conforme au format documenté',
  message: `Et ${count === undefined ? 'd’autres' : `${count} autres`} problèmes, qui ne sont pas énumérés ici.`,
});

/**
 * Bounds a list of issues: the first fifty and 32 KB at most, unknown fields last, then how many more there are. A sender's
 * mistakes must not exceed what a reply, or an item of the table, may hold.
 */
export const toldIssues = (issues: readonly Issue[]): Issue[] => {
  const unknown = issues.filter(({ code }) => code === issueCodes.inconnu);
  const others = issues.filter(({ code }) => code !== issueCodes.inconnu);
  const cut = [...others, ...unknown].slice(0, limits.issues).map(
    (issue): Issue => ({
      ...issue,
      expected: toldText(issue.expected, MAX_TEXT),
      message: toldText(issue.message, MAX_TEXT),
    }),
  );
  const told = firstWithin(cut, limits.issuesBytes);
  const left = issues.length - told.length;
  return left > 0 ? [...told, otherIssues(left)] : told;
};

/**
 * Converts a zod issue to French. It says what was expected, never what was received.
 *
 * @param missing the field is absent
 */
export const issueFromZod = (issue: z.core.$ZodIssue, missing: boolean): Issue => {
  const path = pathText(issue.path);
  if (missing) {
    return {
      code: issueCodes.manquant,
      path,
      expected: expectedOf(issue),
      message: 'Champ obligatoire absent.',
    };
  }
  if (path === 'version') {
    return { code: issueCodes.version, path, expected: '"1"', message: 'Version du format inconnue.' };
  }
  return { code: issueCodes.invalide, path, expected: expectedOf(issue), message: 'Valeur invalide.' };
};

const types: Record<string, string> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'vrai ou faux (true, false)',
  array: 'une liste',
  object: 'un objet',
};
const formats: Record<string, string> = {
  date: 'une date AAAA-MM-JJ qui existe',
  datetime: 'une date et heure UTC (ISO 8601)',
  regex: 'un texte au format documenté',
};

const expectedOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return types[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `l’une des valeurs : ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formats[issue.format] ?? 'un texte au format documenté';
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `au moins ${issue.minimum} élément(s) ou caractère(s)`
        : `au moins ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `au plus ${issue.maximum} élément(s) ou caractère(s)`
        : `au plus ${issue.maximum}`;
    case 'not_multiple_of':
      return 'un montant en euros, deux décimales au plus';
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `l’une des valeurs : ${issue.options.map(String).join(', ')}`
        : 'une valeur conforme au format documenté';
    case 'custom':
      return issue.message;
    default:
      return 'une valeur conforme au format documenté';
  }
};
