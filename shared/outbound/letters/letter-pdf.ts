import { dateAloud } from '../../domain/calendar/civil-date.ts';
import { documentOf } from '../documents/documents.ts';
import { addresseeOf, bodyOf, type Letter, letterheadOf, OBJECT, signatureOf } from './letter-text.ts';

/** Letters as one PDF, one page each. The same letters give the same bytes: the PDF's date is the letters'. */
export const lettersPdf = (letters: readonly Letter[]): Promise<Uint8Array> =>
  documentOf('letters', {
    title: 'Orientation vers l’ADIL, la MDS et le CCAS',
    day: letters[0]?.day ?? '1970-01-01',
    letters: letters.map((letter) => ({
      letterhead: letterheadOf(letter),
      post: letter.post,
      addressee: addresseeOf(letter),
      date: `Le ${dateAloud(letter.day)}`,
      reference: `Référence : dossier ${letter.caseId}`,
      object: OBJECT,
      body: bodyOf(letter),
      signature: signatureOf(letter),
    })),
  });
