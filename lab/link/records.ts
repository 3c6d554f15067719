import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { parse } from 'csv-parse';
import * as z from 'zod';
import { addressFormOf } from '../../shared/domain/matching/address-form.ts';
import type { Language } from '../../shared/domain/matching/language.ts';
import { isPlausible } from '../../shared/domain/matching/numbers.ts';
import { personFormOf } from '../../shared/domain/matching/person-form.ts';
import type { Reference, Subject } from '../../shared/domain/matching/subject.ts';
import { resolveDwelling } from '../../shared/domain/territory/resolve.ts';
import { normaliseName } from '../../shared/domain/text/normalise-name.ts';
import { type ColumnMap, columnsOf, type DateColumn } from './column-map.ts';

/** One message as the hub would compare it, with what only the judge reads. */
export type LinkRecord = {
  id: string;
  /** For the judge only: no decision reads it. */
  truth: string;
  hazards: readonly string[];
  source: string;
  order: string;
  actDate: string;
  /** Which of two linked files it comes from: 0 or 1. */
  file: number;
  subject: Subject;
};

const rowSchema = z.record(z.string(), z.string());
type Row = z.infer<typeof rowSchema>;

const separatorOf = async (file: string): Promise<string> => {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const header = buffer.toString('utf8', 0, bytesRead).split('\n')[0] ?? '';
    const count = (separator: string): number => header.split(separator).length;
    return [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0] ?? ',';
  } finally {
    await handle.close();
  }
};

/**
 * Reads a CSV (`,` `;` or tab; spaces around values are ignored) through a map.
 *
 * @param file 0 or 1: which side of a link
 */
export const readRecords = async (
  path: string,
  map: ColumnMap,
  language: Language | undefined,
  file = 0,
): Promise<LinkRecord[]> => {
  const wanted = columnsOf(map);
  const toRecord = recordOf(map, language);
  const rows = createReadStream(path).pipe(
    parse({
      bom: true,
      delimiter: await separatorOf(path),
      trim: true,
      relax_column_count: true,
      columns: (names: string[]) => {
        const absent = wanted.filter((name) => !names.includes(name));
        if (absent.length > 0) throw new Error(`${path} : colonne absente : ${absent.join(', ')}`);
        return names;
      },
    }),
  );
  const records: LinkRecord[] = [];
  for await (const row of rows) records.push(toRecord(rowSchema.parse(row), file));
  return records;
};

/**
 * Makes the function that turns one row of a file into a record.
 *
 * @param language undefined for French, whose communes have codes
 */
export const recordOf = (map: ColumnMap, language: Language | undefined) => {
  const truthPattern = map.truth.regex === undefined ? undefined : new RegExp(map.truth.regex);
  return (row: Row, file: number): LinkRecord => {
    const at = (name: string | undefined): string => (name === undefined ? '' : (row[name] ?? ''));
    const truth = at(map.truth.column);
    const bailleur = normaliseName(at(map.bailleur));
    const endedOn = at(map.tenancyEnd);
    const address = addressOf(map, at, language);
    return {
      id: at(map.id),
      truth: truthPattern ? (truthPattern.exec(truth)?.[1] ?? truth) : truth,
      hazards: at(map.hazard).split(/\s+/).filter(Boolean),
      source: at(map.source) || 'all',
      order: at(map.order),
      actDate: at(map.date),
      file,
      subject: {
        persons: personsOf(map, at),
        addresses: Object.keys(address).length > 0 ? [address] : [],
        references: referencesOf(map, row, at),
        ...(bailleur && { bailleurs: [bailleur] }),
        ...(endedOn && { endedOn }),
      },
    };
  };
};

type At = (name: string | undefined) => string;

const dateOf = (at: At, from: DateColumn | undefined): string => {
  if (from === undefined) return '';
  const text = at(typeof from === 'string' ? from : from.column);
  const format = typeof from === 'string' ? 'yyyy-mm-dd' : from.format;
  const found = { 'yyyy-mm-dd': /^(\d{4})-(\d{2})-(\d{2})/, yyyymmdd: /^(\d{4})(\d{2})(\d{2})$/ };
  if (format === 'dd/mm/yyyy') return text.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1');
  return found[format].exec(text)?.slice(1, 4).join('-') ?? '';
};

const personsOf = ({ persons }: ColumnMap, at: At): Subject['persons'] =>
  persons
    .map(({ nomNaissance, nomUsage, prenoms, dateNaissance, lieuNaissance }) => {
      const date = dateOf(at, dateNaissance);
      return personFormOf({
        nomNaissance: at(nomNaissance),
        nomUsage: at(nomUsage),
        prenoms: [at(prenoms)],
        ...(date && { dateNaissance: date }),
        lieuNaissance: at(lieuNaissance),
      });
    })
    .filter(({ surnames, firstNames, birth }) => surnames.length + firstNames.length > 0 || birth);

const addressOf = ({ address }: ColumnMap, at: At, language: Language | undefined) => {
  const { insee, postcode, commune } = address;
  const told = { insee: at(insee), postcode: at(postcode), commune: at(commune) };
  const dwelling = {
    street: [at(address.number), at(address.street)].filter(Boolean).join(' '),
    complement: at(address.complement),
  };
  // A data set in another language has no INSEE code: the postal code stands for the commune, or the name when there is none.
  if (language)
    return addressFormOf(
      { ...dwelling, ...(told.postcode ? { postcode: told.postcode } : { commune: told.commune }) },
      language,
    );
  const found = resolveDwelling(told);
  const code = found.kind === 'resolved' ? found.insee : told.insee;
  return addressFormOf({ ...dwelling, ...(code && { insee: code }) });
};

const referencesOf = (map: ColumnMap, row: Row, at: At): Reference[] =>
  map.identifiers.flatMap(({ kind, column, scope = kind }) => {
    const plausible = kind === 'identifiant' || isPlausible(kind, at(column), at(map.source));
    const value = plausible ? normaliseName(at(column)) : '';
    const told = Object.hasOwn(row, scope) ? at(scope) : scope;
    const within = kind === 'bail' ? normaliseName(told) : told;
    return value && within ? [{ kind, scope: within, value }] : [];
  });
