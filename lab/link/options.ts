import { Misused, wholeNumber } from '../../cli/arguments.ts';
import { french, type Language } from '../../shared/domain/matching/language.ts';
import { shuffled } from './chance.ts';
import { readColumnMap } from './column-map.ts';
import { english } from './english.ts';
import { type LinkRecord, readRecords } from './records.ts';

/** @throws Misused when the language is not a known one */
export const languageOf = (text: string): { lang: 'fr' | 'en'; language: Language } => {
  if (text === 'fr') return { lang: text, language: french };
  if (text === 'en') return { lang: text, language: english };
  throw new Misused(`--lang ${text} : fr ou en`);
};

/** @throws Misused when the text is not a whole number */
export const seedOf = (text: string): number => wholeNumber(text, '--seed', Number.MIN_SAFE_INTEGER);

/** The records of one file, or of two to link, in the order of arrival: by the map's order column, or else drawn from the seed. */
export const loadRecords = async (
  files: { records: string; against?: string | undefined; map: string },
  lang: 'fr' | 'en',
  seed: number,
): Promise<LinkRecord[]> => {
  const map = await readColumnMap(files.map);
  const language = lang === 'fr' ? undefined : english;
  const first = await readRecords(files.records, map, language);
  const second = files.against === undefined ? [] : await readRecords(files.against, map, language, 1);
  const arrange = (records: readonly LinkRecord[]): LinkRecord[] =>
    map.order === undefined ? shuffled(records, seed) : [...records].sort(byOrder);
  // When two files are linked, the first holds what the hub already knows.
  return [...arrange(first), ...arrange(second)];
};

const byOrder = (a: LinkRecord, b: LinkRecord): number => {
  const [x, y] = [Number(a.order), Number(b.order)];
  if (Number.isFinite(x) && Number.isFinite(y) && x !== y) return x - y;
  return a.order === b.order ? 0 : a.order < b.order ? -1 : 1;
};
