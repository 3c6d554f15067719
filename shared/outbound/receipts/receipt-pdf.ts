import { dateAloud, dateInFrench } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { documentOf } from '../documents/documents.ts';
import type { Receipt } from './receipt.ts';

/** A line of the receipt. `is-code`: it is read letter by letter. */
type Line = { label: string; value: string; 'is-code': boolean };

/** The receipt as a PDF of one page. The same receipt gives the same bytes: its date is the receipt's. */
export const receiptPdf = (receipt: Receipt): Promise<Uint8Array> =>
  documentOf('receipt', {
    title: `Accusé d’enregistrement ${receipt.id}`,
    day: parisDay(receipt.receivedAt),
    heading: 'Accusé d’enregistrement',
    number: `n° ${receipt.id}`,
    lines: linesOf(receipt),
    notice:
      'Cet accusé atteste que le fichier dont l’empreinte est ci-dessus a été reçu et enregistré à l’instant indiqué. Il ne remplace pas le récépissé d’EXPLOC.',
  });

const linesOf = (receipt: Receipt): Line[] => {
  const clock = new Intl.DateTimeFormat('fr-FR', { timeStyle: 'medium', timeZone: 'Europe/Paris' });
  const day = parisDay(receipt.receivedAt);
  const lines: [string, string | undefined, 'code'?][] = [
    ['Étude', receipt.etude],
    ['Référence de l’étude', receipt.reference],
    ['Acte', receipt.title],
    ['Date de l’acte', receipt.actDate && dateInFrench(receipt.actDate)],
    ['Dossier', receipt.case, 'code'],
    ['Reçu le', `${dateAloud(day)} à ${clock.format(new Date(receipt.receivedAt))} (heure de Paris)`],
    ['Taille', `${receipt.size.toLocaleString('fr-FR')} octets`],
    ['Empreinte SHA-256', receipt.sha256, 'code'],
    ['Remplace la pièce', receipt.replaces, 'code'],
  ];
  return lines.flatMap(([label, value, code]) =>
    value === undefined ? [] : [{ label, value, 'is-code': code !== undefined }],
  );
};
