import type { SQSClient } from '@aws-sdk/client-sqs';
import { type DynamoDBDocumentClient, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { mayName, speaksOf } from '../../domain/erasure/texts.ts';
import { without } from '../../domain/erasure/without.ts';
import { type Order, schemaVersion } from '../../store/items.ts';
import { traceKey } from '../../store/keys.ts';
import { fileOfRow, placeOfFile } from '../../store/row-place.ts';
import { caseCopies } from './case-copies.ts';
import { type EraseDeps, eraseCase } from './erase-case.ts';
import { findInTable } from './find-items.ts';
import { findInBuckets, type RowsOfFile } from './find-objects.ts';
import { findInQueues } from './find-queues.ts';
import type { Finding, Search } from './finding.ts';
import { takeOut } from './take-out.ts';
import { marksOf, type Target, type TargetCase } from './target.ts';

export type RequestDeps = EraseDeps & {
  sqs: SQSClient;
  rowsOfFile: RowsOfFile;
  /** URLs of the hub's queues. */
  queues: readonly string[];
  /** Called with the progress of the search. */
  onRead: (what: 'table' | 'objets' | 'files', count: number) => void;
};

/** Why a case stays although its erasure was asked for, in French; undefined when it goes. */
const whyKept = ({ held, status }: TargetCase, cause: Order['cause']): string | undefined => {
  if (held) return 'dossier gelé : constatation ou défense de droits en justice (RGPD, art. 17(3) e)';
  if (status !== 'closed' && cause !== 'illicite')
    return 'procédure en cours : obligation légale et mission d’intérêt public (RGPD, art. 17(3) b)';
  return undefined;
};

/**
 * What no command can reach, and so stays whatever is asked.
 *
 * @param at now, ISO UTC
 */
export const outOfReach = (at: string): { what: string; why: string; until: string }[] => [
  {
    what: 'Mails déjà partis aux boîtes de l’État et des partenaires (étape, commune, échéance ; sans nom)',
    why: 'hors de la plateforme : la demande est à transmettre à leurs destinataires (RGPD, art. 19)',
    until: 'selon leurs règles',
  },
  {
    what: 'Sauvegardes : continue (table), et de chaque nuit (table et objets)',
    why: 'aucune sauvegarde ne se réécrit ; après une restauration, rejouez les demandes (traces TRACE#)',
    until: `${plusDays(at, 35)} (35 jours)`,
  },
  { what: 'Flux de la table', why: 'se vide de lui-même', until: `${plusDays(at, 1)} (24 heures)` },
  {
    what: 'Journaux d’accès S3 et CloudTrail : noms d’objets et appels, aucun contenu',
    why: 'preuve de sécurité (RGPD, art. 32)',
    until: `${plusDays(at, 365)} (365 jours)`,
  },
  {
    what: 'Référence d’un dossier effacé, citée par un autre dossier ou par sa trace',
    why: 'ne mène plus à personne',
    until: 'avec le dossier qui la cite',
  },
];

const plusDays = (at: string, days: number): string =>
  parisDay(new Date(Date.parse(at) + days * 86_400_000).toISOString());

/** Sorts the cases of a request: those erased whole, those that lose the person, those that stay. */
const searchOf = async (
  deps: RequestDeps,
  target: Target,
  staying: ReadonlyMap<string, string>,
): Promise<Search> => {
  const going = target.cases.filter(({ caseId }) => !staying.has(caseId));
  const whole = going.filter(({ others }) => others.length === 0);
  const partly = going.filter(({ others }) => others.length > 0);
  const owners = new Map<string, string>();
  const led = new Set<string>();
  for (const { caseId } of target.cases) {
    const copies = await caseCopies(deps, caseId);
    for (const { bucket, key } of copies?.objects ?? []) owners.set(`${bucket}/${key}`, caseId);
    for (const { PK, SK } of [...(copies?.elsewhere ?? []), ...(copies?.places ?? [])])
      led.add(`${PK} ${SK}`);
  }
  // Texts about somebody whose procedure goes on stay with it: only what cites an erased case is then looked for.
  const persons = staying.size > 0 ? [] : target.persons;
  const marks = marksOf(persons, whole);
  return {
    speaks: (text, sender) => speaksOf(marks, text, sender),
    mayName: (text) => mayName(persons, text),
    whole: new Set(whole.map(({ caseId }) => caseId)),
    partly: new Map(
      partly.map(({ caseId, gone, others }) => [caseId, (value: unknown) => without(value, gone, others)]),
    ),
    kept: staying,
    owners,
    led,
    files: await filesOfOthers(deps, target, staying),
  };
};

/** Dropped files that must stay: a case under hold, or a case of the request that stays, was filed from them. */
const filesOfOthers = async (
  { client, table }: RequestDeps,
  target: Target,
  staying: ReadonlyMap<string, string>,
): Promise<Map<string, string>> => {
  const held = new Set<string>();
  const from = new Map<string, Set<string>>();
  const asked = {
    TableName: table,
    ProjectionExpression: 'entity, caseId, gel, #event.rawKey',
    FilterExpression: 'attribute_exists(gel) OR begins_with(#event.rawKey, :drop)',
    ExpressionAttributeNames: { '#event': 'event' },
    ExpressionAttributeValues: { ':drop': 'drop/' },
  };
  for await (const { Items = [] } of paginateScan({ client }, asked))
    for (const { entity, caseId, event } of Items) {
      if (entity === 'CASE') held.add(String(caseId));
      const file = typeof event?.rawKey === 'string' ? fileOfRow(event.rawKey) : undefined;
      if (!file) continue;
      const place = placeOfFile(file);
      from.set(place, (from.get(place) ?? new Set()).add(String(caseId)));
    }
  for (const { caseId } of target.cases) if (staying.has(caseId)) held.add(caseId);
  const files = new Map<string, string>();
  for (const [place, cases] of from)
    if ([...cases].some((caseId) => held.has(caseId)))
      files.set(place, 'un dossier qui reste, ou un dossier gelé, a été enregistré depuis ce fichier');
  return files;
};

/**
 * Finds every copy of what is known of the persons: queues, then buckets, then the table. Nothing is written until a finding's
 * `apply` is called.
 *
 * @param staying cases that stay, and why; none for an export
 */
export async function* findCopies(
  deps: RequestDeps,
  target: Target,
  staying: ReadonlyMap<string, string>,
): AsyncGenerator<Finding> {
  const search = await searchOf(deps, target, staying);
  yield* findInQueues(deps.sqs, deps.queues, search);
  deps.onRead('files', deps.queues.length);
  yield* findInBuckets({ ...deps, onRead: (count) => deps.onRead('objets', count) }, search);
  yield* findInTable({ ...deps, onRead: (count) => deps.onRead('table', count) }, search);
}

export type Answered = {
  effaces: number;
  reecrits: number;
  /** Copies that were erased or rewritten, and where each was. */
  faits: Pick<Finding, 'place' | 'key' | 'what' | 'act'>[];
  gardes: Finding[];
  /** Copies that may name the person and that somebody must read. */
  aVerifier: Finding[];
  dossiers: string[];
};

/**
 * Erases what a request is about, copy by copy, each case's own items last: stopped midway, the same request finds what is left.
 * Gives what stays, with its reason.
 *
 * @param dryRun nothing is written
 * @throws HubError `CASE_CHANGED`, `DIGEST_DUE`, `OBJECT_KEPT`, `TABLE_BUSY` (retryable): the same request resumes
 */
export const eraseTarget = async (
  deps: RequestDeps,
  target: Target,
  order: Order,
  dryRun: boolean,
): Promise<Answered> => {
  const staying = new Map(
    target.cases.flatMap((one) => {
      const why = whyKept(one, order.cause);
      return why === undefined ? [] : [[one.caseId, why] as const];
    }),
  );
  const done: Answered = { effaces: 0, reecrits: 0, faits: [], gardes: [], aVerifier: [], dossiers: [] };
  for await (const finding of findCopies(deps, target, staying)) {
    if (!dryRun) await finding.apply?.();
    if (finding.act === 'gardé') {
      done.gardes.push(finding);
      continue;
    }
    if (finding.act === 'à vérifier') {
      done.aVerifier.push(finding);
      continue;
    }
    const { place, key, what, act } = finding;
    done.faits.push({ place, key, what, act });
    if (act === 'efface') done.effaces += 1;
    else done.reecrits += 1;
  }
  for (const { caseId, gone, others } of target.cases) {
    if (staying.has(caseId)) continue;
    done.dossiers.push(caseId);
    if (dryRun) continue;
    if (others.length > 0) await takeOut(deps, caseId, gone, others, order.at);
    else await eraseCase(deps, caseId, order);
  }
  return done;
};

/** What was asked of the hub about persons, and by whom. It names cases and nobody, and is kept five years. */
export type Trace = {
  action: 'export' | 'effacement' | 'gel' | 'levee' | 'retour';
  by: string;
  /** When it was asked, ISO UTC: the same for its beginning and its end. */
  at: string;
  cause?: string;
  cases: readonly string[];
  state: 'commence' | 'fini';
  effaces?: number;
  reecrits?: number;
  gardes?: number;
};

const TRACE_DAYS = 1826;

/** Writes, or completes, the trace of a request. One request. */
export const writeTrace = async (
  client: DynamoDBDocumentClient,
  table: string,
  trace: Trace,
): Promise<void> => {
  await client.send(
    new PutCommand({
      TableName: table,
      Item: {
        ...traceKey(parisDay(trace.at), `${trace.at}#${trace.action}`),
        entity: 'TRACE',
        schemaVersion,
        expiresAt: Math.floor(Date.parse(trace.at) / 1000) + TRACE_DAYS * 86_400,
        ...trace,
      },
    }),
  );
};
