import { Document, Packer, Paragraph, TextRun } from 'docx';
import { oneLine } from '../../domain/text/plain-text.ts';
import { bullet, docxOptions, footerOf, SMALL, title, together } from '../documents/docx.ts';
import type { Releve } from './releve.ts';

const fact =
  (over: object = {}) =>
  ([label, value]: readonly [string, string]): Paragraph =>
    new Paragraph({
      ...over,
      children: [new TextRun({ text: `${label} : `, bold: true }), new TextRun(oneLine(value))],
    });
/**
 * The relevé as a text document (DOCX), which its secretariat amends before it goes. In French, with headings and lists that a reader announces; a
 * household is not cut by the end of a page.
 */
export const releveDocx = async (releve: Releve): Promise<Uint8Array> => {
  const { titre, sousTitre, entete, points, minutes, pied, groupes, mention } = releve;
  const document = new Document({
    ...docxOptions(titre, sousTitre, 21),
    sections: [
      {
        footers: { default: footerOf(pied) },
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
            children: [new TextRun({ text: oneLine(mention), italics: true, size: SMALL })],
          }),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
};
