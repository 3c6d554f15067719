import { paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { stages } from '../../shared/domain/procedure/stage.ts';
import { arrondissementNames } from '../../shared/domain/territory/arrondissements.ts';

/** What a run ended with. */
export type Summary = {
  messages: { accepted: number; refused: number; pending: number; deadLettered: number; repeated: number };
  cases: { total: number; byStage: Record<string, number>; byArrondissement: Record<string, number> };
  /** Mails received, by mailbox. */
  mails: Record<string, number>;
  notices: { waiting: number; undelivered: number };
  /** Wall time in seconds, the engines' start included. */
  seconds: number;
};

const itemSchema = z.discriminatedUnion('entity', [
  z.object({
    entity: z.literal('MESSAGE'),
    outcome: z.enum(['accepted', 'refused', 'pending']),
    arrivals: z.int(),
  }),
  z.object({ entity: z.literal('CASE'), stage: z.string(), arrondissement: z.string().optional() }),
  z.object({ entity: z.literal('NOTICE'), status: z.string() }),
  z.object({ entity: z.literal('DIGEST'), status: z.string(), rows: z.array(z.unknown()) }),
]);
const storeSchema = z.object({
  emails: z.array(z.object({ destination: z.object({ to: z.array(z.string()) }) })),
});

const names: Readonly<Record<string, string>> = arrondissementNames;
const count = (counts: Record<string, number>, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};

/** Counts what the table and the inbox hold. It reads the whole table, which only a local run may do. */
export const summaryOf = async (hub: LocalHub, seconds: number): Promise<Summary> => {
  const summary: Summary = {
    messages: { accepted: 0, refused: 0, pending: 0, deadLettered: 0, repeated: 0 },
    cases: { total: 0, byStage: {}, byArrondissement: {} },
    mails: {},
    notices: { waiting: 0, undelivered: 0 },
    seconds: Math.round(seconds * 10) / 10,
  };
  const pages = paginateScan(
    { client: clientsOf(hub.endpoints).documents },
    { TableName: hub.outputs.get('TableName'), ConsistentRead: true },
  );
  for await (const { Items } of pages) {
    for (const item of Items ?? []) {
      const parsed = itemSchema.safeParse(item);
      if (!parsed.success) continue;
      const { data } = parsed;
      if (data.entity === 'MESSAGE') {
        summary.messages[data.outcome] += 1;
        summary.messages.repeated += data.arrivals - 1;
      } else if (data.entity === 'CASE') {
        summary.cases.total += 1;
        count(summary.cases.byStage, data.stage);
        count(summary.cases.byArrondissement, names[data.arrondissement ?? ''] ?? 'à vérifier');
      } else if (data.status === 'waiting' || data.status === 'undelivered') {
        summary.notices[data.status] += data.entity === 'DIGEST' ? data.rows.length : 1;
      }
    }
  }
  const store = storeSchema.parse(await (await fetch(`${hub.endpoints.ses}/store`)).json());
  for (const { destination } of store.emails)
    for (const mailbox of destination.to) count(summary.mails, mailbox);
  summary.messages.deadLettered = Object.values(hub.deadLetters()).reduce((sum, n) => sum + n, 0);
  return summary;
};

/** Stages by their title, which agents read. */
export const inWords = (byStage: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(byStage).map(([stage, n]) => [
      stages.find(({ name }) => name === stage)?.title ?? stage,
      n,
    ]),
  );

/** The summary as a person reads it. */
export const printSummary = (summary: Summary, show: (line: string) => void): void => {
  const table = (title: string, counts: Record<string, number>): void => {
    show('');
    show(title);
    for (const [name, n] of Object.entries(counts).sort())
      show(`  ${name.padEnd(56)} ${String(n).padStart(6)}`);
  };
  const { messages, cases, mails, notices } = summary;
  table('Messages', {
    acceptés: messages.accepted,
    refusés: messages.refused,
    'en attente d’une personne': messages.pending,
    'répétés (répondus à nouveau)': messages.repeated,
    'lettres mortes': messages.deadLettered,
  });
  table(`Dossiers par étape (${cases.total})`, inWords(cases.byStage));
  table('Dossiers par arrondissement', cases.byArrondissement);
  table('Mails par boîte', mails);
  table('Avis', { 'en attente d’une commune': notices.waiting, 'non remis': notices.undelivered });
  show('');
  show(`Durée : ${summary.seconds} s`);
};
