import type { ApiMessage } from '../../shared/intake/api-intake.ts';
import { takeMessage } from '../../shared/intake/take-message.ts';
import type { Upload } from '../../shared/intake/upload-form.ts';
import type { UnreadReplies } from '../../shared/store/unread.ts';
import type { Call, Operation } from './answering.ts';
import { forbidden, json, noContent, Problem, tooLong } from './problem.ts';

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

/** Takes a message, and tells what its reply will answer. */
const sendMessage = async (deps: MessageDeps, { partner, body }: Call) => {
  const taken = await takeMessage(deps, { sender: partner, raw: body });
  switch (taken.kind) {
    case 'tooLong':
      throw tooLong();
    case 'noFormat':
      throw forbidden('passerelle/messages.deposer');
    case 'refused':
      throw new Problem(422, taken.errors);
    case 'taken': {
      const { toldId, reference, warnings } = taken.reading;
      return json(202, { messageId: toldId, reference, warnings });
    }
  }
};
