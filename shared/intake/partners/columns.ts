import * as z from 'zod/mini';
import { type Word, words } from '../../domain/notices/words.ts';

/** How a cell is read, from the text of a French spreadsheet or from its number. */
export type CellType = 'texte' | 'date' | 'mois' | 'euros' | 'entier' | 'booleen' | 'choix' | 'liste';

/** One column of a partner's table, derived from the schema of the messages its rows become. */
export type Column = {
  /** Heading, in French. */
  title: string;
  /** All the headings it is recognised by, normalised by `headingOf`. */
  headings: ReadonlySet<string>;
  /** Place in the message: `household[0].nomNaissance`. */
  path: string;
  type: CellType;
  /** For a choice or a list: what may be written (`headingOf`) → the value. */
  values: ReadonlyMap<string, string>;
  required: boolean;
  help: string;
};

/** A heading as it is compared: case, accents, spaces, punctuation and «º» or «°» make no difference. */
export const headingOf = (text: string): string =>
  text
    .replace(/[º°]/g, '')
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** Short headings for fields whose schema description is long, and the names that partners' tables use for them. */
const known: Readonly<Record<string, readonly [title: string, ...aliases: string[]]>> = {
  reference: ['Référence', 'Référence du dossier', 'N° dossier', 'Numéro de dossier'],
  actDate: ['Date', 'Date de l’acte', 'Date du signalement'],
  messageId: ['Identifiant du message'],
  kind: ['Type', 'Nature de l’événement', 'Événement'],
  'dwelling.insee': ['Code INSEE', 'INSEE'],
  'dwelling.postcode': ['Code postal', 'CP'],
  'dwelling.commune': ['Commune', 'Ville'],
  'dwelling.street': ['Adresse', 'Numéro et voie', 'Rue'],
  'dwelling.complement': ['Complément d’adresse', 'Complément', 'Bâtiment, escalier, étage, appartement'],
  'household[].nomNaissance': ['Nom de naissance', 'Nom', 'Nom de l’allocataire', 'Nom du locataire'],
  'household[].nomUsage': ['Nom d’usage'],
  'household[].prenoms': ['Prénoms', 'Prénom', 'Prénom de l’allocataire', 'Prénom du locataire'],
  'household[].dateNaissance': ['Date de naissance', 'Date naissance', 'Né(e) le', 'Né le', 'Née le'],
  'household[].lieuNaissance': ['Lieu de naissance'],
  'bailleur.nom': ['Bailleur', 'Nom du bailleur', 'Organisme'],
  'bailleur.nature': ['Nature du bailleur'],
  'bailleur.referenceBail': ['Référence du bail', 'N° bail', 'Numéro de bail'],
  'aide.nature': ['Aide', 'Aide au logement'],
  'aide.tiersPayant': ['Tiers payant'],
  allocataire: [
    'Numéro d’allocataire',
    'Allocataire',
    'N° allocataire',
    'No allocataire',
    'Numéro allocataire',
    'Matricule',
  ],
  'delai.valeur': ['Délai que porte l’acte'],
  'delai.unite': ['Unité de ce délai'],
  loyer: ['Loyer'],
  charges: ['Charges'],
  dette: ['Dette', 'Montant de la dette'],
  impayeDepuis: ['Impayé depuis'],
  dateConstitution: ['Impayé constitué le'],
  premierImpayeLe: ['Premier impayé le'],
  signaleLe: ['Signalé le'],
  parc: ['Parc'],
  suites: ['Suites'],
  lettreAccordLe: [
    'Lettre d’accord du',
    'Lettre au locataire',
    'Lettre envoyée le',
    'Courrier au locataire du',
  ],
  notifieeLe: ['Notifiée le'],
  juge: ['Juge'],
  horsTreve: ['Hors trêve'],
  etat: ['État'],
  voie: ['Voie'],
  annee: ['Année'],
  indicateur: ['Indicateur', 'Libellé', 'Indicateur de la charte'],
  valeur: ['Valeur', 'Chiffre', 'Nombre'],
  texte: ['Texte', 'Analyse'],
};

/** Adults of a household that a model has columns for, and that a row may have. */
const PERSONS = 2;
export const MOST_PERSONS = 6;

/** What columns are made of: the schema of an event's message, or of a figure's. */
type OfSchema = { schema: z.ZodMiniType<unknown> };

type Node = {
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  oneOf?: Node[];
  anyOf?: Node[];
  allOf?: Node[];
  enum?: unknown[];
  const?: unknown;
  type?: string;
  format?: string;
  pattern?: string;
  multipleOf?: number;
  description?: string;
};

const variantsOf = (format: OfSchema): Node[] => {
  // The library's type of a JSON Schema is wider than what it makes of these schemas.
  const schema = JSON.parse(JSON.stringify(z.toJSONSchema(format.schema, { io: 'input' }))) as Node;
  return schema.oneOf ?? schema.anyOf ?? [schema];
};

/**
 * The columns of a table whose rows are messages of this format. `kind` has a column only when the format has several kinds.
 *
 * @param persons adults that have columns
 */
export const columnsOf = (format: OfSchema, persons = PERSONS): Column[] => {
  const variants = variantsOf(format);
  const columns = new Map<string, Column>();
  for (const variant of variants) {
    for (const column of columnsIn(variant, persons)) {
      const earlier = columns.get(column.path);
      columns.set(column.path, earlier ? merged(earlier, column) : column);
    }
  }
  const everywhere = (path: string): boolean =>
    variants.every((variant) => columnsIn(variant, persons).some((one) => one.path === path && one.required));
  const several = variants.length > 1;
  return [...columns.values()]
    .filter(({ path }) => path !== 'kind' || several)
    .map((column) => ({ ...column, required: column.required && everywhere(column.path) }));
};

/** The kind of a format's messages when it has only one: no column then says it. */
export const onlyKindOf = (format: OfSchema): string | undefined => {
  const kinds = variantsOf(format).flatMap((one) => one.properties?.kind?.const ?? []);
  return kinds.length === 1 ? String(kinds[0]) : undefined;
};

/** One kind of message of a format: its name, absent where its messages do not say it, its title, and its own fields. */
export type KindColumns = { kind: string | undefined; title: string | undefined; columns: Column[] };

/**
 * The kinds of a format, each with the fields of its messages as columns, in the order of its schema. Lists of things, such as a
 * schedule, have no column.
 *
 * @param persons adults that have columns
 */
export const kindsOf = (format: OfSchema, persons: number): KindColumns[] =>
  variantsOf(format).map((variant) => {
    const kind = variant.properties?.kind;
    return {
      kind: kind?.const === undefined ? undefined : String(kind.const),
      title: kind?.description ?? (kind ? undefined : titleOf(format)),
      columns: columnsIn(variant, persons).filter(({ path }) => path !== 'kind'),
    };
  });

/** A format's title, without its version. */
const titleOf = ({ schema }: OfSchema): string | undefined =>
  z.toJSONSchema(schema, { io: 'input' }).title?.replace(/, version \d+$/, '');

const columnsIn = (node: Node, persons: number, prefix = '', required = true): Column[] =>
  Object.entries(node.properties ?? {}).flatMap(([name, property]): Column[] => {
    if (prefix === '' && (name === 'version' || name === 'sender')) return [];
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const here = required && (node.required ?? []).includes(name);
    if (property.properties) return columnsIn(property, persons, path, here);
    if (path === 'household' && property.items) {
      const { items } = property;
      return Array.from({ length: persons }, (_, n) =>
        columnsIn(items, persons, `household[${n}]`, false),
      ).flat();
    }
    if (property.items?.properties) return [];
    return [columnOf(path, property, here)];
  });

const isWord = (value: string): value is Word => Object.hasOwn(words, value);

const columnOf = (path: string, node: Node, required: boolean): Column => {
  const person = /^household\[(\d+)\]\./.exec(path);
  const number = Number(person?.[1] ?? 0) + 1;
  const suffix = number > 1 ? ` ${number}` : '';
  const plain = path.replace(/\[\d+\]/, '[]');
  const described = (node.description ?? path).split(/[,;(]/)[0]?.trim() ?? path;
  const [title, ...aliases] = known[plain] ?? [described];
  const choices = (node.enum ?? node.items?.enum ?? (node.const === undefined ? [] : [node.const])).map(
    String,
  );
  return {
    title: `${title}${suffix}`,
    headings: new Set(
      [title, described, path, ...aliases].map((text) => headingOf(`${text}${text === path ? '' : suffix}`)),
    ),
    path,
    type: typeOf(node),
    values: new Map(
      choices.flatMap((value): [string, string][] => [
        [headingOf(value), value],
        // As mails and pages say it: people write what they read.
        ...(isWord(value) ? [[headingOf(words[value]), value] as [string, string]] : []),
        ...(path === 'kind' && node.description
          ? [[headingOf(node.description), value] as [string, string]]
          : []),
      ]),
    ),
    required,
    // A table's dates are written as in French; the schema's are ISO.
    help: (node.description ?? '').replace(/, AAAA-MM(-JJ)?/, ''),
  };
};

const typeOf = (node: Node): CellType => {
  if (node.type === 'array') return 'liste';
  if (node.enum || node.const !== undefined) return 'choix';
  if (node.type === 'boolean') return 'booleen';
  if (node.type === 'integer') return 'entier';
  if (node.type === 'number') return 'euros';
  if (node.format === 'date') return 'date';
  return node.pattern?.startsWith('^\\d{4}-(0') ? 'mois' : 'texte';
};

const merged = (a: Column, b: Column): Column => ({
  ...a,
  headings: new Set([...a.headings, ...b.headings]),
  values: new Map([...a.values, ...b.values]),
  help: a.path === 'kind' ? 'Nature de l’événement' : a.help,
});
