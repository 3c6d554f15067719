import { type Champ, type ChampSimple, type Champs, dire } from '../../../shared/domain/dsf/champs.ts';
import { cellValue } from '../../../shared/intake/files/read/cell.ts';

/** What is shown in a field, and what was typed in it: texts by the field's name; of a row, `personnes-0-naissance`. */
export type Saisie = ReadonlyMap<string, readonly string[]>;

/** Rows left empty after those that are filled: without scripts, one saves to have more. */
const BLANK_ROWS = 2;

/** What a form sent, several answers of one question among them. A file in place of a text is nothing. */
export const saisieDe = (body: Readonly<Record<string, unknown>>): Saisie =>
  new Map(
    Object.entries(body).map(([name, told]) => {
      const all: readonly unknown[] = Array.isArray(told) ? told : [told];
      return [name, all.filter((one) => typeof one === 'string' && one.trim() !== '').map(String)];
    }),
  );

const typed = { date: 'date', euros: 'euros', entier: 'entier', mois: 'mois' } as const;

/** A field's value as the domain reads it. What cannot be read is left as it was typed: it is refused, and named. */
const toldOf = (champ: ChampSimple, texts: readonly string[]): unknown => {
  const [first] = texts;
  if (first === undefined) return undefined;
  switch (champ.type) {
    case 'liste':
      return texts;
    case 'ouiNon':
      return first === 'oui' ? true : first === 'non' ? false : first;
    case 'texte':
    case 'longTexte':
    case 'choix':
      return first;
    default:
      return cellValue(first, { type: typed[champ.type], values: new Map() });
  }
};

/** What was typed of a part, as the domain reads it: rows in their places, so that what is wrong of one is said beside it. */
export const ditesDe = (champs: Champs, saisie: Saisie): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(champs).flatMap(([name, champ]): [string, unknown][] => {
      if (champ.type !== 'rangs') {
        const told = toldOf(champ, saisie.get(name) ?? []);
        return told === undefined ? [] : [[name, told]];
      }
      const rows = Array.from({ length: champ.most }, (_, n) =>
        Object.fromEntries(
          Object.entries(champ.champs).map(([of, one]) => [
            of,
            toldOf(one, saisie.get(`${name}-${n}-${of}`) ?? []),
          ]),
        ),
      );
      return [[name, rows]];
    }),
  );

/** A value as its field shows it, ready to be typed over. */
const textsOf = (champ: ChampSimple, value: unknown): readonly string[] => {
  if (value === undefined) return [];
  if (champ.type === 'liste') return Array.isArray(value) ? value.map(String) : [];
  if (champ.type === 'euros' && typeof value === 'number')
    return [(value / 100).toFixed(2).replace('.', ',').replace(/,00$/, '')];
  if (typeof value === 'boolean') return [value ? 'oui' : 'non'];
  return [String(value)];
};

/** What a part's fields show of what is kept. */
export const saisieDeValeurs = (champs: Champs, valeurs: Readonly<Record<string, unknown>>): Saisie =>
  new Map(
    Object.entries(champs).flatMap(([name, champ]): [string, readonly string[]][] => {
      const value = valeurs[name];
      if (champ.type !== 'rangs') return [[name, textsOf(champ, value)]];
      const rows: readonly unknown[] = Array.isArray(value) ? value : [];
      return rows.flatMap((row, n) => {
        const own: Readonly<Record<string, unknown>> = { ...(typeof row === 'object' ? row : {}) };
        return Object.entries(champ.champs).map(([of, one]): [string, readonly string[]] => [
          `${name}-${n}-${of}`,
          textsOf(one, own[of]),
        ]);
      });
    }),
  );

/** The name in a page of what the domain names `personnes.0.naissance`: an id has no dots. */
export const nomDansLaPage = (champ: string): string => champ.replaceAll('.', '-');

/** How many rows of a table are shown: those that hold something, and some to fill. */
export const rangsMontres = (name: string, champ: Champ & { type: 'rangs' }, saisie: Saisie): number => {
  const filled = Array.from({ length: champ.most }, (_, n) => n).filter((n) =>
    Object.keys(champ.champs).some((of) => (saisie.get(`${name}-${n}-${of}`) ?? []).length > 0),
  );
  return Math.min(champ.most, (filled.at(-1) ?? -1) + 1 + BLANK_ROWS);
};

/** A value in words, whatever the field; of a table, its rows. */
export const enMots = (champ: Champ, value: unknown): string | undefined => {
  if (champ.type !== 'rangs') return dire(champ, value);
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const said = rows.map((row) => {
    const own: Readonly<Record<string, unknown>> = { ...(typeof row === 'object' ? row : {}) };
    return Object.entries(champ.champs)
      .flatMap(([of, one]) => dire(one, own[of]) ?? [])
      .join(', ');
  });
  return said.length === 0 ? undefined : said.join(' ; ');
};
