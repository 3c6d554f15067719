import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from 'pdf-lib';
import { dateAloud, dateInFrench } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { Receipt } from './receipt.ts';

/** A4, in points. */
const PAGE: [number, number] = [595.28, 841.89];
const LEFT = 62;
const LABELS = 170;
const ink = rgb(0.1, 0.12, 0.2);
const quiet = rgb(0.38, 0.4, 0.46);

const clock = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'medium', timeZone: 'Europe/Paris' });

/** The receipt as a PDF of one page. The same receipt gives the same bytes: its dates are the receipt's. */
export const receiptPdf = async (receipt: Receipt): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  const regular = await pdf.embedFont(StandardFonts.Helvetica);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  const mono = await pdf.embedFont(StandardFonts.Courier);
  const at = new Date(receipt.receivedAt);
  pdf.setCreationDate(at);
  pdf.setModificationDate(at);
  pdf.setTitle(`Accusé d’enregistrement ${receipt.id}`);
  pdf.setLanguage('fr-FR');
  pdf.setProducer('passerelle');
  pdf.setCreator('passerelle');
  const page = pdf.addPage(PAGE);

  let y = PAGE[1] - 90;
  const write = (text: string, x: number, font: PDFFont, size: number, color = ink): void =>
    page.drawText(encodable(text, font), { x, y, font, size, color });
  write('passerelle', LEFT, bold, 12, quiet);
  y -= 34;
  write('Accusé d’enregistrement', LEFT, bold, 22);
  y -= 24;
  write(`n° ${receipt.id}`, LEFT, mono, 12);
  y -= 16;
  rule(page, y);
  y -= 30;
  for (const [label, value, font] of linesOf(receipt, regular, mono)) {
    write(label, LEFT, regular, 10, quiet);
    for (const part of wrapped(value, font, 11, PAGE[0] - 2 * LEFT - LABELS)) {
      write(part, LABELS + LEFT, font, 11);
      y -= 15;
    }
    y -= 9;
  }
  rule(page, y);
  y -= 24;
  const notice =
    'Cet accusé atteste que le fichier dont l’empreinte est ci-dessus a été reçu et enregistré à l’instant indiqué. Il ne remplace pas le récépissé d’EXPLOC.';
  for (const part of wrapped(notice, regular, 9.5, PAGE[0] - 2 * LEFT)) {
    write(part, LEFT, regular, 9.5, quiet);
    y -= 13;
  }
  return pdf.save();
};

const linesOf = (receipt: Receipt, regular: PDFFont, mono: PDFFont): [string, string, PDFFont][] => {
  const day = parisDay(receipt.receivedAt);
  const lines: [string, string | undefined, PDFFont][] = [
    ['Étude', receipt.etude, regular],
    ['Référence de l’étude', receipt.reference, regular],
    ['Acte', receipt.title, regular],
    ['Date de l’acte', receipt.actDate && dateInFrench(receipt.actDate), regular],
    ['Dossier', receipt.case, mono],
    [
      'Reçu le',
      `${dateAloud(day)} à ${clock.format(new Date(receipt.receivedAt))} (heure de Paris)`,
      regular,
    ],
    ['Taille', `${receipt.size.toLocaleString('fr-FR')} octets`, regular],
    ['Empreinte SHA-256', receipt.sha256, mono],
    ['Remplace la pièce', receipt.replaces, mono],
  ];
  return lines.flatMap(([label, value, font]) => (value === undefined ? [] : [[label, value, font]]));
};

const rule = (page: PDFPage, y: number): void =>
  page.drawLine({
    start: { x: LEFT, y },
    end: { x: PAGE[0] - LEFT, y },
    thickness: 0.6,
    color: rgb(0.8, 0.82, 0.86),
  });

/** The standard fonts have the characters of Windows-1252 only: any other is shown as `?` rather than lose the page. */
const encodable = (text: string, font: PDFFont): string =>
  [...text.replace(/[\u202f\u00a0]/g, ' ')]
    .map((letter) => {
      try {
        font.encodeText(letter);
        return letter;
      } catch {
        return '?';
      }
    })
    .join('');

/** Wraps a text to a width in points; a word too long for a line is cut. */
const wrapped = (text: string, font: PDFFont, size: number, width: number): string[] => {
  const fits = (line: string): boolean => font.widthOfTextAtSize(encodable(line, font), size) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (!fits(line)) {
      let end = line.length;
      while (end > 1 && !fits(line.slice(0, end))) end -= 1;
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  return [...lines, line];
};
