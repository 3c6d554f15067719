import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from 'pdf-lib';
import { dateAloud } from '../../domain/calendar/civil-date.ts';
import {
  addresseeOf,
  type Block,
  bodyOf,
  type Letter,
  letterheadOf,
  OBJECT,
  signatureOf,
} from './letter-text.ts';

/** A4, in points. */
const WIDTH = 595.28;
const HEIGHT = 841.89;
const LEFT = 62;
const RIGHT = WIDTH - 62;
/** Where the window of a French envelope shows the address: on the right, 5 cm from the top. */
const WINDOW = { x: 306, y: HEIGHT - 142 };
/** Lines left blank for the secretariat to write the address by hand. */
const ADDRESS_LINES = 3;
const SIZE = 10.5;
const LEADING = 14.5;

type Fonts = { regular: PDFFont; bold: PDFFont };
/** Where the next line goes. */
type Pen = { page: PDFPage; y: number };

/** Letters as one PDF, one page each. The same letters give the same bytes: the PDF's dates are the letters'. */
export const lettersPdf = async (letters: readonly Letter[]): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  const fonts = {
    regular: await pdf.embedFont(StandardFonts.Helvetica),
    bold: await pdf.embedFont(StandardFonts.HelveticaBold),
  };
  const written = new Date(`${letters[0]?.day ?? '1970-01-01'}T00:00:00Z`);
  pdf.setCreationDate(written);
  pdf.setModificationDate(written);
  pdf.setTitle('Orientation vers l’ADIL, la MDS et le CCAS');
  pdf.setLanguage('fr-FR');
  pdf.setProducer('passerelle');
  pdf.setCreator('passerelle');
  for (const letter of letters) drawLetter(pdf.addPage([WIDTH, HEIGHT]), letter, fonts);
  return pdf.save();
};

const drawLetter = (page: PDFPage, letter: Letter, fonts: Fonts): void => {
  const pen = { page, y: HEIGHT - 62 };
  const [body, ...service] = letterheadOf(letter);
  lines(pen, [body ?? ''], { font: fonts.bold, size: 13, leading: 17 });
  lines(pen, service, { font: fonts.bold, size: SIZE });
  lines(pen, letter.post, { font: fonts.regular, size: 9.5, leading: 12.5 });

  const address = { page, y: WINDOW.y };
  const [household, ...toWrite] = addresseeOf(letter);
  lines(address, [household ?? ''], { font: fonts.bold, x: WINDOW.x });
  lines(address, toWrite, { font: fonts.regular, size: 8.5, x: WINDOW.x });
  for (let line = 1; line <= ADDRESS_LINES; line++) {
    const y = address.y - line * 16;
    page.drawLine({ start: { x: WINDOW.x, y }, end: { x: RIGHT, y }, thickness: 0.4, opacity: 0.5 });
  }

  pen.y = HEIGHT - 250;
  lines(pen, [`Le ${dateAloud(letter.day).replace(/ 1 /, ' 1er ')}`], { font: fonts.regular, x: WINDOW.x });
  pen.y -= 8;
  lines(pen, [`Référence : dossier ${letter.caseId}`], { font: fonts.regular });
  lines(pen, [OBJECT], { font: fonts.bold });
  pen.y -= 12;
  for (const block of bodyOf(letter)) drawBlock(pen, block, fonts);
  pen.y -= 10;
  lines(pen, [signatureOf(letter)], { font: fonts.regular, x: WINDOW.x - 40 });
};

const drawBlock = (pen: Pen, block: Block, fonts: Fonts): void => {
  switch (block.kind) {
    case 'paragraph':
      flow(pen, [{ text: block.text, font: fonts.regular }], LEFT);
      break;
    case 'heading':
      pen.y -= 3;
      flow(pen, [{ text: block.text, font: fonts.bold }], LEFT);
      pen.y += 3;
      break;
    case 'list':
      for (const { lead, text } of block.items) {
        pen.page.drawText('•', { x: LEFT + 4, y: pen.y, size: SIZE, font: fonts.regular });
        flow(
          pen,
          [
            { text: lead, font: fonts.bold },
            { text, font: fonts.regular },
          ],
          LEFT + 16,
        );
        pen.y -= 2;
      }
      break;
  }
  pen.y -= 6;
};

/** Draws words in several fonts, one after another, wrapped between `left` and the right margin. */
const flow = (pen: Pen, runs: readonly { text: string; font: PDFFont }[], left: number): void => {
  let x = left;
  for (const { text, font } of runs) {
    const space = font.widthOfTextAtSize(' ', SIZE);
    for (const word of winAnsi(text, font).split(' ')) {
      // A fixed space keeps « : » and « n° » with their word; it is drawn as a space.
      const drawn = word.replaceAll(HOLD, ' ');
      const width = font.widthOfTextAtSize(drawn, SIZE);
      if (x > left && x + width > RIGHT) {
        x = left;
        pen.y -= LEADING;
      }
      pen.page.drawText(drawn, { x, y: pen.y, size: SIZE, font });
      x += width + space;
    }
  }
  pen.y -= LEADING;
};

const lines = (
  pen: Pen,
  texts: readonly string[],
  {
    font,
    size = SIZE,
    leading = LEADING,
    x = LEFT,
  }: { font: PDFFont; size?: number; leading?: number; x?: number },
): void => {
  for (const text of texts) {
    pen.page.drawText(winAnsi(text, font).replaceAll(HOLD, ' '), { x, y: pen.y, size, font });
    pen.y -= leading;
  }
};

const HOLD = '\u00a0';

/**
 * Converts a text to the characters of a standard font (WinAnsi): spaces of any width become one space, accents that the font
 * lacks are dropped, and `?` replaces what is left. French punctuation after a space, and the day of a date, stay with their
 * word.
 */
const winAnsi = (text: string, font: PDFFont): string => {
  const known = new Set(font.getCharacterSet());
  const has = (character: string): boolean => known.has(character.codePointAt(0) ?? 0);
  return [...text.normalize('NFC').replace(/[\s\p{Cc}]+/gu, ' ')]
    .map((character) => {
      if (has(character)) return character;
      const bare = character.normalize('NFD').replace(/\p{M}/gu, '');
      return bare !== '' && [...bare].every(has) ? bare : '?';
    })
    .join('')
    .replace(/ ([:;!?»])/g, `${HOLD}$1`)
    .replace(/(«|n°|\b\d{1,2}) (?=\S)/g, `$1${HOLD}`);
};
