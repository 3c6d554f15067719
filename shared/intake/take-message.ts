import { bytesOf, limits } from '../limits.ts';
import { log } from '../log/log.ts';
import { measure } from '../log/measure.ts';
import type { Issue } from '../outbound/replies/issue.ts';
import type { ApiMessage } from './api-intake.ts';
import { countedAs, partnerOfSender } from './partners/all.ts';
import { type Reading, readMessage } from './read-message.ts';

export type TakeDeps = {
  /** Puts a message on the API's own intake. */
  send: (message: ApiMessage) => Promise<void>;
  now: () => string;
};

export type Taken =
  | { kind: 'taken'; reading: Exclude<Reading, { kind: 'refusal' }> }
  | { kind: 'refused'; errors: Issue[] }
  | { kind: 'tooLong' }
  /** The sender has no format of its own. */
  | { kind: 'noFormat' };

/**
 * Takes a message whose sender is known: what its format refuses is told at once, and goes no further; all else waits on the intake,
 * and its reply says what became of it.
 */
export const takeMessage = async (
  { send, now }: TakeDeps,
  { sender, raw }: { sender: string; raw: string },
): Promise<Taken> => {
  if (bytesOf(raw) > limits.messageBytes) return { kind: 'tooLong' };
  const receivedAt = now();
  const format = partnerOfSender(sender)?.formatFor;
  if (!format) return { kind: 'noFormat' };
  const reading = readMessage(format, { sender, raw, receivedAt });
  if (reading.kind === 'refusal') {
    measure('message.ended', { sender: countedAs(sender), outcome: 'refused' }, { Messages: 1 });
    return { kind: 'refused', errors: reading.errors };
  }
  await send({ sender, raw, receivedAt });
  log('message.queued', { sender });
  return { kind: 'taken', reading };
};
