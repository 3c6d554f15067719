import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readExport, writeExport } from '../../cli/backup/export-files.ts';
import { itemsIn } from '../../cli/backup/table.ts';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { type Audit, auditOf } from '../../cli/demo/year/audit.ts';
import { playYear, tableOf, YEAR_STARTS } from '../../cli/demo/year/play-year.ts';
import { rebuild } from '../../cli/indicators/rebuild.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { motifs } from '../../shared/domain/events/common.ts';

const HOUSEHOLDS = 60;
const mailSchema = z.object({
  subject: z.string(),
  body: z.object({ text: z.string() }),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  attachments: z.array(z.object({ filename: z.string(), contentType: z.string() })),
});

let hub: LocalHub;
let audit: Audit;
/** Mails about cases; ids of those that ask partners for their yearly figures. */
let mails: z.infer<typeof mailSchema>[];
let demandes: string[];
const headerOf = ({ headers }: z.infer<typeof mailSchema>, what: string): string | undefined =>
  headers.find(({ name }) => name === `X-Passerelle-${what}`)?.value;

beforeAll(async () => {
  const assembly = await assemblyFor('local');
  hub = await startDemoHub({ assembly, now: YEAR_STARTS });
  const runs = await playYear(hub, join(import.meta.dirname, '../fixtures/demo'), HOUSEHOLDS);
  audit = await auditOf(hub, HOUSEHOLDS, runs);
  const store: unknown = await (await fetch(`${hub.endpoints.ses}/store`)).json();
  const all = z.object({ emails: z.array(mailSchema) }).parse(store).emails;
  mails = all.filter((mail) => headerOf(mail, 'Demande') === undefined);
  demandes = all.flatMap((mail) => headerOf(mail, 'Demande') ?? []);
}, 300_000);
afterAll(() => hub?.stop());

describe('a year on a virtual clock', () => {
  it('meets every motif, one case a household', () => {
    expect(Object.keys(audit.byMotif).sort()).toEqual([...motifs].sort());
    expect(audit.cases).toBe(HOUSEHOLDS);
  });

  it('ends with every delay satisfied, alerted, moved or explained: none is open, none unexplained', () => {
    expect(audit.unexplained).toEqual([]);
    const rows = Object.values(audit.rules);
    expect(rows.reduce((sum, row) => sum + row.aVenir, 0)).toBe(0);
    for (const fate of ['satisfait', 'alerte', 'deplace', 'sansObjet'] as const)
      expect(
        rows.reduce((sum, row) => sum + row[fate], 0),
        fate,
      ).toBeGreaterThan(0);
  });

  it('ran the watch each morning, and lost no message', () => {
    // A year, and the mornings after it until the last delay has ended.
    expect(audit.runs).toBeGreaterThan(365);
    expect(Object.values(hub.deadLetters()).reduce((sum, n) => sum + n, 0)).toBe(0);
  });

  it('counted for the indicators, message by message, what its cases make when they are counted anew from an export', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'year-'));
    const { table } = tableOf(hub);
    const client = clientsOf(hub.endpoints).dynamodb;
    const { path } = await writeExport(folder, table, itemsIn(client, table));
    const { differences, cases, kept, hub: own } = await rebuild(readExport(path), parisDay(hub.now()));
    expect(differences).toEqual([]);
    expect(cases).toBe(HOUSEHOLDS);
    expect([...kept.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(200);
    expect([...own.keys()].filter((place) => place.includes('messages.caf'))).not.toEqual([]);
  });

  it('sent each mail once, and what has a date has its calendar entry', () => {
    const ids = mails.flatMap(
      ({ headers }) => headers.find(({ name }) => /^X-Passerelle-(Notice|Digest)$/.test(name))?.value ?? [],
    );
    expect(ids).toHaveLength(mails.length);
    expect(new Set(ids).size).toBe(ids.length);
    const hearings = mails.filter(({ body }) => body.text.includes('Audience proche'));
    expect(hearings.length).toBeGreaterThan(5);
    for (const { attachments } of hearings)
      expect(attachments.map(({ contentType }) => contentType)).toContainEqual(
        expect.stringContaining('text/calendar'),
      );
    const orientations = mails.filter(({ attachments }) =>
      attachments.some(({ contentType }) => contentType === 'application/pdf'),
    );
    expect(orientations.length).toBeGreaterThan(10);
  });

  it('asked partners for their yearly figures, and reminded them, each once', () => {
    expect(demandes.length).toBeGreaterThan(5);
    expect(new Set(demandes).size).toBe(demandes.length);
  });

  it('wrote few mails, few of them urgent, and one or two a morning to a mailbox', () => {
    const { total, urgent, byMailbox } = audit.mails;
    expect(total).toBe(mails.length);
    expect(urgent).toBe(mails.filter(({ subject }) => subject.includes('[URGENT]')).length);
    for (const { mails: own, days } of Object.values(byMailbox)) expect(own / days).toBeLessThan(1.5);
  });
});
