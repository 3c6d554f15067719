import {
  Footer,
  HeadingLevel,
  type IParagraphOptions,
  type IStylesOptions,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import { oneLine } from '../../domain/text/plain-text.ts';

/** Half-points of small print: a footer, a mention, a table. */
export const SMALL = 17;

/** What keeps a paragraph on the page of the next one, and whole. */
export const together = { keepNext: true, keepLines: true };

/** A heading, by the style that the navigation of a word processor shows. */
export const title = (level: 'HEADING_1' | 'HEADING_2' | 'HEADING_3', text: string): Paragraph =>
  new Paragraph({ heading: HeadingLevel[level], children: [new TextRun(oneLine(text))] });

/** A line of a list. */
export const bullet = (text: string, over: IParagraphOptions = {}, bold = false): Paragraph =>
  new Paragraph({ ...over, children: [new TextRun({ text: oneLine(text), bold })], bullet: { level: 0 } });

const heading = (outlineLevel: number, size: number, before: number) => ({
  run: { size, bold: true, color: '000000' },
  paragraph: { outlineLevel, ...together, spacing: { before, after: 80 } },
});

/** Styles of every text document: French, and headings that keep to what they announce. @param size of the text, in half-points */
const styles = (size: number): IStylesOptions => ({
  default: {
    document: {
      run: { font: 'Arial', size, language: { value: 'fr-FR' } },
      paragraph: { spacing: { after: 80 } },
    },
    heading1: heading(0, 36, 0),
    heading2: heading(1, 26, 360),
    heading3: heading(2, 22, 240),
  },
});

/** What a text document says of itself, and how it looks. @param size of the text, in half-points */
export const docxOptions = (titre: string, sousTitre: string, size: number) => ({
  title: oneLine(`${titre}, ${sousTitre}`),
  creator: 'passerelle',
  lastModifiedBy: 'passerelle',
  styles: styles(size),
});

/** A footer: what the document is, and which page of how many. */
export const footerOf = (text: string): Footer =>
  new Footer({
    children: [
      new Paragraph({
        children: [
          new TextRun({
            size: SMALL,
            children: [`${oneLine(text)} · page `, PageNumber.CURRENT, ' sur ', PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  });
