import { createHash } from 'node:crypto';

/**
 * The id under which a message is recorded: a hash of its sender and of the id that the sender typed, because that id may name a
 * person and the keys of the table are visible. It needs no secret: a message can be found by its sender's id, whatever becomes
 * of the hub's keys (ADR 48).
 */
export const messageIdOf = (sender: string, own: string): string => recordedIdOf(`${sender}:${own}`);

/**
 * The same, from an id as people write it, with its sender's code; any other text is returned as it is.
 *
 * @example recordedIdOf('caf:CAF77-2026-0004512') // '8f81828ef212b640…', 64 hex digits
 */
export const recordedIdOf = (asked: string): string =>
  /^[^:]+:./.test(asked) ? createHash('sha256').update(asked).digest('hex') : asked;
