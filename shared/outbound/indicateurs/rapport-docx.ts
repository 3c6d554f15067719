import {
  AlignmentType,
  BorderStyle,
  Document,
  ImageRun,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import {
  type Case,
  estGraphique,
  type Graphique,
  motsDe,
  type Rapport,
  type Section,
  type Table as TableDuRapport,
} from '../../domain/rapport/document.ts';
import { oneLine } from '../../domain/text/plain-text.ts';
import { bullet, docxOptions, footerOf, SMALL, title } from '../documents/docx.ts';
import { decrit, svgDe } from './graphique.ts';
import { pngDe } from './png.ts';
import { largeursDe, texteDe } from './rapport-pdf.ts';

/** Twentieths of a point: a page of A4, and what is left between its margins. */
const A4 = { width: 11_906, height: 16_838, margin: 1_000 };
const SMALLER = 15;

/** @param indent whether it is the words of a line that is a part of another */
const cellOf = (one: Case, nombre: boolean, indent: boolean, width: number): TableCell => {
  const paragraphs = [
    new Paragraph({
      spacing: { after: 0 },
      alignment: nombre ? AlignmentType.RIGHT : AlignmentType.LEFT,
      ...(indent && !nombre && { indent: { left: 160 } }),
      children: [new TextRun({ text: texteDe(one), size: SMALL })],
    }),
  ];
  if ('texte' in one && one.precision !== undefined)
    paragraphs.push(
      new Paragraph({
        spacing: { after: 0 },
        children: [new TextRun({ text: oneLine(one.precision), size: SMALLER, color: '494C58' })],
      }),
    );
  return new TableCell({ children: paragraphs, width: { size: width, type: WidthType.DXA } });
};

const rule = { style: BorderStyle.SINGLE, size: 2, color: 'B8B8C0' };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const RULES = {
  top: rule,
  bottom: rule,
  insideHorizontal: rule,
  left: none,
  right: none,
  insideVertical: none,
};

/** Widths of columns in twentieths of a point: those of numbers first, the rest shared. */
const widthsOf = (table: TableDuRapport, whole: number): number[] => {
  const asked = largeursDe(table);
  const fixed = asked.reduce((sum, one) => sum + Math.max(0, one) * 20, 0);
  const shares = asked.reduce((sum, one) => sum + Math.max(0, -one), 0);
  const left = Math.max(whole - fixed, whole / 4);
  return asked.map((one) => Math.round(one >= 0 ? one * 20 : (left * -one) / shares));
};

const tableOf = (table: TableDuRapport, whole: number): (Paragraph | Table)[] => {
  const widths = widthsOf(table, whole);
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: table.colonnes.map(
      ({ titre, nombre }, n) =>
        new TableCell({
          width: { size: widths[n] ?? 0, type: WidthType.DXA },
          shading: { fill: 'ECECF1' },
          children: [
            new Paragraph({
              spacing: { after: 0 },
              alignment: nombre ? AlignmentType.RIGHT : AlignmentType.LEFT,
              children: [new TextRun({ text: titre, bold: true, size: SMALL })],
            }),
          ],
        }),
    ),
  });
  const rows = table.lignes.map(
    ({ cases, retrait = false }) =>
      new TableRow({
        cantSplit: true,
        children: cases.map((one, n) =>
          cellOf(one, table.colonnes[n]?.nombre ?? false, retrait && n === motsDe(cases), widths[n] ?? 0),
        ),
      }),
  );
  return [
    title('HEADING_3', table.titre),
    new Table({
      rows: [header, ...rows],
      columnWidths: widths,
      borders: RULES,
      width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
      margins: { left: 60, right: 60, top: 30, bottom: 30 },
    }),
    new Paragraph({
      spacing: { before: 60 },
      children: table.note === undefined ? [] : [new TextRun({ text: oneLine(table.note), size: SMALL })],
    }),
  ];
};

const imageOf = async (chart: Graphique, id: string): Promise<Paragraph[]> => {
  const svg = svgDe(chart, id);
  const [, width = '640', height = '300'] = /viewBox="0 0 (\d+) (\d+)/.exec(svg) ?? [];
  const scale = 0.98;
  return [
    title('HEADING_3', chart.titre),
    new Paragraph({
      children: [
        new ImageRun({
          type: 'svg',
          data: Buffer.from(svg),
          fallback: { type: 'png', data: await pngDe(svg) },
          transformation: { width: Number(width) * scale, height: Number(height) * scale },
          altText: { name: id, title: chart.titre, description: decrit(chart) },
        }),
      ],
    }),
  ];
};

const blocksOf = async ({ id, titre, blocs }: Section, whole: number): Promise<(Paragraph | Table)[]> => {
  const blocks: (Paragraph | Table)[] = [title('HEADING_2', titre)];
  for (const [n, bloc] of blocs.entries()) {
    if (bloc.genre === 'table') blocks.push(...tableOf(bloc, whole));
    else if (bloc.genre === 'texte')
      blocks.push(new Paragraph({ text: oneLine(bloc.texte), keepNext: true }));
    else if (estGraphique(bloc)) blocks.push(...(await imageOf(bloc, `${id}-${n}`)));
    else blocks.push(...bloc.textes.map((un) => bullet(un)));
  }
  return blocks;
};

/**
 * The report as a text document (DOCX), to amend: headings that a word processor navigates, tables whose first row is repeated and read as headings,
 * charts with their alternative text.
 */
export const rapportDocx = async (rapport: Rapport): Promise<Uint8Array> => {
  const { titre, sousTitre, mentions, sections } = rapport;
  const page = (landscape: boolean) => ({
    page: {
      size: {
        width: A4.width,
        height: A4.height,
        orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
      },
      margin: { top: A4.margin, bottom: A4.margin, left: A4.margin, right: A4.margin },
    },
  });
  const widthOf = (landscape: boolean): number => (landscape ? A4.height : A4.width) - 2 * A4.margin;
  // A page turns with its section: those that follow one another in the same way are one.
  const groups: { landscape: boolean; children: (Paragraph | Table)[] }[] = [
    {
      landscape: false,
      children: [
        title('HEADING_1', titre),
        new Paragraph(oneLine(sousTitre)),
        ...mentions.map((un) => new Paragraph(oneLine(un))),
      ],
    },
  ];
  for (const section of sections) {
    const landscape = section.paysage ?? false;
    const children = await blocksOf(section, widthOf(landscape));
    const last = groups.at(-1);
    if (last?.landscape === landscape) last.children.push(...children);
    else groups.push({ landscape, children });
  }
  const document = new Document({
    ...docxOptions(titre, sousTitre, 20),
    sections: groups.map(({ landscape, children }) => ({
      properties: page(landscape),
      footers: { default: footerOf(sousTitre) },
      children,
    })),
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
};
