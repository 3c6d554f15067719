import { type CivilDate, dateInFrench, isDay } from '../calendar/civil-date.ts';
import { saidEuros } from '../notices/said.ts';

type Base = { readonly libelle: string; readonly aide?: string };
/** What one field of the form holds. Amounts are told in euros and kept in cents. */
export type ChampSimple = Base &
  (
    | { readonly type: 'texte' | 'longTexte' | 'date' | 'mois' | 'euros' | 'entier' | 'ouiNon' }
    | { readonly type: 'choix' | 'liste'; readonly options: Readonly<Record<string, string>> }
  );
/** A field, or a small table: each row has the same fields. */
export type Champ =
  | ChampSimple
  | (Base & {
      readonly type: 'rangs';
      /** Most rows. */
      readonly most: number;
      /** What one row is. */
      readonly rang: string;
      readonly champs: Readonly<Record<string, ChampSimple>>;
    });
export type Champs = Readonly<Record<string, Champ>>;

type ValeurSimple<C> = C extends { type: 'euros' | 'entier' }
  ? number
  : C extends { type: 'ouiNon' }
    ? boolean
    : C extends { type: 'choix'; options: infer O }
      ? keyof O & string
      : C extends { type: 'liste'; options: infer O }
        ? readonly (keyof O & string)[]
        : string;
type Valeur<C> = C extends { type: 'rangs'; champs: infer T }
  ? readonly { readonly [K in keyof T]?: ValeurSimple<T[K]> }[]
  : ValeurSimple<C>;
/** What fields hold, by their names. A field that nobody filled is absent. */
export type Valeurs<T> = { readonly [K in keyof T]?: Valeur<T[K]> };

/** Most characters of a line, and of several. */
export const LIGNE = 120;
export const TEXTE = 3000;
/** Cents: far above what a household owes, and a sign that a number was typed twice. */
const MOST_CENTS = 99_999_999;
const MOST_COUNT = 99;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
const isCount = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;

const present = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined));

const isSimple = (champ: ChampSimple, value: unknown): boolean => {
  switch (champ.type) {
    case 'texte':
      return typeof value === 'string' && value !== '' && value.length <= LIGNE;
    case 'longTexte':
      return typeof value === 'string' && value !== '' && value.length <= TEXTE;
    case 'date':
      return typeof value === 'string' && isDay(value);
    case 'mois':
      return typeof value === 'string' && isMonth(value);
    case 'euros':
      return isCount(value, MOST_CENTS);
    case 'entier':
      return isCount(value, MOST_COUNT);
    case 'ouiNon':
      return typeof value === 'boolean';
    case 'choix':
      return typeof value === 'string' && Object.hasOwn(champ.options, value);
    case 'liste':
      return (
        Array.isArray(value) &&
        new Set(value).size === value.length &&
        value.every((one) => typeof one === 'string' && Object.hasOwn(champ.options, one))
      );
  }
};

const isValeur = (champ: Champ, value: unknown): boolean =>
  champ.type === 'rangs'
    ? Array.isArray(value) &&
      value.length <= champ.most &&
      value.every((one) => estValeurs(champ.champs, one))
    : isSimple(champ, value);

/** Whether a value is what these fields may hold: each known, each of its type. */
export const estValeurs = <const T extends Champs>(champs: T, value: unknown): value is Valeurs<T> =>
  isRecord(value) &&
  Object.entries(value).every(([name, one]) => {
    const champ = Object.hasOwn(champs, name) ? champs[name] : undefined;
    return champ !== undefined && isValeur(champ, one);
  });

const sain = (champ: Champ, value: unknown): unknown => {
  if (champ.type !== 'rangs') return isSimple(champ, value) ? value : undefined;
  if (!Array.isArray(value)) return undefined;
  const rows = value.filter(isRecord).map((row) => {
    const own = Object.entries(champ.champs).map(([name, one]) => [name, sain(one, row[name])] as const);
    return present(own);
  });
  return rows.slice(0, champ.most).filter((row) => Object.keys(row).length > 0);
};

/**
 * What these fields hold of a stored value: what they cannot hold is left out. A birth date from which a person was erased is no date any more,
 * and a form that changes must not shut what was written before.
 */
export const valeursSaines = <const T extends Champs>(champs: T, value: unknown): Valeurs<T> => {
  const own = isRecord(value) ? value : {};
  const kept = present(Object.entries(champs).map(([name, champ]) => [name, sain(champ, own[name])]));
  if (!estValeurs(champs, kept)) throw new RangeError('fields that were kept one by one are not valid');
  return kept;
};

/** What is wrong with one field, in words that say what to do. `champ`: its name; of a row, `personnes.0.naissance`. */
export type Defaut = { champ: string; texte: string };

const attendu: Record<ChampSimple['type'], string> = {
  texte: `${LIGNE} caractères au plus.`,
  longTexte: `${TEXTE} caractères au plus : dites l’essentiel.`,
  date: 'donnez une date qui existe, par exemple 12/11/2026, et qui n’est pas à venir.',
  mois: 'donnez un mois, par exemple 2026-03.',
  euros: 'donnez un montant qui se lit d’une seule façon, par exemple 1 234,56.',
  entier: `donnez un nombre entier, de 0 à ${MOST_COUNT}.`,
  ouiNon: 'choisissez oui ou non.',
  choix: 'choisissez une réponse de la liste.',
  liste: 'choisissez des réponses de la liste.',
};

/** A told value as it is kept: an amount in cents, a text without its outer spaces. Undefined where nothing was told. */
const kept = (champ: ChampSimple, told: unknown): unknown => {
  if (told === undefined || told === null) return undefined;
  if (typeof told === 'string' && told.trim() === '') return undefined;
  if (champ.type === 'liste' && Array.isArray(told) && told.length === 0) return undefined;
  if (champ.type === 'euros' && typeof told === 'number' && Number.isFinite(told))
    return Math.round(told * 100);
  return typeof told === 'string' ? told.replace(/\r\n?/g, '\n').trim() : told;
};

const readSimple = (
  champ: ChampSimple,
  name: string,
  told: unknown,
  today: CivilDate,
  defauts: Defaut[],
): unknown => {
  const value = kept(champ, told);
  if (value === undefined) return undefined;
  const isAhead =
    (champ.type === 'date' && typeof value === 'string' && value > today) ||
    (champ.type === 'mois' && typeof value === 'string' && value > today.slice(0, 7));
  if (isSimple(champ, value) && !isAhead) return value;
  defauts.push({ champ: name, texte: `${champ.libelle} : ${attendu[champ.type]}` });
  return undefined;
};

/**
 * Reads what somebody tells of these fields: amounts in euros, days as `AAAA-MM-JJ`, nothing to come. A field left empty is absent, a row
 * left empty is none.
 *
 * @param today Europe/Paris
 */
export const lireValeurs = <const T extends Champs>(
  champs: T,
  told: unknown,
  today: CivilDate,
): { ok: true; valeurs: Valeurs<T> } | { ok: false; defauts: Defaut[] } => {
  if (!isRecord(told)) return { ok: false, defauts: [{ champ: '', texte: 'Des champs sont attendus.' }] };
  const defauts: Defaut[] = Object.keys(told)
    .filter((name) => !Object.hasOwn(champs, name))
    .map((champ) => ({ champ, texte: `${champ} : ce champ n’est pas de cette partie.` }));
  const read = present(
    Object.entries(champs).map(([name, champ]) => {
      const own = Object.hasOwn(told, name) ? told[name] : undefined;
      if (champ.type !== 'rangs') return [name, readSimple(champ, name, own, today, defauts)] as const;
      if (own === undefined) return [name, undefined] as const;
      if (!Array.isArray(own) || own.length > champ.most || !own.every(isRecord)) {
        defauts.push({ champ: name, texte: `${champ.libelle} : ${champ.most} lignes au plus.` });
        return [name, undefined] as const;
      }
      const rows = own
        .map((row, n) =>
          present(
            Object.entries(champ.champs).map(([of, one]) => [
              of,
              readSimple(one, `${name}.${n}.${of}`, row[of], today, defauts),
            ]),
          ),
        )
        .filter((row) => Object.keys(row).length > 0);
      return [name, rows.length === 0 ? undefined : rows] as const;
    }),
  );
  if (defauts.length > 0) return { ok: false, defauts };
  // What was read field by field is what the fields may hold: the compiler is told by the same check as the store.
  if (!estValeurs(champs, read)) throw new RangeError('fields that were read one by one are not valid');
  return { ok: true, valeurs: read };
};

const saidMonth = (month: string): string => month.split('-').toReversed().join('/');

/** A value as French readers write it; undefined where there is none. A table has no such words: its rows do. */
export const dire = (champ: ChampSimple, value: unknown): string | undefined => {
  if (!isSimple(champ, value)) return undefined;
  if (champ.type === 'liste')
    return Array.isArray(value) ? value.map((one) => champ.options[String(one)] ?? '').join(', ') : undefined;
  if (champ.type === 'choix') return champ.options[String(value)];
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (typeof value === 'number') return champ.type === 'euros' ? saidEuros(value) : String(value);
  if (typeof value !== 'string') return undefined;
  return champ.type === 'date' ? dateInFrench(value) : champ.type === 'mois' ? saidMonth(value) : value;
};
