import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { strFromU8, unzipSync } from 'fflate';
import { parseCsvObjects } from 'hucre/csv';
import { readOds } from 'hucre/ods';
import { readXlsx } from 'hucre/xlsx';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import { engagements } from '../../shared/domain/engagements/tous.ts';
import { type Annee, chiffresDe } from '../../shared/domain/rapport/chiffres.ts';
import { estGraphique, type Graphique, type Rapport } from '../../shared/domain/rapport/document.ts';
import { publier } from '../../shared/domain/rapport/public.ts';
import { rapportDe } from '../../shared/domain/rapport/rapport.ts';
import { rapportOds, rapportXlsx } from '../../shared/outbound/indicateurs/classeur.ts';
import { donneesCsv, schemaDesDonnees } from '../../shared/outbound/indicateurs/donnees.ts';
import { decrit, svgDe } from '../../shared/outbound/indicateurs/graphique.ts';
import { rapportDocx } from '../../shared/outbound/indicateurs/rapport-docx.ts';
import { rapportPdf } from '../../shared/outbound/indicateurs/rapport-pdf.ts';
import { anneeInventee } from '../support/indicateurs/annees.ts';
import { readPdf } from '../support/pdf.ts';

const annees: Annee[] = [chiffresDe(anneeInventee(2026, 1, 40)), chiffresDe(anneeInventee(2027, 2, 40))];
const of = (version: 'etat' | 'public', own: readonly Annee[]): Rapport => {
  const annee = own.at(-1);
  if (!annee) throw new Error('no year');
  return rapportDe({
    ...{ version, annee, avant: own.slice(0, -1) },
    engagements: engagements.map((engagement, n) => ({
      engagement,
      ...{ etat: n % 2 === 0 ? ('fait' as const) : undefined, preuve: undefined, reprisDe: undefined },
    })),
    nom: (code) => code,
  });
};
const rapport = of('etat', annees);
const publiees = annees.map((annee) => publier(annee).annee);
const chartsOf = ({ sections }: Rapport): Graphique[] =>
  sections.flatMap(({ blocs }) => blocs.filter(estGraphique));
const tables = (own: Rapport): number =>
  own.sections.flatMap(({ blocs }) => blocs.filter(({ genre }) => genre === 'table')).length;

/** The elements of an XML text, in order, with their attributes. @throws when it is not well formed */
const elementsOf = (xml: string): { name: string; attributes: Record<string, string> }[] => {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => found.push({ name, attributes: { ...attributes } }));
  parser.write(xml).close();
  return found;
};

describe('a chart', () => {
  it.each(chartsOf(rapport).map((chart, n) => [chart.genre, n, chart] as const))(
    'is text, with a title and a description that a page may read aloud: %s %i',
    (_, n, chart) => {
      const svg = svgDe(chart, `c${n}`);
      const elements = elementsOf(svg);
      expect(elements[0]).toMatchObject({
        name: 'svg',
        attributes: { role: 'img', 'aria-labelledby': `c${n}-titre c${n}-texte` },
      });
      expect(elements.filter(({ name }) => name === 'text').length).toBeGreaterThan(3);
      expect(svg).toContain(`<title id="c${n}-titre">`);
      expect(decrit(chart).length).toBeGreaterThan(20);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
      expect(svgDe(chart, `c${n}`)).toBe(svg);
    },
  );

  it('takes no name for markup', () => {
    const svg = svgDe(
      {
        ...{ genre: 'barres', titre: '<b>&"', unite: 'dossiers' },
        barres: [{ nom: '</svg><script>', cellule: { statut: 'valeur', valeur: 3 } }],
      },
      'x',
    );
    expect(elementsOf(svg).map(({ name }) => name)).not.toContain('script');
  });

  it('writes what is hidden or unknown, and draws nothing of it', () => {
    const svg = svgDe(
      {
        ...{ genre: 'barres', titre: 'Essai', unite: 'jours' },
        barres: [
          { nom: 'Melun', cellule: { statut: 'secret' } },
          { nom: 'Meaux', cellule: { statut: 'valeur', valeur: 12 } },
        ],
      },
      'x',
    );
    expect(svg).toContain('>secret</text>');
    expect(elementsOf(svg).filter(({ name }) => name === 'rect')).toHaveLength(1);
  });
});

describe('the report as a PDF', () => {
  it('has its contents, its tables with headings, and a figure with words for each chart', async () => {
    const { roles, title, pages, language } = await readPdf(await rapportPdf(rapport));
    expect(title).toContain('année 2027');
    expect(language).toBe('(fr-FR)');
    expect(pages).toBeGreaterThan(15);
    const count = (role: string): number => roles.filter((one) => one === role).length;
    expect(count('Figure')).toBe(chartsOf(rapport).length);
    expect(count('Table')).toBe(tables(rapport));
    expect(count('TH')).toBeGreaterThan(tables(rapport));
    expect(count('TOC')).toBeGreaterThan(0);
    expect(count('H2')).toBeGreaterThanOrEqual(rapport.sections.length);
  }, 60_000);
});

describe('the report as a text document', () => {
  it('has headings, rows that are headings, and charts with their words', async () => {
    const files = unzipSync(await rapportDocx(rapport));
    const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array());
    const elements = elementsOf(xml);
    const styles = elements.flatMap(({ name, attributes }) =>
      name === 'w:pStyle' ? [attributes['w:val']] : [],
    );
    expect(styles.filter((one) => one === 'Heading1')).toHaveLength(1);
    expect(styles.filter((one) => one === 'Heading2')).toHaveLength(rapport.sections.length);
    expect(elements.filter(({ name }) => name === 'w:tbl')).toHaveLength(tables(rapport));
    expect(elements.filter(({ name }) => name === 'w:tblHeader')).toHaveLength(tables(rapport));
    const described = elements.flatMap(({ name, attributes }) =>
      name === 'wp:docPr' ? [attributes.descr ?? ''] : [],
    );
    expect(described.filter((one) => one.length > 20)).toHaveLength(chartsOf(rapport).length);
    expect(Object.keys(files).filter((name) => name.endsWith('.png'))).toHaveLength(chartsOf(rapport).length);
  }, 60_000);
});

describe('the report as a workbook', () => {
  let xlsx: Awaited<ReturnType<typeof readXlsx>>;
  let ods: Awaited<ReturnType<typeof readOds>>;
  beforeAll(async () => {
    xlsx = await readXlsx(await rapportXlsx(rapport, annees));
    ods = await readOds(await rapportOds(rapport, annees));
  });

  it('begins by what it is, has a sheet a theme, then all the figures; the same in XLSX and ODS', () => {
    const names = ['Lisez-moi', ...rapport.sections.map(({ feuille }) => feuille), 'Données'];
    for (const { sheets } of [xlsx, ods]) expect(sheets.map(({ name }) => name)).toEqual(names);
    const textOf = (sheets: typeof xlsx.sheets) =>
      sheets.map(({ rows }) =>
        rows
          .map((row) => row.filter((cell) => cell !== null && cell !== '').join('|'))
          .filter((row) => row !== ''),
      );
    expect(textOf(ods.sheets)).toEqual(textOf(xlsx.sheets));
  });

  it('keeps numbers as numbers', () => {
    for (const { sheets } of [xlsx, ods]) {
      const parcours = sheets.find(({ name }) => name === 'Parcours');
      const row = parcours?.rows.find(([first]) => first === 'Assignations');
      expect(row?.slice(1, 3).map((cell) => typeof cell)).toEqual(['number', 'number']);
      expect(row?.[2]).toBe(1);
    }
  });

  it('gives columns their widths in ODS too, its kind first and as it is', async () => {
    const bytes = await rapportOds(rapport, annees);
    expect(Buffer.from(bytes.subarray(30, 38)).toString()).toBe('mimetype');
    expect(Buffer.from(bytes.subarray(38, 84)).toString()).toBe(
      'application/vnd.oasis.opendocument.spreadsheet',
    );
    const content = strFromU8(unzipSync(bytes)['content.xml'] ?? new Uint8Array());
    expect(elementsOf(content).filter(({ name }) => name === 'table:table-column').length).toBeGreaterThan(
      50,
    );
    expect(content).toMatch(/style:column-width="\d+\.\d\dcm"/);
  });
});

/** A Table Schema's fields as a JSON Schema of a row: what constraints say, to another library. */
const rowSchemaOf = ({ fields }: ReturnType<typeof schemaDesDonnees>) => ({
  type: 'object',
  additionalProperties: false,
  required: fields.flatMap(({ name, constraints }) => ('required' in constraints ? [name] : [])),
  properties: Object.fromEntries(
    fields.map(
      ({
        name,
        type,
        constraints: { required: _, ...others },
      }: {
        name: string;
        type: string;
        constraints: Record<string, unknown>;
      }) => [
        name,
        type === 'date'
          ? { type: 'string', format: 'date' }
          : { type: type === 'year' ? 'integer' : type, ...others },
      ],
    ),
  ),
});

describe('the open data', () => {
  it.each([
    ['etat', annees],
    ['public', publiees],
  ] as const)('are as their Table Schema says, line by line: version %s', (version, own) => {
    const schema = schemaDesDonnees(2027, version, '2028-02-01');
    const ajv = new Ajv.default({ allErrors: true });
    addFormats.default(ajv);
    const isRow = ajv.compile(rowSchemaOf(schema));
    const { data } = parseCsvObjects(donneesCsv(own), { header: true });
    expect(data.length).toBeGreaterThan(1_000);
    const numeric = new Set(['annee', 'valeur']);
    for (const row of data) {
      const told = Object.fromEntries(
        Object.entries(row).flatMap(([name, cell]) =>
          cell === '' || cell === null ? [] : [[name, numeric.has(name) ? Number(cell) : cell]],
        ),
      );
      expect(isRow(told), JSON.stringify([told, isRow.errors])).toBe(true);
      expect('valeur' in told).toBe(told.statut === 'valeur');
    }
    const keys = data.map((row) => schema.primaryKey.map((name) => row[name]).join('|'));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are plain: UTF-8 without a mark, commas, points in numbers, days as AAAA-MM-JJ, names of columns without accents', () => {
    const csv = donneesCsv(annees);
    expect(csv.charCodeAt(0)).not.toBe(0xfeff);
    const [head = ''] = csv.split('\r\n');
    expect(head).toMatch(/^[a-z0-9_]+(,[a-z0-9_]+)+$/);
    expect(csv).toMatch(/,\d+\.\d+,valeur,2027-02-01/);
  });

  it('turn a landlord’s name that a spreadsheet would take for a formula into a text', () => {
    const [annee] = annees;
    if (!annee) throw new Error('no year');
    const csv = donneesCsv([
      {
        ...annee,
        chiffres: [
          {
            id: 'clpil.situations',
            ou: 'total',
            detail: '=1+1',
            unite: 'situations',
            cellule: { statut: 'valeur', valeur: 9 },
          },
        ],
      },
    ]);
    expect(csv).toContain(",'=1+1,");
  });
});
