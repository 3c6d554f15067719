import { Document, Footer, HeadingLevel, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import { oneLine } from '../../domain/text/plain-text.ts';
import type { Releve } from './releve.ts';

/** What keeps a paragraph on the page of the next one, and whole. */
const together = { keepNext: true, keepLines: true };

const fact =
  (over: object = {}) =>
  ([label, value]: readonly [string, string]): Paragraph =>
    new Paragraph({
      ...over,
      children: [new TextRun({ text: `${label} : `, bold: true }), new TextRun(oneLine(value))],
    });
const bullet = (text: string, over: object = {}, bold = false): Paragraph =>
  new Paragraph({ ...over, children: [new TextRun({ text: oneLine(text), bold })], bullet: { level: 0 } });

/** A heading, by the style that the navigation of a word processor shows. */
const title = (level: 'HEADING_1' | 'HEADING_2' | 'HEADING_3', text: string): Paragraph =>
  new Paragraph({ heading: HeadingLevel[level], children: [new TextRun(oneLine(text))] });
const headingStyle = (outlineLevel: number, size: number, before: number) => ({
  run: { size, bold: true, color: '000000' },
  paragraph: { outlineLevel, ...together, spacing: { before, after: 80 } },
});

/**
 * The relevé as a text document (DOCX), which its secretariat amends before it goes. In French, with headings and lists that a reader announces; a
 * household is not cut by the end of a page.
 */
export const releveDocx = async (releve: Releve): Promise<Uint8Array> => {
  const { titre, sousTitre, entete, points, minutes, pied, groupes, mention } = releve;
  const document = new Document({
    title: oneLine(`${titre}, ${sousTitre}`),
    creator: 'passerelle',
    lastModifiedBy: 'passerelle',
    styles: {
      default: {
        document: {
          run: { font: 'Arial', size: 21, language: { value: 'fr-FR' } },
          paragraph: { spacing: { after: 80 } },
        },
        heading1: headingStyle(0, 36, 0),
        heading2: headingStyle(1, 26, 320),
        heading3: headingStyle(2, 22, 240),
      },
    },
    sections: [
      {
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                children: [
                  new TextRun({
                    size: 17,
                    children: [
                      `${oneLine(pied)} · page `,
                      PageNumber.CURRENT,
                      ' sur ',
                      PageNumber.TOTAL_PAGES,
                    ],
                  }),
                ],
              }),
            ],
          }),
        },
        children: [
          title('HEADING_1', titre),
          new Paragraph(oneLine(sousTitre)),
          ...entete.map(fact()),
          ...(points.length > 0
            ? [title('HEADING_2', 'Ordre du jour'), ...points.map((one) => bullet(one))]
            : []),
          ...(minutes.length > 0
            ? [
                title('HEADING_2', 'Compte rendu'),
                ...minutes.flatMap((one) => [
                  title('HEADING_3', one.titre),
                  ...one.texte.map((text) => new Paragraph(oneLine(text))),
                ]),
              ]
            : []),
          ...groupes.flatMap((groupe) => [
            title('HEADING_2', groupe.titre),
            ...groupe.situations.flatMap((one) => [
              title('HEADING_3', one.titre),
              ...one.lignes.map((line, n) =>
                fact(n < one.lignes.length - 1 || one.decisions.length > 0 ? together : {})(line),
              ),
              ...one.decisions.map((text, n) =>
                bullet(text, n < one.decisions.length - 1 ? together : {}, true),
              ),
            ]),
          ]),
          new Paragraph({
            spacing: { before: 320 },
            children: [new TextRun({ text: oneLine(mention), italics: true, size: 17 })],
          }),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
};
