import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { orderOf } from '../../functions/watch-deadlines/order.ts';
import { createWatch, type WatchRunDeps } from '../../functions/watch-deadlines/watch.ts';
import { recordEvent } from '../../shared/cases/recording/record-event.ts';
import { countOpenReviews } from '../../shared/cases/review/open-reviews.ts';
import { createCloseGroup, readGathered } from '../../shared/cases/watch/gathered.ts';
import { createWatchCase, readDueCases } from '../../shared/cases/watch/watch.ts';
import { addDays, addMonths, type CivilDate, isDay } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  store = await startTable();
});
afterAll(() => store.stop());

/** Each test's cases have a year of their own, before those of the tests before it: its watch finds none of theirs. */
let year = 2060;
beforeEach(() => {
  year -= 1;
});
const on = (monthDay: string): string => `${year}-${monthDay}`;
const civil = (day = ''): CivilDate => {
  if (!isDay(day)) throw new Error(`${day} is no day`);
  return day;
};

const file = async (caseId: string, ...drafts: Draft[]): Promise<void> => {
  // A demande de CFP follows a commandement that the préfet received: without it, silence counts for nothing.
  const asked = drafts.find(({ kind }) => kind === 'demandeCfp');
  const before = asked ? [{ ...asked, ...cql() }] : [];
  for (const event of eventsOf(...before, ...drafts))
    await put(caseId, { ...event, id: `${caseId}-${event.id}` });
};
const cql = (): Draft => ({
  kind: 'commandementDeQuitterLesLieux',
  actDate: on('01-02'),
  prefetInformeLe: on('01-02'),
});
const put = async (caseId: string, event: CaseEvent): Promise<void> => {
  const deps = { client: store.client, table: store.table, matchingKey: 'a-key-of-sixteen-characters' };
  const found = await readCase(store.client, store.table, caseId);
  await recordEvent(deps, caseId, found, event, { by: 'test', at: event.receivedAt });
};

/** @param atOnce mailboxes that want each notice as it comes */
const watchWith = (over: Partial<WatchRunDeps> = {}, atOnce = ['771@etat.example', '773@etat.example']) => {
  const left: { day: string; step: string; delay: number }[] = [];
  const deps: WatchRunDeps = {
    readDue: (shard, day, from) => readDueCases(store.client, store.table, shard, day, from),
    watchCase: createWatchCase({
      client: store.client,
      table: store.table,
      mailboxOf: ({ recipient, arrondissement }) =>
        recipient === 'arrondissement'
          ? { mailbox: `${arrondissement}@etat.example`, forward: [] }
          : undefined,
      retire: async () => {},
      pause: async () => {},
    }),
    readGathered: () => readGathered(store.client, store.table),
    closeGroup: createCloseGroup(store.client, store.table, atOnce),
    goOn: async (order, delay) => {
      left.push({ ...order, delay });
    },
    tellSeances: async () => 0,
    demander: async () => 0,
    remind: async () => 0,
    countReviews: () => countOpenReviews(store.client, store.table),
    closeDelaySeconds: 0,
    retirementsADay: 3,
    now: () => `${on('12-31')}T05:00:00.000Z`,
    ...over,
  };
  const watch = createWatch(deps);
  /** Runs the watch to its end, step after step, as the queue would make it go on. */
  const run = async (day: string, over: { all?: boolean } = {}): Promise<void> => {
    await watch({ day, step: 'read', ...over }, () => 300_000);
    for (let order = left.shift(); order; order = left.shift())
      await watch(orderOf(JSON.stringify(order)), () => 300_000);
  };
  return { watch, run, left };
};

const alertsOf = async (caseId: string) =>
  (await store.items('NOTICE'))
    .filter((item) => item.caseId === caseId && item.about === 'alerte')
    .map(({ template, status, day }) => `${String(day).slice(5)} ${template} ${status}`)
    .sort();
const ofCfp = async (caseId: string) => (await alertsOf(caseId)).filter((line) => line.includes(' cfp'));

const cfp = (monthDay: string, over: object = {}): Draft => ({
  kind: 'demandeCfp',
  actDate: on(monthDay),
  ...over,
});

describe('the daily watch', () => {
  it('tells of a demande de CFP at J-30, J-7 and J, each on its day and once', async () => {
    await file(`A-${year}`, cfp('03-05'));
    const { run } = watchWith();
    for (const [day, expected] of [
      ['04-04', []],
      ['04-05', ['04-05 cfpDansTrenteJours due']],
      ['04-05', ['04-05 cfpDansTrenteJours due']],
      ['04-27', ['04-05 cfpDansTrenteJours due']],
      ['04-28', ['04-05 cfpDansTrenteJours due', '04-28 cfpDansSeptJours due']],
      [
        '05-05',
        ['04-05 cfpDansTrenteJours due', '04-28 cfpDansSeptJours due', '05-05 cfpRefusImplicite due'],
      ],
    ] as const) {
      await run(on(day));
      expect(await ofCfp(`A-${year}`), day).toEqual(expected);
    }
  });

  it('catches up with missed days, and run again for a past day tells nobody twice', async () => {
    await file(`A-${year}`, cfp('03-05'));
    const { run } = watchWith();
    await run(on('05-20'));
    const told = await ofCfp(`A-${year}`);
    expect(told.map((line) => line.split(' ')[1])).toEqual([
      'cfpDansTrenteJours',
      'cfpDansSeptJours',
      'cfpRefusImplicite',
    ]);
    await run(on('04-28'));
    await run(on('05-20'));
    expect(await ofCfp(`A-${year}`)).toEqual(told);
  });

  it('never tells of a delay that an event satisfied or moved before the run', async () => {
    const caseId = `A-${year}`;
    await file(caseId, cfp('03-05'), { kind: 'decisionCfp', actDate: on('04-02'), issue: 'refus' });
    const hearing = { kind: 'assignation', actDate: on('03-01'), dateAudience: on('06-20') };
    await file(`B-${year}`, hearing, {
      kind: 'renvoiAudience',
      actDate: on('05-10'),
      dateAudience: on('09-20'),
    });
    const { run } = watchWith();
    await run(on('06-01'));
    expect(await ofCfp(caseId)).toEqual([]);
    expect((await alertsOf(`B-${year}`)).join()).not.toMatch(/enqueteTardive|audienceProche/);
    await run(on('09-13'));
    expect((await alertsOf(`B-${year}`)).filter((line) => line.includes('audienceProche'))).toEqual([
      '09-13 audienceProche due',
    ]);
  });

  it('turns silence into a refusal on the day, in the summary too, and tells each month that the liability lasts', async () => {
    await file(`A-${year}`, cfp('03-05'));
    const { run } = watchWith();
    const summary = async () => (await readCase(store.client, store.table, `A-${year}`))?.summary;
    await run(on('05-04'));
    expect((await summary())?.stage).toBe('demandeCfp');
    await run(on('05-05'));
    expect(await summary()).toMatchObject({ stage: 'refusImplicite', status: 'open' });
    await run(on('06-04'));
    const told = async () =>
      (await alertsOf(`A-${year}`)).flatMap((line) => /^.* responsabilite\w+/.exec(line)?.[0] ?? []);
    expect(await told()).toEqual(['05-05 responsabiliteEngagee']);
    await run(on('06-05'));
    expect(await told()).toEqual(['05-05 responsabiliteEngagee', '06-05 responsabiliteDure']);
    const { version } = (await summary()) ?? {};
    await run(on('07-04'));
    expect((await summary())?.version).toBe(version);
  });

  it('reads only what is due', async () => {
    for (let n = 0; n < 12; n++) await file(`Q${n}-${year}`, cfp('09-05'));
    await file(`A-${year}`, cfp('03-05'));
    const { run } = watchWith();
    store.takeRequests();
    await run(on('04-05'));
    // Requests: 16 partitions of the index, one case (read and written), the gathered notices, their release, and the count of
    // open reviews.
    expect(store.takeRequests()).toBeLessThanOrEqual(16 + 2 + 1 + 2 + 1);
  });
});

describe('a mailbox’s morning', () => {
  const provins = { insee: '77379', commune: 'Provins', arrondissement: '773' };
  const digestsOf = async (day: string) =>
    (await store.items('DIGEST'))
      .filter((digest) => digest.day === day)
      .map(({ mailbox, rows }) => ({
        mailbox,
        rows: (Array.isArray(rows) ? rows : []).map(({ template, urgent }) => `${template} ${urgent}`),
      }));

  it('is one mail of what is urgent, and one summary of the rest; another mailbox gets each notice as it comes', async () => {
    for (let n = 0; n < 4; n++) await file(`M${n}-${year}`, cfp(n < 2 ? '03-05' : '03-28'));
    await file(`P-${year}`, cfp('03-05', { dwelling: provins }));
    // The day before, what was told when the cases were opened goes.
    const { run } = watchWith({}, ['773@etat.example']);
    await run(on('04-27'));
    await run(on('04-28'));
    const digests = await digestsOf(on('04-28'));
    expect(digests).toContainEqual({
      mailbox: '771@etat.example',
      rows: Array(2).fill('cfpDansSeptJours true'),
    });
    expect(await ofCfp(`M0-${year}`)).toContain('04-28 cfpDansSeptJours digested');
    expect(await ofCfp(`P-${year}`)).toContain('04-28 cfpDansSeptJours due');
  });

  it('has no summary while nothing of it is pressing, and one of all that waited on the next working day', async () => {
    const friday = [1, 2, 3, 4, 5, 6, 7]
      .map((day) => on(`04-0${day}`))
      .find((day) => new Date(day).getUTCDay() === 5);
    const asked = addMonths(addDays(civil(friday), 30), -2);
    await file(`W-${year}`, { ...cfp('03-05'), actDate: asked });
    const { run } = watchWith({}, []);
    await run(civil(friday));
    expect(await ofCfp(`W-${year}`)).toEqual([`${friday?.slice(5)} cfpDansTrenteJours gathered`]);
    await run(addDays(civil(friday), 1));
    expect((await ofCfp(`W-${year}`)).join()).toContain('gathered');
    await run(addDays(civil(friday), 5));
    expect((await ofCfp(`W-${year}`)).join()).not.toContain('gathered');
  });

  it('is sent whole when an operator orders all of it', async () => {
    await file(`W-${year}`, cfp('03-05'));
    const { run } = watchWith({}, []);
    await run(on('04-05'), { all: true });
    expect((await ofCfp(`W-${year}`)).join()).not.toContain('gathered');
  });

  it('a close that was interrupted goes on where it stopped: nobody is told twice', async () => {
    for (let n = 0; n < 5; n++) await file(`M${n}-${year}`, cfp('03-05'));
    const failing = watchWith({
      closeGroup: async () => {
        throw new Error('the function died');
      },
    });
    await expect(failing.run(on('04-05'))).rejects.toThrow('died');
    expect(await ofCfp(`M0-${year}`)).toEqual(['04-05 cfpDansTrenteJours gathered']);
    const { run } = watchWith({}, []);
    await run(on('04-10'));
    await run(on('04-10'));
    const digests = (await store.items('DIGEST')).filter(({ day }) => String(day).startsWith(`${year}`));
    expect(digests).toHaveLength(1);
    expect(await ofCfp(`M0-${year}`)).toEqual(['04-05 cfpDansTrenteJours digested']);
  });
});

describe('a run', () => {
  it('short of time hands over, and the next invocation goes on where it stopped', async () => {
    for (let n = 0; n < 25; n++) await file(`S${n}-${year}`, cfp('03-05'));
    const { watch, run, left } = watchWith();
    let remaining = 60_000;
    await watch({ day: on('04-05'), step: 'read' }, () => (remaining -= 9_000));
    expect(left).toEqual([{ day: on('04-05'), step: 'read', delay: 0 }]);
    const some = (await store.items('NOTICE')).filter(
      (item) =>
        String(item.caseId).endsWith(`-${year}`) &&
        item.about === 'alerte' &&
        item.template === 'cfpDansTrenteJours',
    ).length;
    expect(some).toBeLessThan(25);
    left.length = 0;
    await run(on('04-05'));
    const all = (await store.items('NOTICE')).filter(
      (item) => String(item.caseId).endsWith(`-${year}`) && item.template === 'cfpDansTrenteJours',
    );
    expect(all).toHaveLength(25);
  });

  it('does all the others when one case cannot be read, then fails so that somebody looks', async () => {
    await file(`A-${year}`, cfp('03-05'));
    await file(`B-${year}`, cfp('03-05'));
    const { run, left } = watchWith();
    const good = createWatchCase({
      client: store.client,
      table: store.table,
      mailboxOf: () => ({ mailbox: 'x@etat.example', forward: [] }),
      retire: async () => {},
      pause: async () => {},
    });
    const poisoned = watchWith({
      watchCase: async (caseId, day, at) => {
        if (caseId.startsWith('A-')) throw new Error('unreadable');
        return good(caseId, day, at);
      },
    });
    await expect(poisoned.run(on('04-05'))).rejects.toMatchObject({ code: 'CASES_FAILED' });
    expect(poisoned.left).toMatchObject([{ step: 'close' }]);
    expect(await ofCfp(`B-${year}`)).toHaveLength(1);
    await run(on('04-05'));
    expect(await ofCfp(`A-${year}`)).toHaveLength(1);
    expect(left).toEqual([]);
  });

  it('for a day that has not come is refused, and tells nobody', async () => {
    await file(`A-${year}`, cfp('03-05'));
    await expect(watchWith().run(`${year + 1}-01-02`)).rejects.toMatchObject({ code: 'DAY_AHEAD' });
    expect(await ofCfp(`A-${year}`)).toEqual([]);
  });

  it('two at once tell each alert once', async () => {
    for (let n = 0; n < 8; n++) await file(`C${n}-${year}`, cfp('03-05'));
    await Promise.all([watchWith().run(on('04-05')), watchWith().run(on('04-05'))]);
    for (let n = 0; n < 8; n++) expect(await ofCfp(`C${n}-${year}`)).toHaveLength(1);
  });

  it('a message and the watch that meet on a case lose nothing of either', async () => {
    const caseId = `A-${year}`;
    await file(caseId, cfp('03-05'));
    const [event] = eventsOf({ kind: 'avisSuspension', actDate: on('04-05'), sens: 'favorable' });
    if (!event) throw new Error('one event');
    const message = async (): Promise<void> => {
      for (let attempt = 0; attempt < 10; attempt++) {
        const done = await put(caseId, { ...event, id: 'avis' }).then(
          () => true,
          () => false,
        );
        if (done) return;
      }
    };
    await Promise.all([watchWith().run(on('04-05')), message()]);
    expect(await ofCfp(caseId)).toHaveLength(1);
    expect((await readCase(store.client, store.table, caseId))?.events).toHaveLength(3);
  });
});

describe('an order', () => {
  it('is the schedule’s instant, as a day of Europe/Paris, or a day an operator gives', () => {
    expect(orderOf('{"day":"2026-03-29T04:00:00Z"}')).toEqual({ day: '2026-03-29', step: 'read' });
    expect(orderOf('{"day":"2026-12-31T23:30:00Z"}').day).toBe(parisDay('2026-12-31T23:30:00Z'));
    expect(orderOf('{"day":"2026-03-29","step":"close"}')).toEqual({ day: '2026-03-29', step: 'close' });
    expect(() => orderOf('{"day":"hier"}')).toThrow();
  });
});
