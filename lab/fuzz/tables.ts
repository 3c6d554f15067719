import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import * as z from 'zod';
import { FileRefused } from '../../shared/intake/files/file-issue.ts';
import { openFile } from '../../shared/intake/files/read/open-file.ts';
import type { Partner } from '../../shared/intake/partners/partner.ts';
import { readMessage } from '../../shared/intake/read-message.ts';
import type { Intake } from './intake.ts';

/** A row as its author means it. */
type Row = { reference: string; street: string; name: string; dette: string };
/** How a table is written down, as the programs of this trade do. */
type Look = {
  form: 'csv' | 'ods' | 'xlsx';
  separator: ';' | ',' | '\t';
  end: '\r\n' | '\n' | '\r';
  encoding: 'utf-8' | 'utf-8 BOM' | 'windows-1252' | 'utf-16le';
  quoted: 'needed' | 'all' | 'asText';
  /** Lines above the headings, and blank lines between rows. */
  title: boolean;
  blanks: boolean;
  /** Whether the last line ends with a line break. */
  ended: boolean;
};
/** What happens to one row of a CSV on its way. */
const damages = ['none', 'opening quote', 'quote within', 'closing quote lost', 'other encoding'] as const;
type Damage = (typeof damages)[number];
type Told = { rows: Row[]; look: Look; damage: Damage; at: number };

const HEAD = ['Référence', 'Date', 'Code postal', 'Commune', 'Adresse', 'Nom', 'Dette'];
const streets = [
  '12 rue des Tilleuls',
  '3, rue Haute',
  '7 rue du Lac ; bât. B',
  '5 rue "Neuve"',
  '"Les Lilas", 9 allée Foch',
  'Résidence du Parc\n18 avenue de l’Europe',
  "1 place de l'Église",
  '40 avenue Foch (« tour A »)',
];
const names = ['Lefèvre', 'N’Guessan', "D'Hôtel", 'LE GALL', 'Müller', 'Çelik', 'Sœur', 'Ly'];

const told: fc.Arbitrary<Told> = fc.record({
  rows: fc
    .array(
      fc.record({
        street: fc.constantFrom(...streets),
        name: fc.constantFrom(...names),
        dette: fc.constantFrom('1 837,20', '612,40 €', '12', '1.234,56'),
      }),
      { minLength: 1, maxLength: 7 },
    )
    .map((rows) => rows.map((row, n) => ({ ...row, reference: `00${n}-R` }))),
  look: fc.record<Look>({
    form: fc.oneof(
      { weight: 6, arbitrary: fc.constant('csv' as const) },
      { weight: 1, arbitrary: fc.constantFrom('ods' as const, 'xlsx' as const) },
    ),
    separator: fc.constantFrom(';', ',', '\t'),
    end: fc.constantFrom('\r\n', '\n', '\r'),
    encoding: fc.constantFrom('utf-8', 'utf-8 BOM', 'windows-1252', 'utf-16le'),
    quoted: fc.constantFrom('needed', 'all', 'asText'),
    title: fc.boolean(),
    blanks: fc.boolean(),
    ended: fc.boolean(),
  }),
  damage: fc.constantFrom(...damages),
  at: fc.nat(6),
});

const cellsOf = ({ reference, street, name, dette }: Row): string[] => [
  reference,
  '02/03/2026',
  '77100',
  'Meaux',
  street,
  name,
  dette,
];

const STREET = 4;

/** A cell of a CSV; a damaged one is the street's. */
const written = (text: string, { separator, quoted }: Look, damage: Damage): string => {
  const whole = `"${text.replaceAll('"', '""')}"`;
  if (damage === 'opening quote') return `"${text}`;
  if (damage === 'closing quote lost') return whole.slice(0, -1);
  if (quoted === 'asText' && /^0\d/.test(text)) return `="${text}"`;
  const cell = quoted === 'all' || text.includes(separator) || /["\r\n]/.test(text) ? whole : text;
  return damage === 'quote within' ? cell.replace(/ /, ' "') : cell;
};

const windows1252: Record<string, number> = { '’': 0x92, œ: 0x9c, '€': 0x80 };
const bytesOf = (text: string, encoding: Look['encoding']): Buffer => {
  if (encoding === 'windows-1252')
    return Buffer.from([...text].map((sign) => windows1252[sign] ?? sign.charCodeAt(0)));
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  return Buffer.from(text);
};

const csvOf = ({ rows, look, damage, at }: Told): Buffer => {
  const { separator, end, encoding } = look;
  const hurt = at % rows.length;
  const lines = [
    ...(look.title ? ['Impayés du mois', ''] : []),
    HEAD.join(separator),
    ...rows.flatMap((row, n) => {
      const cells = cellsOf(row).map((text, column) =>
        written(text, look, n === hurt && column === STREET ? damage : 'none'),
      );
      return [cells.join(separator), ...(look.blanks ? [separator.repeat(HEAD.length - 1)] : [])];
    }),
  ];
  const hurtLine = lines.findIndex((line) => line.includes(rows[hurt]?.reference ?? ''));
  const other = encoding.startsWith('utf-8') ? 'windows-1252' : 'utf-8';
  const marks = {
    'utf-8': [],
    'utf-8 BOM': [0xef, 0xbb, 0xbf],
    'windows-1252': [],
    'utf-16le': [0xff, 0xfe],
  };
  return Buffer.concat([
    Buffer.from(marks[encoding]),
    ...lines.map((line, n) =>
      bytesOf(
        line + (look.ended || n < lines.length - 1 ? end : ''),
        damage === 'other encoding' && n === hurtLine && encoding !== 'utf-16le' ? other : encoding,
      ),
    ),
  ]);
};

const fileOf = async (given: Told): Promise<Uint8Array> => {
  const { rows, look } = given;
  const sheet = {
    name: 'Impayés',
    rows: [...(look.title ? [['Impayés du mois'], []] : []), HEAD, ...rows.map(cellsOf)],
  };
  if (look.form === 'ods') return writeOds({ sheets: [sheet] });
  if (look.form === 'xlsx') return writeXlsx({ sheets: [sheet] });
  return csvOf(given);
};

/** Whether a file holds what its author meant, so that it must be taken. A column of a width that quotes make doubtful is not. */
const isSound = ({ look, damage }: Told): boolean => look.form !== 'csv' || damage === 'none';

/**
 * Tables as people and their programs write them: each row that goes in is reported once, under its own reference and name, or the file is
 * refused; what is sound is not refused, and its streets are as they were written.
 */
export const tablesOf = (partner: Partner, sender: string): Intake => ({
  name: 'tables comme on les écrit',
  cases: told,
  take: async (value) => {
    const given = z.custom<Told>().parse(value);
    const bytes = await fileOf(given);
    const sound = isSound(given);
    const meant = given.rows.map(({ reference, name, street }) =>
      // A line break in a cell is a space in an address.
      sound ? [reference, name, street.replace('\n', ' ')] : [reference, name],
    );
    const filed: unknown[] = [];
    let refused = 0;
    try {
      const opened = await openFile(
        async function* () {
          yield bytes;
        },
        partner,
        sender,
      );
      for await (const { raw, refusal } of opened.rows()) {
        const incoming = { sender, raw, receivedAt: '2026-11-23T08:00:00.000Z', ...(refusal && { refusal }) };
        const reading = readMessage(partner.formatFor, incoming);
        if (reading.kind !== 'event') refused += 1;
        else {
          const { reference, household, dwelling } = reading.event;
          const name = household[0]?.nomNaissance;
          filed.push(sound ? [reference, name, dwelling.street] : [reference, name]);
        }
      }
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      if (sound) throw new Error(`a sound table is refused: ${error.issue.message}`);
      return;
    }
    const left = meant.filter((row) => !filed.some((one) => isDeepStrictEqual(one, row)));
    const kept = meant.filter((row) => !left.includes(row));
    if (!isDeepStrictEqual(filed, kept) || left.length > refused || (sound && refused > 0))
      throw new Error(`in ${JSON.stringify(meant)}, filed ${JSON.stringify(filed)}, ${refused} refused`);
  },
});
