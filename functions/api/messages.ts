import type { ApiMessage } from '../../shared/intake/api-intake.ts';
import { countedAs, partnerOfSender } from '../../shared/intake/partners/all.ts';
import { readMessage } from '../../shared/intake/read-message.ts';
import { bytesOf, limits } from '../../shared/limits.ts';
import { log } from '../../shared/log/log.ts';
import { measure } from '../../shared/log/measure.ts';
import type { UnreadReplies } from '../../shared/store/unread.ts';
import type { Call, Operation } from './answering.ts';
import { forbidden, json, noContent, Problem, tooLong } from './problem.ts';
import type { Upload } from './uploads.ts';

export type MessageDeps = {
  /** Puts a message on the API's own intake. */
  send: (message: ApiMessage) => Promise<void>;
  unread: Pick<UnreadReplies, 'list' | 'remove'>;
  /** The form that uploads one file under a key. */
  uploadFor: (key: string, now: string) => Promise<Upload>;
  /** Addresses of the reports whose keys begin so, by their extension; none before the file was read. */
  reportsOf: (prefix: string) => Promise<Readonly<Record<string, string>>>;
  /** An id that nobody guesses, 32 hex digits. */
  newId: () => string;
  now: () => string;
};

/** The operations about messages and files. Every one acts for the partner that its token names. */
export const createMessageOperations = (deps: MessageDeps) =>
  ({
    envoyerMessage: (call) => sendMessage(deps, call),
    listeReponses: async ({ partner }) => {
      const { unread, more } = await deps.unread.list(partner);
      return json(200, {
        reponses: unread.map(({ id, reply }) => ({ id, reponse: JSON.parse(reply) })),
        suite: more,
      });
    },
    retirerReponse: async ({ partner, parameters }) => {
      await deps.unread.remove(partner, parameters.id ?? '');
      return noContent();
    },
    annoncerFichier: async ({ partner }) => {
      const id = deps.newId();
      return json(201, { id, upload: await deps.uploadFor(`drop/${partner}/api/${id}`, deps.now()) });
    },
    etatFichier: async ({ partner, parameters: { id = '' } }) => {
      const reports = await deps.reportsOf(`reports/${partner}/api/${id}.`);
      return json(200, {
        id,
        status: reports.json ? 'reported' : 'awaited',
        ...(reports.json && { reports }),
      });
    },
  }) satisfies Readonly<Record<string, Operation>>;

/**
 * Takes a message: what its format refuses is told at once, and goes no further; all else waits on the intake, and its reply says
 * what became of it.
 */
const sendMessage = async (deps: MessageDeps, { partner, body }: Call) => {
  if (bytesOf(body) > limits.messageBytes) throw tooLong();
  const receivedAt = deps.now();
  const format = partnerOfSender(partner)?.formatFor;
  if (!format) throw forbidden('passerelle/messages.deposer');
  const reading = readMessage(format, { sender: partner, raw: body, receivedAt });
  if (reading.kind === 'refusal') {
    measure('message.ended', { sender: countedAs(partner), outcome: 'refused' }, { Messages: 1 });
    throw new Problem(422, reading.errors);
  }
  await deps.send({ sender: partner, raw: body, receivedAt });
  log('message.queued', { sender: partner });
  return json(202, { messageId: reading.toldId, reference: reading.reference, warnings: reading.warnings });
};
