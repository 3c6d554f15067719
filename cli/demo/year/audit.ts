import { paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { LocalHub } from '../../../local/hub.ts';
import type { CivilDate } from '../../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../../../shared/domain/case/case-of.ts';
import { type Deadline, statusAt } from '../../../shared/domain/delays/deadline.ts';
import { rules } from '../../../shared/domain/delays/rules/all.ts';
import { type CaseEvent, caseEventSchema } from '../../../shared/domain/events/case-event.ts';
import { inWords } from '../summary.ts';
import { tableOf } from './play-year.ts';

/** What became of a rule's deadlines; each deadline is counted once. */
type RuleCount = {
  satisfait: number;
  /** Its alerts were sent: the deadline ran out, is still running, or lost its object after the alerts. */
  alerte: number;
  deplace: number;
  /** An event took its object away before its alerts were due. */
  sansObjet: number;
  /** An event suspended it, and the case is flagged so. */
  suspendu: number;
  aVenir: number;
  /** Not met, and nobody was alerted: there must be none. */
  inexplique: number;
};
/** Mails by mailbox, those marked urgent, and by the number that a mailbox got in one day: how many days. */
type MailCount = {
  total: number;
  urgent: number;
  byMailbox: Record<string, { mails: number; urgent: number; days: number; mostInADay: number }>;
};
export type Audit = {
  households: number;
  cases: number;
  byMotif: Record<string, number>;
  byStage: Record<string, number>;
  rules: Record<string, RuleCount>;
  /** Notices, counted by what they are about and what became of them. */
  notices: Record<string, number>;
  /** Mails sent, as their readers get them. */
  mails: MailCount;
  /** Number of mornings on which the watch ran. */
  runs: number;
  unexplained: string[];
};

const mail = { mailbox: z.string().optional(), sentAt: z.iso.datetime().optional() };
const itemSchema = z.discriminatedUnion('entity', [
  z.object({ entity: z.literal('EVENT'), caseId: z.string(), event: caseEventSchema }),
  z.object({
    entity: z.literal('NOTICE'),
    caseId: z.string(),
    about: z.enum(['evenement', 'alerte']),
    status: z.string(),
    rule: z.string().optional(),
    from: z.string().optional(),
    ...mail,
    urgent: z.boolean(),
  }),
  z.object({
    entity: z.literal('DIGEST'),
    ...mail,
    rows: z.array(z.object({ urgent: z.boolean() })),
  }),
]);

/** Reads the whole table, which only a local run may do, and counts rule by rule what became of every deadline. */
export const auditOf = async (hub: LocalHub, households: number, runs: number): Promise<Audit> => {
  const { client, table } = tableOf(hub);
  const events = new Map<string, CaseEvent[]>();
  const told = new Map<string, Set<string>>();
  const sent: Sent[] = [];
  const audit: Audit = {
    households,
    cases: 0,
    byMotif: {},
    byStage: {},
    rules: Object.fromEntries(rules.map(({ name }) => [name, none()])),
    notices: {},
    mails: { total: 0, urgent: 0, byMailbox: {} },
    runs,
    unexplained: [],
  };
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
    for (const raw of Items) {
      const item = itemSchema.safeParse(raw).data;
      if (item?.entity === 'EVENT') events.set(item.caseId, [...(events.get(item.caseId) ?? []), item.event]);
      if (item?.entity === 'DIGEST') sent.push({ ...item, urgent: item.rows.some(({ urgent }) => urgent) });
      if (item?.entity === 'NOTICE') sent.push(item);
      if (item?.entity !== 'NOTICE') continue;
      count(audit.notices, `${item.about} ${item.status}`);
      if (item.status === 'due' || item.status === 'gathered')
        audit.unexplained.push(`${item.caseId} ${item.rule ?? item.about} : avis jamais parti`);
      if (item.rule)
        told.set(item.caseId, (told.get(item.caseId) ?? new Set()).add(`${item.rule}|${item.from}`));
    }
  }
  audit.mails = mailsOf(sent);
  const today = parisDay(hub.now());
  for (const [caseId, own] of events) {
    const state = caseOf(own, today);
    if (state.mergedInto) continue;
    audit.cases += 1;
    count(audit.byMotif, state.motif ?? 'inconnu');
    count(audit.byStage, state.stage);
    for (const deadline of state.chronology.deadlines) {
      const fate = fateOf(deadline, told.get(caseId) ?? new Set(), today);
      const row = audit.rules[deadline.rule];
      if (row) row[fate] += 1;
      if (fate === 'inexplique') audit.unexplained.push(`${caseId} ${deadline.rule} ${deadline.from.date}`);
    }
  }
  return audit;
};

type Sent = { mailbox?: string | undefined; sentAt?: string | undefined; urgent: boolean };

const mailsOf = (items: readonly Sent[]): MailCount => {
  const all = items.flatMap(({ mailbox, sentAt, urgent }) =>
    mailbox !== undefined && sentAt !== undefined ? [{ mailbox, day: parisDay(sentAt), urgent }] : [],
  );
  const urgentIn = (mails: readonly { urgent: boolean }[]): number =>
    mails.filter(({ urgent }) => urgent).length;
  return {
    total: all.length,
    urgent: urgentIn(all),
    byMailbox: Object.fromEntries(
      [...Map.groupBy(all, ({ mailbox }) => mailbox)].map(([mailbox, own]) => {
        const days = [...Map.groupBy(own, ({ day }) => day).values()].map(({ length }) => length);
        return [
          mailbox,
          { mails: own.length, urgent: urgentIn(own), days: days.length, mostInADay: Math.max(...days) },
        ];
      }),
    ),
  };
};

const none = (): RuleCount => ({
  satisfait: 0,
  alerte: 0,
  deplace: 0,
  sansObjet: 0,
  suspendu: 0,
  aVenir: 0,
  inexplique: 0,
});

const fateOf = (deadline: Deadline, told: ReadonlySet<string>, today: CivilDate): keyof RuleCount => {
  const alerted = told.has(`${deadline.rule}|${deadline.from.date}`);
  switch (deadline.became.kind) {
    case 'satisfait':
    case 'deplace':
    case 'suspendu':
      return deadline.became.kind;
    case 'sansObjet':
      return alerted ? 'alerte' : 'sansObjet';
    case 'depasse':
    case 'enCours':
      if (alerted) return 'alerte';
      return statusAt(deadline, today) === 'ouvert' && (deadline.due ?? '') > today ? 'aVenir' : 'inexplique';
  }
};

const count = (counts: Record<string, number>, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1;
};

/** The audit as a person reads it. */
export const printAudit = (audit: Audit, show: (line: string) => void): void => {
  const section = (title: string, counts: Record<string, number>): void => {
    show('');
    show(title);
    for (const [name, n] of Object.entries(counts).sort())
      show(`  ${name.padEnd(40)} ${String(n).padStart(6)}`);
  };
  section(`Dossiers par motif (${audit.cases})`, audit.byMotif);
  section('Dossiers par étape', inWords(audit.byStage));
  section(`Avis (${audit.runs} matins)`, audit.notices);
  printMails(audit, show);
  show('');
  const columns = [
    'satisfait',
    'alerte',
    'deplace',
    'sansObjet',
    'suspendu',
    'aVenir',
    'inexplique',
  ] as const;
  const titles = ['satisfaits', 'alertés', 'déplacés', 'sans objet', 'suspendus', 'à venir', 'inexpliqués'];
  show(`${'Échéances par règle'.padEnd(32)}${titles.map((title) => title.padStart(12)).join('')}`);
  const row = (name: string, values: number[]): void =>
    show(`  ${name.padEnd(30)}${values.map((value) => String(value).padStart(12)).join('')}`);
  for (const [name, counts] of Object.entries(audit.rules))
    row(
      name,
      columns.map((column) => counts[column]),
    );
  row(
    'total',
    columns.map((column) => Object.values(audit.rules).reduce((sum, counts) => sum + counts[column], 0)),
  );
  for (const line of audit.unexplained.slice(0, 20)) show(`  inexpliqué : ${line}`);
};

const printMails = ({ mails, households }: Audit, show: (line: string) => void): void => {
  const share = (mails.urgent / mails.total) * 100;
  show('');
  show(
    `Mails : ${mails.total}, soit ${(mails.total / households).toFixed(1).replace('.', ',')} par ménage ; urgents : ${mails.urgent} (${share.toFixed(0)} %)`,
  );
  show(`  ${'boîte'.padEnd(46)} ${'mails'.padStart(6)} urgents   jours  au plus par jour`);
  for (const [mailbox, own] of Object.entries(mails.byMailbox).sort())
    show(
      `  ${mailbox.padEnd(46)} ${String(own.mails).padStart(6)} ${String(own.urgent).padStart(7)} ${String(own.days).padStart(7)} ${String(own.mostInADay).padStart(17)}`,
    );
};
