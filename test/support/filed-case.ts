import { addDays, addMonths } from '../../shared/domain/calendar/civil-date.ts';
import { pieceFormat } from '../../shared/intake/partners/huissier/partner.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import type { startBuckets } from './buckets.ts';
import type { startTable } from './table.ts';

export const MATCHING_KEY = 'a-key-of-sixteen-characters';
const ETUDE = 'etude-girard-provins';

export const surnames = [
  'Abadie',
  'Benali',
  'Carpentier',
  'Diallo',
  'Esteve',
  'Fofana',
  'Garnier',
  'Haddad',
  'Ibanez',
  'Jacquet',
  'Kowalski',
  'Lemoine',
  'Marchetti',
  'Nguyen',
  'Oliveira',
  'Pasquier',
  'Quillet',
  'Rambaud',
  'Sylvestre',
  'Thibault',
];

const ways =
  'Acacias Bleuets Chênes Dahlias Érables Fougères Genêts Hêtres Iris Jonquilles Kiwis Lilas Mûriers Noyers Ormes Pins Quais Roseaux Saules Tilleuls'.split(
    ' ',
  );

type Engines = {
  store: Awaited<ReturnType<typeof startTable>>;
  s3: Awaited<ReturnType<typeof startBuckets>>;
};

/**
 * Files a case by the hub's own code: an act with its piece, its data, its archive and its receipt. Resolves to the case's
 * reference.
 *
 * @param n number of its household, 0 to 19: each is another household
 * @param more other persons of the household, in the form of a message
 * @param day day of the act, which is received the day after
 */
export const openCase = async (
  { store, s3 }: Engines,
  n: number,
  more: readonly object[] = [],
  day = '2026-03-02',
): Promise<string> => {
  const { client, table } = store;
  const at = `${addDays(day, 1)}T08:00:00.000Z`;
  const key = `${ETUDE}/acte-${n}.pdf`;
  const raw = JSON.stringify({
    version: '1',
    sender: ETUDE,
    reference: `GIR-2026-${n}`,
    messageId: `girard-${n}${day === '2026-03-02' ? '' : day}`,
    kind: 'assignation',
    actDate: day,
    dateAudience: addMonths(day, 3),
    dwelling: { insee: '77379', street: `${n} rue ${ways[n]}` },
    household: [
      { nomNaissance: surnames[n], prenoms: ['Camille'], dateNaissance: `${1970 + n}-02-03` },
      ...more,
    ],
  });
  const piece = { key, sha256: n.toString(16).padStart(2, '0').repeat(32), size: 10 };
  const deps = createReceiveDeps(client, {
    TABLE_NAME: table,
    MATCHING_KEY,
    DEPARTEMENT: '77',
    MESSAGE_TTL_DAYS: 4000,
  });
  const received = await createReceive(deps, () => pieceFormat(piece))({
    sender: ETUDE,
    raw,
    receivedAt: at,
  });
  const { caseId, reading } = received;
  if (caseId === undefined || reading.kind !== 'event') throw new Error('not filed');
  const pieceId = `${at.slice(0, 10).replaceAll('-', '')}-000000000000000${n.toString(16)}`;
  const entry = { pieceId, etude: ETUDE, status: 'accepted' as const, at, data: raw, key, caseId };
  const rest = { messageId: reading.messageId, receivedAt: at, errors: [], warnings: [] };
  await createPieceRegister(client, table, 4000).record({ ...entry, ...rest }, true);
  await s3.put('pieces', key, '%PDF');
  await s3.put('pieces', key.replace('.pdf', '.json'), raw);
  await s3.put('raw', reading.event.rawKey ?? '', raw);
  await s3.put('drop', `reports/${ETUDE}/accuses/${pieceId}.json`, '{}');
  await s3.put('drop', `reports/${ETUDE}/accuses/${pieceId}.pdf`, '%PDF');
  return caseId;
};
