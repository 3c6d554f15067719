import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  finishAlert,
  giveBackAlert,
  type Handler,
  readStateAlert,
  reopenAlert,
  takeAlert,
} from '../../shared/cases/alerts/handle-alert.ts';
import { remindAlerts } from '../../shared/cases/alerts/remind.ts';
import { sendOn } from '../../shared/cases/alerts/send-on.ts';
import { recordEvent } from '../../shared/cases/recording/record-event.ts';
import { undoAct } from '../../shared/cases/recording/undo-act.ts';
import { mergeCases, undoMove } from '../../shared/cases/review/answers.ts';
import { confirmCommune } from '../../shared/cases/review/confirm-commune.ts';
import { setApart } from '../../shared/cases/watch/set-apart.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import type { ArrondissementCode } from '../../shared/domain/events/household.ts';
import { dueNoticeSchema } from '../../shared/outbound/notice.ts';
import { takenBy, toTake } from '../../shared/store/alert-places.ts';
import { readAlerts, readNews } from '../../shared/store/alerts.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { cfpInOrder, type Draft, eventsOf } from '../support/procedures.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
const deps = () => ({
  client: store.client,
  table: store.table,
  matchingKey: 'a-key-of-sixteen-characters',
});
beforeAll(async () => {
  store = await startTable();
});
afterAll(() => store?.stop());

const anne: Handler = { by: 'Anne Renard', at: '2026-11-30T08:00:00.000Z', person: 'a'.repeat(24) };
const paul: Handler = { by: 'Paul Henry', at: '2026-11-30T08:05:00.000Z', person: 'b'.repeat(24) };
const provins = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;

const put = async (caseId: string, event: CaseEvent, at: string): Promise<void> => {
  const found = await readCase(store.client, store.table, caseId);
  await recordEvent(deps(), caseId, found, event, { by: 'test', at });
};
let n = 0;
/** A case of Provins whose concours was asked for two months ago: the préfet's silence is soon a refusal, and the arrondissement is told. */
const caseWithAlert = async (receivedAt = '2026-11-30T07:00:00.000Z'): Promise<string> => {
  n += 1;
  const caseId = `77-2026-${String(n).padStart(6, '0')}`;
  const drafts: Draft[] = cfpInOrder('2026-10-05', { receivedAt });
  for (const event of eventsOf(...drafts.map((draft) => ({ ...draft, dwelling: provins }))))
    await put(caseId, { ...event, id: `${caseId}-${event.id}` }, receivedAt);
  return caseId;
};
const listed = async (arrondissement: ArrondissementCode, state: 'recue' | 'prise' = 'recue') =>
  (
    await readAlerts(
      store.client,
      store.table,
      state === 'prise' ? takenBy(arrondissement) : toTake(arrondissement),
      200,
    )
  ).items;
const ofCase = async (caseId: string, arrondissement: ArrondissementCode = '773') =>
  (await listed(arrondissement)).filter((alert) => alert.caseId === caseId);
const firstOf = async (caseId: string): Promise<string> => (await ofCase(caseId))[0]?.noticeId ?? '';

describe('an alert to an arrondissement', () => {
  it('is to take, by the day to act, until somebody takes it', async () => {
    const caseId = await caseWithAlert();
    const [alert] = await ofCase(caseId);
    expect(alert).toMatchObject({ caseId, commune: 'Provins', urgent: true });
    const days = (await listed('773')).map(({ answerBy, due, day }) => answerBy ?? due ?? day);
    expect(days).toEqual([...days].sort());

    await takeAlert(deps(), caseId, alert?.noticeId ?? '', anne);

    expect((await ofCase(caseId)).map(({ noticeId }) => noticeId)).not.toContain(alert?.noticeId);
    expect(await listed('773', 'prise')).toContainEqual(
      expect.objectContaining({ noticeId: alert?.noticeId, handling: { state: 'prise', ...anne } }),
    );
  });

  it('is taken once: who comes second is told, and changes nothing', async () => {
    const caseId = await caseWithAlert();
    const id = await firstOf(caseId);
    const both = await Promise.allSettled([
      takeAlert(deps(), caseId, id, anne),
      takeAlert(deps(), caseId, id, paul),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await readStateAlert(deps(), caseId, id)).handled).toHaveLength(1);
    await expect(takeAlert(deps(), caseId, id, paul)).rejects.toMatchObject({ code: 'ALERT_CHANGED' });
  });

  it('given back is to take again, and its history keeps both', async () => {
    const caseId = await caseWithAlert();
    const id = await firstOf(caseId);
    await takeAlert(deps(), caseId, id, anne);
    await giveBackAlert(deps(), caseId, id, paul);
    const alert = await readStateAlert(deps(), caseId, id);
    expect(alert.handling).toBeUndefined();
    expect(alert.handled.map(({ state, by }) => [state, by])).toEqual([
      ['prise', 'Anne Renard'],
      ['rendue', 'Paul Henry'],
    ]);
    expect(await firstOf(caseId)).toBe(id);
  });

  it('that is done is in no list, and cannot be done again', async () => {
    const caseId = await caseWithAlert();
    const id = await firstOf(caseId);
    await finishAlert(deps(), caseId, id, anne);
    expect((await ofCase(caseId)).map(({ noticeId }) => noticeId)).not.toContain(id);
    await expect(finishAlert(deps(), caseId, id, anne)).rejects.toMatchObject({ code: 'ALERT_CHANGED' });
  });

  it('whose delay is settled meanwhile asks for nothing any more', async () => {
    const caseId = await caseWithAlert();
    const before = await ofCase(caseId);
    expect(before.length).toBeGreaterThan(0);
    const [end] = eventsOf({
      kind: 'finPoursuites',
      actDate: '2026-11-29',
      cause: 'vente',
      sender: 'etat',
      dwelling: provins,
    });
    if (end) await put(caseId, { ...end, id: `${caseId}-fin` }, '2026-11-30T07:30:00.000Z');
    expect(await ofCase(caseId)).toEqual([]);
    const [first] = before;
    await expect(takeAlert(deps(), caseId, first?.noticeId ?? '', anne)).rejects.toMatchObject({
      code: 'ALERT_CHANGED',
    });
  });

  it('of no case, or of another’s, is not there', async () => {
    const caseId = await caseWithAlert();
    for (const id of ['0'.repeat(24), await firstOf(await caseWithAlert())])
      await expect(takeAlert(deps(), caseId, id, anne)).rejects.toMatchObject({ code: 'ALERT_UNKNOWN' });
  });
});

describe('an alert that is not the reader’s', () => {
  it('out of the area goes, with the case and its other alerts, to the arrondissement of the true commune, which is told why', async () => {
    const caseId = await caseWithAlert();
    const ids = (await ofCase(caseId)).map(({ noticeId }) => noticeId);

    const { to } = await sendOn(deps(), caseId, ids[0] ?? '', { reason: 'horsZone', insee: '77284' }, anne);

    expect(to).toBe('771');
    expect(await ofCase(caseId)).toEqual([]);
    const there = await ofCase(caseId, '771');
    expect(there).toHaveLength(ids.length);
    expect(there[0]?.commune).toBe('Meaux');
    expect((await readCase(store.client, store.table, caseId))?.summary.arrondissement).toBe('771');
    // It is told by mail as any alert is.
    const notice = (await store.items('NOTICE')).find(({ noticeId }) => noticeId === there[0]?.noticeId);
    expect(dueNoticeSchema.parse(notice).facts).toContainEqual([
      'Renvoyée par',
      'sous-préfecture de Provins, hors zone',
    ]);
    await takeAlert(deps(), caseId, there[0]?.noticeId ?? '', paul);
    expect((await listed('771', 'prise')).map(({ noticeId }) => noticeId)).toContain(there[0]?.noticeId);
  });

  it.each([
    ['SAME_ARRONDISSEMENT', '77379'],
    ['COMMUNE_UNKNOWN', '75056'],
    ['COMMUNE_UNKNOWN', 'x'],
  ])('stays where it is when the commune is no other arrondissement’s: %s %s', async (code, insee) => {
    const caseId = await caseWithAlert();
    const id = await firstOf(caseId);
    await expect(sendOn(deps(), caseId, id, { reason: 'horsZone', insee }, anne)).rejects.toMatchObject({
      code,
    });
    expect(await firstOf(caseId)).toBe(id);
  });

  it('out of its competence goes to the body that is competent', async () => {
    const caseId = await caseWithAlert();
    const id = await firstOf(caseId);
    await sendOn(deps(), caseId, id, { reason: 'horsCompetence', body: 'mds' }, anne);
    const notices = (await store.items('NOTICE')).filter((one) => one.caseId === caseId);
    expect(notices).toContainEqual(
      expect.objectContaining({
        recipient: 'mds',
        status: 'due',
        facts: expect.arrayContaining([
          ['Renvoyée par', 'sous-préfecture de Provins, hors de sa compétence'],
        ]),
      }),
    );
    expect((await readStateAlert(deps(), caseId, id)).handling).toMatchObject({
      state: 'renvoyee',
      reason: 'horsCompetence',
      to: 'mds',
    });
  });

  it('of a double has both cases proposed for a merge, and stays with who said so until another person decides', async () => {
    const [caseId, other] = [await caseWithAlert(), await caseWithAlert()];
    await sendOn(deps(), caseId, await firstOf(caseId), { reason: 'doublon', caseId: other }, anne);
    expect(await store.items('REVIEW')).toContainEqual(
      expect.objectContaining({ reason: 'fusion', caseId, candidates: [other], proposedBy: 'Anne Renard' }),
    );
    expect((await listed('773', 'prise')).filter((one) => one.caseId === caseId)).toHaveLength(1);
    await expect(
      sendOn(deps(), other, await firstOf(other), { reason: 'doublon', caseId: other }, anne),
    ).rejects.toMatchObject({ code: 'SAME_CASE' });
    const elsewhere = (arrondissement: string | undefined) => arrondissement !== '773';
    await expect(
      sendOn(deps(), other, await firstOf(other), { reason: 'doublon', caseId }, anne, elsewhere),
    ).rejects.toMatchObject({ code: 'CASE_UNKNOWN' });
  });

  it('follows its case when a reviewer settles the commune elsewhere', async () => {
    const caseId = await caseWithAlert();
    const count = (await ofCase(caseId)).length;
    await confirmCommune(
      deps(),
      caseId,
      { insee: '77284', commune: 'Meaux', arrondissement: '771' },
      { by: 'Sonia Lefort', at: anne.at },
    );
    expect(await ofCase(caseId)).toEqual([]);
    expect(await ofCase(caseId, '771')).toHaveLength(count);
  });
});

describe('what partners told of a case', () => {
  const newsOf = async (caseId: string, arrondissement: ArrondissementCode) =>
    (await readNews(store.client, store.table, arrondissement, '2026-11-01', 500)).items.filter(
      (one) => one.caseId === caseId,
    );

  it('is news where its dwelling is, and nowhere else', async () => {
    const caseId = await caseWithAlert();
    const count = (await newsOf(caseId, '773')).length;
    expect(count).toBeGreaterThan(0);
    await confirmCommune(
      deps(),
      caseId,
      { insee: '77284', commune: 'Meaux', arrondissement: '771' },
      { by: 'Sonia Lefort', at: anne.at },
    );
    expect(await newsOf(caseId, '773')).toEqual([]);
    expect(await newsOf(caseId, '771')).toHaveLength(count);
  });
});

describe('an alert whose case changes', () => {
  const end = async (caseId: string, at: string): Promise<void> => {
    const [act] = eventsOf({
      kind: 'decisionCfp',
      actDate: '2026-11-29',
      issue: 'refus',
      sender: 'etat',
      dwelling: provins,
    });
    if (act) await put(caseId, { ...act, id: `${caseId}-refus`, by: 'Anne Renard', receivedAt: at }, at);
  };

  it('looked at while its delay is settled is there again once that is undone', async () => {
    const caseId = await caseWithAlert();
    const before = (await ofCase(caseId)).length;
    await end(caseId, '2026-11-30T07:30:00.000Z');
    expect(await ofCase(caseId)).toEqual([]);
    const kept = (await readCase(store.client, store.table, caseId)) ?? never();
    await undoAct(deps(), kept, `${caseId}-refus`, { by: 'Anne Renard', at: '2026-11-30T08:30:00.000Z' });
    expect(await ofCase(caseId)).toHaveLength(before);
  });

  it('leaves its list at once when its delay is settled, whoever took it, who has it again once that is undone', async () => {
    const caseId = await caseWithAlert();
    const id = await firstOf(caseId);
    await takeAlert(deps(), caseId, id, anne);
    await end(caseId, '2026-11-30T08:30:00.000Z');
    const alerts = (await store.items('NOTICE')).filter(
      (one) => one.caseId === caseId && one.about === 'alerte',
    );
    expect(alerts.filter(({ listKey }) => listKey !== undefined)).toEqual([]);
    await expect(giveBackAlert(deps(), caseId, id, anne)).rejects.toMatchObject({ code: 'ALERT_CHANGED' });
    const kept = (await readCase(store.client, store.table, caseId)) ?? never();
    await undoAct(deps(), kept, `${caseId}-refus`, { by: 'Anne Renard', at: '2026-11-30T09:00:00.000Z' });
    const own = takenBy('773', anne.person);
    const { items } = await readAlerts(store.client, store.table, own, 200);
    expect(items.filter((one) => one.caseId === caseId).map(({ noticeId }) => noticeId)).toEqual([id]);
  });

  it('said done, is not opened again while its delay is settled', async () => {
    const caseId = await caseWithAlert();
    const id = await firstOf(caseId);
    await finishAlert(deps(), caseId, id, anne);
    await end(caseId, '2026-11-30T08:30:00.000Z');
    await expect(reopenAlert(deps(), caseId, id, anne)).rejects.toMatchObject({ code: 'ALERT_CHANGED' });
    const kept = (await readCase(store.client, store.table, caseId)) ?? never();
    await undoAct(deps(), kept, `${caseId}-refus`, { by: 'Anne Renard', at: '2026-11-30T09:00:00.000Z' });
    // What was done stays done.
    expect((await ofCase(caseId)).map(({ noticeId }) => noticeId)).not.toContain(id);
    await reopenAlert(deps(), caseId, id, anne);
    expect((await ofCase(caseId)).map(({ noticeId }) => noticeId)).toContain(id);
  });

  it('gives its place to a later one of the same delay', async () => {
    const caseId = await caseWithAlert();
    const before = (await ofCase(caseId)).filter(({ rule }) => rule === 'decisionCfp');
    expect(before).toHaveLength(1);
    const [note] = eventsOf({
      kind: 'paiement',
      actDate: '2026-12-06',
      montant: 100,
      sender: 'etat',
      dwelling: provins,
    });
    if (note) await put(caseId, { ...note, id: `${caseId}-note` }, '2026-12-06T08:00:00.000Z');
    const after = (await ofCase(caseId)).filter(({ rule }) => rule === 'decisionCfp');
    expect(after).toHaveLength(1);
    expect(after[0]?.noticeId).not.toBe(before[0]?.noticeId);
  });

  it('leaves its list with a case that is set apart, and comes back with it', async () => {
    const caseId = await caseWithAlert();
    const count = (await ofCase(caseId)).length;
    const { summary } = (await readCase(store.client, store.table, caseId)) ?? never();
    const order = { by: 'Sonia Lefort', at: '2026-11-30T08:00:00.000Z', cause: 'terme' } as const;
    await setApart(store.client, store.table, summary, order, '2026-12-30');
    expect(await ofCase(caseId)).toEqual([]);
    const [note] = eventsOf({
      kind: 'paiement',
      actDate: '2026-11-30',
      montant: 100,
      sender: 'etat',
      dwelling: provins,
    });
    if (note) await put(caseId, { ...note, id: `${caseId}-note` }, '2026-11-30T09:00:00.000Z');
    expect(await ofCase(caseId)).toHaveLength(count);
  });

  it('goes with its events when the case is merged, keeps who took it, and comes back when that is undone', async () => {
    const [older, younger] = [`77-2025-000001`, await caseWithAlert()];
    await put(
      older,
      {
        ...(eventsOf({ kind: 'impaye', actDate: '2026-11-02', dwelling: provins })[0] ?? never()),
        id: 'seul',
      },
      '2026-11-03T08:00:00.000Z',
    );
    const id = await firstOf(younger);
    const count = (await ofCase(younger)).length;
    await takeAlert(deps(), younger, id, anne);
    const review = { ...deps(), nextReference: async () => '77-2026-999999' };
    await mergeCases(review, [older, younger], { by: 'Sonia Lefort', at: '2026-11-30T08:00:00.000Z' });
    await mergeCases(review, [older, younger], { by: 'Luc Bernard', at: '2026-11-30T08:01:00.000Z' });

    expect(await ofCase(younger)).toEqual([]);
    const all = async (caseId: string) => [
      ...(await ofCase(caseId)),
      ...(await listed('773', 'prise')).filter((one) => one.caseId === caseId),
    ];
    expect(await all(older)).toHaveLength(count);
    expect((await listed('773', 'prise')).find((one) => one.caseId === older)?.handling).toMatchObject({
      state: 'prise',
      by: 'Anne Renard',
    });

    await undoMove(review, older, { by: 'Sonia Lefort', at: '2026-11-30T09:00:00.000Z' });
    expect(await all(older)).toEqual([]);
    expect(await all(younger)).toHaveLength(count);
  });
});

const never = (): never => {
  throw new Error('there is an event');
};

const remind = (day: string) =>
  remindAlerts(
    {
      client: store.client,
      table: store.table,
      mailboxOf: ({ recipient, arrondissement }) => ({
        mailbox: `${recipient}-${arrondissement}@etat.example`,
        forward: [],
      }),
    },
    day,
    `${day}T05:00:00.000Z`,
  );

describe('the silence on an alert', () => {
  const toldAgain = async (caseId: string) =>
    (await store.items('NOTICE')).filter(
      (one) => one.caseId === caseId && JSON.stringify(one.facts).includes('Relance'),
    );

  it('is told again to its mailbox after three working days, to CCAPEX after seven, each once', async () => {
    await store.clear();
    const caseId = await caseWithAlert('2026-11-30T07:00:00.000Z');
    const alerts = (await ofCase(caseId)).length;
    expect(await remind('2026-12-02')).toBe(0);
    expect(await remind('2026-12-03')).toBe(alerts);
    expect(await remind('2026-12-04')).toBe(0);
    expect(await toldAgain(caseId)).toHaveLength(alerts);
    expect((await toldAgain(caseId))[0]).toMatchObject({
      status: 'gathered',
      mailbox: 'arrondissement-773@etat.example',
      facts: expect.arrayContaining([['Relance', 'alerte du 30/11/2026, que personne n’a prise']]),
    });
    expect(await remind('2026-12-09')).toBe(alerts);
    expect(await remind('2026-12-31')).toBe(0);
    expect((await toldAgain(caseId)).map(({ mailbox }) => mailbox)).toContain(
      'secretariatCcapex-773@etat.example',
    );
    // What tells again is no alert of its own to take.
    expect(await ofCase(caseId)).toHaveLength(alerts);
  });

  it('of one that was given back is counted from then', async () => {
    await store.clear();
    const caseId = await caseWithAlert('2026-11-30T07:00:00.000Z');
    const id = await firstOf(caseId);
    await takeAlert(deps(), caseId, id, anne);
    await giveBackAlert(deps(), caseId, id, { ...anne, at: '2026-12-14T08:00:00.000Z' });
    await remind('2026-12-15');
    expect((await toldAgain(caseId)).filter(({ noticeId }) => noticeId === id)).toEqual([]);
    expect(await remind('2026-12-17')).toBeGreaterThan(0);
  });

  it('of one that was taken, or whose delay was settled, is told to nobody', async () => {
    await store.clear();
    const [taken, settled] = [await caseWithAlert(), await caseWithAlert()];
    for (const { noticeId } of await ofCase(taken)) await takeAlert(deps(), taken, noticeId, anne);
    const [end] = eventsOf({
      kind: 'finPoursuites',
      actDate: '2026-11-29',
      cause: 'vente',
      sender: 'etat',
      dwelling: provins,
    });
    if (end) await put(settled, { ...end, id: `${settled}-fin` }, '2026-11-30T07:30:00.000Z');
    expect(await remind('2026-12-20')).toBe(0);
  });
});
