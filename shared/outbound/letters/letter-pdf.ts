import { dateAloud } from '../../domain/calendar/civil-date.ts';
import { courriersPdf } from './courrier.ts';
import { addresseeOf, bodyOf, type Letter, letterheadOf, OBJECT, signatureOf } from './letter-text.ts';

/** Lines left blank for the secretariat to write the address by hand. */
const BLANK = 3;

/** Letters as one PDF, one page each. The same letters give the same bytes: the PDF's date is the letters'. */
export const lettersPdf = (letters: readonly Letter[]): Promise<Uint8Array> =>
  courriersPdf(
    'Orientation vers l’ADIL, la MDS et le CCAS',
    letters[0]?.day ?? '1970-01-01',
    letters.map((letter) => ({
      letterhead: letterheadOf(letter),
      post: letter.post,
      addressee: addresseeOf(letter),
      blank: BLANK,
      date: `Le ${dateAloud(letter.day)}`,
      reference: `Référence : dossier ${letter.caseId}`,
      object: OBJECT,
      body: bodyOf(letter),
      signature: signatureOf(letter),
    })),
  );
