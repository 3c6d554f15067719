import type { Arrival, Filing } from '../cases/filing/filing.ts';
import type { Faute } from '../cases/indicateurs/controle.ts';
import type { createDeclareMessage, DeclaredByMessage } from '../cases/indicateurs/declarer.ts';
import type { CaseEvent } from '../domain/events/case-event.ts';
import { canonicalJson, sha256 } from '../domain/text/canonical.ts';
import { HubError } from '../errors.ts';
import { replyWithin } from '../limits.ts';
import { inLog, log } from '../log/log.ts';
import { measure } from '../log/measure.ts';
import { type Issue, issueCodes } from '../outbound/replies/issue.ts';
import type { Reply } from '../outbound/replies/reply.ts';
import type { MessageItem, Outcome } from '../store/items.ts';
import { besideIdOf, rawKeyOf } from '../store/raw-key.ts';
import type { MessageRecord } from '../store/writes.ts';
import { CANARY, canaryRefusal } from './canary.ts';
import { countedAs } from './partners/all.ts';
import {
  type ChooseFormat,
  contentIdOf,
  type Incoming,
  keptRaw,
  type Reading,
  type ReadingBase,
  readMessage,
} from './read-message.ts';

export type ReceiveDeps = {
  /** Days a message's marker is kept, and so how late a repeat is still recognised by it. */
  messageDays: number;
  /** What names a message in logs, items and mails. */
  traceOf: (messageId: string) => string;
  isCanary: (incoming: Incoming) => boolean;
  fileEvent: (event: CaseEvent, arrival: Arrival) => Promise<Filing>;
  /** Declares a figure, in one transaction with its message's marker. */
  declare: ReturnType<typeof createDeclareMessage>;
  recordMessage: (message: MessageRecord) => Promise<MessageItem | undefined>;
  recordArrival: (messageId: string, at: string) => Promise<void>;
  /** Looks for another case of the same household, the last step of filing, for a delivery that died before it. */
  lookBack: (event: CaseEvent, caseId: string, at: string) => Promise<void>;
};

/** The outcome of a message, and what its sender is told. */
export type Received = {
  outcome: Outcome;
  /** The hub's reference of the case: never told to a sender. */
  caseId: string | undefined;
  /** What the sender calls the case: the only thing it is told of it. */
  caseName: string | undefined;
  /** It had come before, and got the same answer as then. */
  repeated: boolean;
  reading: Reading;
  /** Errors that reading the message alone does not find: an id already used. */
  errors: Issue[];
};

/**
 * Processes one message to one of its outcomes: filed (accepted or pending) or refused. A throw sends it back to its queue. A
 * second arrival gets the answer of the first. Every log line on the way has the message's trace.
 */
export const createReceive =
  (deps: ReceiveDeps, choose: ChooseFormat) =>
  (given: Incoming): Promise<Received> => {
    const incoming = deps.isCanary(given) ? { ...given, canary: true, refusal: canaryRefusal } : given;
    const reading = readMessage(choose, incoming);
    return inLog({ trace: deps.traceOf(reading.messageId) }, async () => {
      log('message.received', { sender: incoming.sender });
      try {
        const received = await takeToItsEnd(deps, incoming, reading);
        const { outcome, repeated, caseId } = received;
        if (incoming.canary) {
          log('message.canary', { sender: incoming.sender });
          return received;
        }
        const fields = {
          sender: countedAs(incoming.sender),
          outcome: repeated ? 'repeated' : outcome,
          caseId,
        };
        measure('message.ended', fields, { Messages: 1 });
        return received;
      } catch (error) {
        log('message.failed', { code: error instanceof HubError ? error.code : 'UNKNOWN' });
        throw error;
      }
    });
  };

const takeToItsEnd = async (deps: ReceiveDeps, incoming: Incoming, reading: Reading): Promise<Received> => {
  if (reading.kind === 'chiffre') return takeChiffre(deps, incoming, reading);
  const filing =
    reading.kind === 'event'
      ? await deps.fileEvent(reading.event, arrivalOf(deps, incoming, reading))
      : await refuse(deps, incoming, reading);
  return endOf(deps, incoming, reading, filing);
};

type ChiffreReading = Extract<Reading, { kind: 'chiffre' }>;

/** A figure is of no case: it is declared for its sender, or refused by what the sender's other figures say. */
const takeChiffre = async (
  deps: ReceiveDeps,
  incoming: Incoming,
  reading: ChiffreReading,
): Promise<Received> => {
  const { chiffre, warnings } = reading;
  const { annee, ...dit } = chiffre;
  const told = (alertes: readonly Faute[]) => [...warnings, ...alertes];
  const declared = await deps.declare(
    {
      partenaire: incoming.sender,
      annee,
      at: incoming.receivedAt,
      by: incoming.sender,
      voie: incoming.reported ? 'fichier' : 'message',
    },
    dit,
    {
      record: (alertes) => ({
        ...recordBase(deps, incoming, reading),
        outcome: 'accepted',
        reply: replyText(incoming, reading, 'accepted', { warnings: told(alertes), errors: [] }),
      }),
      isNamed: reading.messageId !== reading.contentHash,
      redelivered: incoming.redelivered === true,
    },
  );
  return declared.kind === 'refus'
    ? takeToItsEnd(deps, incoming, refusalOf(reading, declared.fautes))
    : endOf(deps, incoming, { ...reading, warnings: told(alertesOf(declared)) }, filingOf(declared));
};

const alertesOf = (declared: DeclaredByMessage): readonly Faute[] =>
  declared.kind === 'filed' ? declared.alertes : [];
const filingOf = (declared: Exclude<DeclaredByMessage, { kind: 'refus' }>): Filing =>
  declared.kind === 'filed' ? { kind: 'filed', outcome: 'accepted', caseId: undefined } : declared;

/** The refusal of a figure by others that are known: its id is of its reason, which another day may not have. */
const refusalOf = (
  { kind: _, chiffre: __, warnings: ___, ...base }: ChiffreReading,
  errors: Issue[],
): Reading => ({
  ...base,
  kind: 'refusal',
  messageId: besideIdOf(base.messageId, sha256(canonicalJson(errors)).slice(0, 16)),
  errors,
});

/** How a message ends, by what was filed of it, or by what is known of it already. */
const endOf = async (
  deps: ReceiveDeps,
  incoming: Incoming,
  reading: Reading,
  filing: Filing,
): Promise<Received> => {
  const errors = reading.kind === 'refusal' ? reading.errors : [];
  if (filing.kind === 'filed') {
    const { outcome, caseId, caseName } = filing;
    return { outcome, caseId, caseName, repeated: false, reading, errors };
  }
  const { message } = filing;
  if (message.contentHash !== reading.contentHash) {
    await refuseReusedId(deps, incoming, reading);
    return {
      outcome: 'refused',
      caseId: undefined,
      caseName: undefined,
      repeated: false,
      reading,
      errors: [reusedId],
    };
  }
  const repeated = !incoming.source || message.source !== incoming.source;
  const unended = incoming.redelivered || !repeated;
  if (unended && reading.kind === 'event' && message.caseId)
    await deps.lookBack(reading.event, message.caseId, incoming.receivedAt);
  if (repeated && !incoming.reported && incoming.attachment === undefined)
    await deps.recordArrival(reading.messageId, incoming.receivedAt);
  const { outcome, caseId, caseName } = message;
  return { outcome, caseId, caseName, repeated, reading, errors };
};

/** A message whose commune is not certain is pending, and its reply says so, whatever the hub knows of the household from others. */
const arrivalOf = (
  deps: ReceiveDeps,
  incoming: Incoming,
  reading: Extract<Reading, { kind: 'event' }>,
): Arrival => {
  const outcome = reading.event.dwelling.arrondissement === undefined ? 'pending' : 'accepted';
  const told = { warnings: reading.warnings, errors: [] };
  return {
    ...recordBase(deps, incoming, reading),
    outcome,
    reply: replyOf(incoming, reading, outcome, told),
  };
};

const refuse = async (
  deps: ReceiveDeps,
  incoming: Incoming,
  reading: Extract<Reading, { kind: 'refusal' }>,
): Promise<Filing> => {
  const known = await deps.recordMessage({
    ...recordBase(deps, incoming, reading),
    outcome: 'refused',
    reply: replyText(incoming, reading, 'refused', { warnings: [], errors: reading.errors }),
  });
  return known ? { kind: 'known', message: known } : { kind: 'filed', outcome: 'refused', caseId: undefined };
};

/** The sender used an id again for another message: it must not be answered as if it were the first. */
const refuseReusedId = async (deps: ReceiveDeps, incoming: Incoming, reading: ReadingBase): Promise<void> => {
  const record = { ...reading, messageId: contentIdOf(reading) };
  const known = await deps.recordMessage({
    ...recordBase(deps, incoming, record),
    // It is logged under the trace of the message whose id it took.
    trace: deps.traceOf(reading.messageId),
    outcome: 'refused',
    reply: replyText(incoming, reading, 'refused', { warnings: [], errors: [reusedId] }),
  });
  if (known && !incoming.reported) await deps.recordArrival(record.messageId, incoming.receivedAt);
  log('message.idReused');
};

/**
 * Sends a further reply about a message already known, which makes no event, under an id of its own. Called twice, it replies
 * once.
 */
export const createTellBeside =
  (deps: ReceiveDeps) =>
  async (
    incoming: Incoming,
    reading: Extract<Reading, { kind: 'event' }>,
    told: {
      id: string;
      outcome: Outcome;
      caseId: string | undefined;
      /** What the sender calls that case: no sender is told the hub's own reference. */
      caseName: string | undefined;
      warning: Issue;
    },
  ): Promise<void> => {
    const { id, outcome, caseId, caseName, warning } = told;
    const warnings = [...reading.warnings, warning];
    await deps.recordMessage({
      ...recordBase(deps, incoming, { ...reading, messageId: besideIdOf(reading.messageId, id) }),
      trace: deps.traceOf(reading.messageId),
      outcome,
      ...(caseId && { caseId }),
      ...(caseName && { caseName }),
      reply: replyText(incoming, reading, outcome, { case: caseName, warnings, errors: [] }),
    });
  };

const recordBase = (deps: ReceiveDeps, incoming: Incoming, { messageId, contentHash }: ReadingBase) => ({
  messageId,
  trace: deps.traceOf(messageId),
  contentHash,
  sender: incoming.canary ? CANARY : incoming.sender,
  raw: keptRaw(incoming.raw),
  rawKey: rawKeyOf(incoming.canary ? { ...incoming, sender: CANARY } : incoming, messageId),
  receivedAt: incoming.receivedAt,
  expiresAt:
    Math.floor(Date.parse(incoming.receivedAt) / 1000) + (incoming.canary ? 1 : deps.messageDays) * 86_400,
  replyBy: incoming.reported ? ('report' as const) : ('queue' as const),
  ...(incoming.source && { source: incoming.source }),
});

const replyText = (...told: Parameters<typeof replyOf>): string => replyWithin(replyOf(...told));

const replyOf = (
  incoming: Incoming,
  { toldId, reference }: ReadingBase,
  outcome: Outcome,
  rest: { case?: string | undefined; warnings: Issue[]; errors: Issue[] },
): Reply => ({
  version: '1',
  messageId: toldId,
  reference,
  outcome,
  receivedAt: incoming.receivedAt,
  ...(incoming.receipt && outcome !== 'refused' && { receipt: incoming.receipt }),
  ...rest,
});

const reusedId: Issue = {
  code: issueCodes.identifiant,
  path: 'messageId',
  expected: 'un identifiant nouveau pour un contenu nouveau',
  message: 'Cet identifiant a déjà servi pour un message différent.',
};
