import { Document, Footer, HeadingLevel, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import type { Releve } from './releve.ts';

const fact = ([label, value]: readonly [string, string]): Paragraph =>
  new Paragraph({ children: [new TextRun({ text: `${label} : `, bold: true }), new TextRun(value)] });
const bullet = (text: string): Paragraph => new Paragraph({ text, bullet: { level: 0 } });

/** The relevé as a text document (DOCX), which its secretariat amends before it goes. In French, with headings and lists that a reader announces. */
export const releveDocx = async (releve: Releve): Promise<Uint8Array> => {
  const { titre, sousTitre, entete, points, minutes, groupes, mention } = releve;
  const document = new Document({
    title: `${titre}, ${sousTitre}`,
    creator: 'passerelle',
    styles: {
      default: {
        document: {
          run: { font: 'Arial', size: 21, language: { value: 'fr-FR' } },
          paragraph: { spacing: { after: 80 } },
        },
      },
    },
    sections: [
      {
        footers: {
          default: new Footer({
            children: [
              new Paragraph({ children: [new TextRun({ children: ['page ', PageNumber.CURRENT] })] }),
            ],
          }),
        },
        children: [
          new Paragraph({ text: titre, heading: HeadingLevel.HEADING_1 }),
          new Paragraph(sousTitre),
          ...entete.map(fact),
          ...(points.length > 0
            ? [
                new Paragraph({ text: 'Ordre du jour', heading: HeadingLevel.HEADING_2 }),
                ...points.map(bullet),
              ]
            : []),
          ...(minutes.length > 0
            ? [
                new Paragraph({ text: 'Compte rendu', heading: HeadingLevel.HEADING_2 }),
                ...minutes.flatMap((one) => [
                  new Paragraph({ text: one.titre, heading: HeadingLevel.HEADING_3, keepNext: true }),
                  ...one.texte.map((text) => new Paragraph(text)),
                ]),
              ]
            : []),
          ...groupes.flatMap((groupe) => [
            new Paragraph({ text: groupe.titre, heading: HeadingLevel.HEADING_2 }),
            ...groupe.situations.flatMap((one) => [
              new Paragraph({ text: one.titre, heading: HeadingLevel.HEADING_3, keepNext: true }),
              ...one.lignes.map(fact),
              ...one.decisions.map(bullet),
            ]),
          ]),
          new Paragraph({ children: [new TextRun({ text: mention, italics: true, size: 17 })] }),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
};
