import * as z from 'zod/mini';

/** Stable codes of what a message can be told. Once published a code keeps its meaning. */
export const issueCodes = {
  illisible: 'JSON_ILLISIBLE',
  manquant: 'CHAMP_MANQUANT',
  invalide: 'CHAMP_INVALIDE',
  inconnu: 'CHAMP_INCONNU',
  version: 'VERSION_INCONNUE',
  expediteur: 'EXPEDITEUR_INATTENDU',
  identifiant: 'IDENTIFIANT_REUTILISE',
  horsDepartement: 'HORS_DEPARTEMENT',
  commune: 'COMMUNE_A_VERIFIER',
  contradiction: 'ADRESSE_CONTRADICTOIRE',
  dateFuture: 'DATE_FUTURE',
  rapprochement: 'DOSSIER_A_VERIFIER',
  precision: 'PRECISION_DEMANDEE',
  pieceAbsente: 'PIECE_ABSENTE',
  donneesAbsentes: 'DONNEES_ABSENTES',
  pasPdf: 'PIECE_PAS_PDF',
  pdfChiffre: 'PIECE_CHIFFREE',
  pdfIllisible: 'PIECE_ILLISIBLE',
  tropGrande: 'PIECE_TROP_GRANDE',
  prefixe: 'PREFIXE_ETUDE',
  infectee: 'PIECE_INFECTEE',
  fichierFormat: 'FICHIER_FORMAT',
  fichierIllisible: 'FICHIER_ILLISIBLE',
  fichierVide: 'FICHIER_VIDE',
  fichierTropGrand: 'FICHIER_TROP_GRAND',
  fichierTropLong: 'FICHIER_TROP_LONG',
  fichierPrefixe: 'FICHIER_PREFIXE',
  fichierDisparu: 'FICHIER_DISPARU',
  colonnes: 'COLONNES_ABSENTES',
  acces: 'ACCES_REFUSE',
  pieceInconnue: 'PIECE_INCONNUE',
  pieceNonEnregistree: 'PIECE_NON_ENREGISTREE',
} as const;

/** One thing wrong or missing, as a partner reads it. The received value is never repeated: it may be personal. */
export const issueSchema = z.object({
  code: z.enum(issueCodes).check(z.describe('Code stable du problème')),
  path: z.string().check(z.describe('Chemin du champ, par exemple household[0].dateNaissance')),
  expected: z.string().check(z.describe('Ce qui était attendu, en français')),
  message: z.string().check(z.describe('Le problème, en français')),
});
export type Issue = z.infer<typeof issueSchema>;

/** `['household', 0, 'prenoms']` gives `household[0].prenoms`. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
    '',
  );

/** A validation issue in French. Says what was expected, never what was received. */
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
