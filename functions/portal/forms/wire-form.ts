import { type Column, kindsOf } from '../../../shared/intake/partners/columns.ts';
import type { Partner } from '../../../shared/intake/partners/partner.ts';
import { askedOfKind } from '../../../shared/intake/read-message.ts';
import { eventTexts } from '../../../shared/outbound/texts/event-texts.ts';

/** Persons of a household that a form has room for. */
const MOST_PERSONS = 4;

/** A field of a form, made from its column: the same words, the same ways to write a value. */
export type WireField = Column & {
  /** In the form, where it is its id too. */
  name: string;
  label: string;
  hint: string | undefined;
  /** The hub asks for it, and takes the message without it. */
  asked: boolean;
};

/** The form of one kind of message. */
export type WireForm = {
  /** Names the form among its partner's. */
  nature: string;
  kind: string | undefined;
  title: string;
  /** What is asked first: the reference, the date, and what this kind tells. */
  main: readonly WireField[];
  /** A household's persons, each with their fields. */
  persons: readonly (readonly WireField[])[];
  dwelling: readonly WireField[];
  /** What may be told besides. */
  more: readonly WireField[];
};

/** @example nameOf('household[0].nomNaissance') // 'household-0-nomNaissance' */
const nameOf = (path: string): string => path.replaceAll(/[[.]+/g, '-').replaceAll(']', '');

const labels: Readonly<Record<string, string>> = {
  reference: 'Votre référence',
  actDate: 'Date de l’acte ou du fait',
  'dwelling.street': 'Numéro et voie',
  'dwelling.complement': 'Complément d’adresse',
  'dwelling.postcode': 'Code postal',
  'dwelling.commune': 'Commune',
  'delai.valeur': 'Délai que porte l’acte',
  'delai.unite': 'Ce délai est en',
};
const hints: Readonly<Record<string, string>> = {
  'dwelling.complement': 'Bâtiment, escalier, étage, appartement',
  prenoms: 'Dans l’ordre de l’état civil, séparés par une virgule',
};
const typeHints: Partial<Record<Column['type'], string>> = {
  mois: 'MM/AAAA, par exemple 03/2026',
  euros: 'Par exemple 1 234,56',
};

const fieldOf = (column: Column, asked: boolean): WireField => {
  const { path, title, help, type } = column;
  const [described = title, ...rest] = help.split(' ; ');
  const plain = path.replace(/^household\[\d+\]\./, '');
  // A choice's values are told by their own words.
  const told = type === 'choix' || type === 'liste' ? '' : rest.join(' ; ');
  return {
    ...column,
    name: nameOf(path),
    label: labels[plain] ?? (plain === path ? described || title : title.replace(/ \d+$/, '')),
    hint: hints[plain] ?? (told || typeHints[type]),
    asked,
  };
};

const titleOf = (kind: string | undefined, title: string | undefined): string =>
  title ?? Object.entries(eventTexts).find(([name]) => name === kind)?.[1].title ?? 'Événement';

/** The forms of a partner's messages, or of an étude's acts, in the order of their formats. */
export const formsOf = ({ formats }: Pick<Partner, 'formats'>): WireForm[] =>
  Object.entries(formats).flatMap(([published, format]) =>
    kindsOf(format, MOST_PERSONS).map(({ kind, title, columns }): WireForm => {
      const asked = new Set(askedOfKind(format, kind));
      // What is asked for as a whole (`bailleur`) is asked for by the first of its columns.
      const isAsked = ({ path }: Column): boolean =>
        asked.has(path) ||
        (asked.has(path.replace(/\.[^.]+$/, '')) === true &&
          columns.find((one) => one.path.startsWith(path.replace(/[^.]+$/, '')))?.path === path) ||
        (path.startsWith('delai.') && asked.has('delai'));
      const fields = columns
        .filter(({ path }) => path !== 'messageId')
        .map((column) => fieldOf(column, isAsked(column)));
      const own = fields.filter(({ path }) => !/^(household|dwelling)\b/.test(path));
      const isMain = ({ path, required, asked: wanted }: WireField): boolean =>
        required || wanted || path === 'reference';
      return {
        nature: kind ?? published.replace(/\..*$/, ''),
        kind,
        title: titleOf(kind, title),
        main: own.filter(isMain),
        persons: Array.from({ length: MOST_PERSONS }, (_, n) =>
          fields.filter(({ path }) => path.startsWith(`household[${n}].`)),
        ),
        dwelling: ['street', 'complement', 'postcode', 'commune'].flatMap((name) =>
          fields.filter(({ path }) => path === `dwelling.${name}`),
        ),
        more: own.filter((field) => !isMain(field)),
      };
    }),
  );

/** Every field of a form, in the order in which they are shown. */
export const fieldsOfForm = ({ main, persons, dwelling, more }: WireForm): WireField[] => [
  ...main,
  ...persons.flat(),
  ...dwelling,
  ...more,
];
