import { S3Client } from '@aws-sdk/client-s3';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPieceOperations } from '../../functions/api/pieces.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createUploads } from '../../shared/intake/upload-form.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { receiptPdf } from '../../shared/outbound/receipts/receipt-pdf.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { type DatedField, datedFields, withAt } from '../support/dated-fields.ts';
import { MATCHING_KEY } from '../support/filed-case.ts';
import { startTable } from '../support/table.ts';
import { watchOn } from '../support/watch.ts';

let store: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  store = await startTable();
});
afterAll(() => store?.stop());

const AT = '2026-11-23T08:00:00.000Z';

/** Sends a message about a household of its own, with one of its dates set to `value`. */
const send = async ({ partner, sender, path, message }: DatedField, n: number, value: unknown) => {
  const own = {
    ...message,
    messageId: `loin-${n}`,
    reference: `LOIN-${n}`,
    dwelling: { insee: '77284', street: `${n} rue des Tilleuls` },
    household: [{ nomNaissance: `Lointain${'abcdefghij'[n % 10]}${n}`, prenoms: ['Camille'] }],
  };
  const deps = createReceiveDeps(store.client, {
    TABLE_NAME: store.table,
    MATCHING_KEY,
    DEPARTEMENT: '77',
    MESSAGE_TTL_DAYS: 30,
  });
  const raw = JSON.stringify(withAt(own, path, value));
  return createReceive(deps, partner.formatFor)({ sender, raw, receivedAt: AT });
};

/** Runs the watch of a day. Resolves to the cases it orders retired. */
const watchOf = async (day: string): Promise<string[]> => {
  const { ordered, step } = watchOn(store, day, 10_000);
  await step('read');
  return ordered;
};

const itemsOf = async (): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan(
    { client: store.client },
    { TableName: store.table, ConsistentRead: true },
  ))
    items.push(...Items);
  return items;
};

const fieldOf = (partner: string, kind: string, ...path: (string | number)[]): DatedField => {
  const found = datedFields.find(
    (one) => one.partner.code === partner && one.kind === kind && one.path.join() === path.join(),
  );
  if (!found) throw new Error(`no ${kind}.${path}`);
  return found;
};

describe('a far date', () => {
  it.each<[string, DatedField]>([
    ['a landlord’s referral', fieldOf('bailleur', 'saisineOrganisme', 'actDate')],
    ['the end of a suspension of Banque de France', fieldOf('bdf', 'bdf', 'suspension', 'fin')],
    ['the day CAF says an unpaid rent began', fieldOf('caf', 'caf', 'dateConstitution')],
    ['a hearing', fieldOf('etude', 'assignation', 'dateAudience')],
  ])('of %s leaves its case where it is, at the next watch', async (_, field) => {
    const n = 900 + datedFields.indexOf(field);
    const { caseId } = await send(field, n, '9999-12-31');

    expect(await watchOf('2026-11-24')).toEqual([]);

    if (caseId !== undefined)
      expect(await readCase(store.client, store.table, caseId)).toMatchObject({
        summary: { caseId, status: 'open' },
      });
  });

  it('in any field of any format has nothing dropped, and the index holds days only', async () => {
    expect(datedFields.length).toBeGreaterThan(60);
    for (const [n, field] of datedFields.entries())
      await send(field, n, field.month ? '9999-12' : '9999-12-31');

    expect(await watchOf('2026-11-24')).toEqual([]);

    const days = (await itemsOf()).flatMap(({ dueSort }) => dueSort ?? []);
    expect(days.filter((day) => !/^\d{4}-\d{2}-\d{2}#/.test(String(day)))).toEqual([]);
  });
});

describe('a far date over HTTP', () => {
  it('is refused, in a piece’s data and in an EXPLOC receipt, and is nowhere in the register', async () => {
    const register = createPieceRegister(store.client, store.table, 30);
    const operations = createPieceOperations({
      register,
      uploadFor: createUploads(new S3Client({ region: REGION, credentials: CREDENTIALS }), 'pieces', {
        maxBytes: 1_000,
      }),
      receiptPdf,
      tellReceipt: async () => {},
      now: () => AT,
    });
    const etude = 'etude-loin';
    const { message } = fieldOf('etude', 'assignation', 'dateAudience');
    const call = (body: unknown, parameters: Record<string, string> = {}) => ({
      partner: etude,
      parameters,
      body: JSON.stringify(body),
    });
    const far = { statusCode: 422, code: 'DATE_INVRAISEMBLABLE' };
    await expect(
      operations.deposerPiece(call({ ...message, sender: etude, actDate: '9999-12-31' })),
    ).rejects.toMatchObject(far);

    const pieceId = '20261123-0123456789abcdef';
    const entry = {
      pieceId,
      etude,
      status: 'accepted' as const,
      key: 'etude-loin/acte.pdf',
      at: AT,
      data: '{}',
      errors: [],
      warnings: [],
    };
    await register.record(entry, true);
    for (const date of ['9999-12-31', '0001-01-01', '2027-01-01'])
      await expect(
        operations.enregistrerRecepisse(call({ numero: 'EXP-1', date }, { id: pieceId })),
      ).rejects.toMatchObject(far);
    expect((await register.get(etude, pieceId))?.exploc).toBeUndefined();
    const told = { numero: 'EXP-1', date: '2026-11-24' };
    await operations.enregistrerRecepisse(call(told, { id: pieceId }));
    expect((await register.get(etude, pieceId))?.exploc).toEqual(told);
  });
});
