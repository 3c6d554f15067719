import { createHash } from 'node:crypto';

/**
 * What a message is recorded under, given its sender and the id that it typed: a hash, since that id may name a person, and keys of the
 * table show. It needs no secret: who has a sender's id finds its message, whatever becomes of the hub's keys (ADR 48).
 */
export const messageIdOf = (sender: string, own: string): string => recordedIdOf(`${sender}:${own}`);

/** The same, of an id as people write it with its sender's code: `caf:CAF77-2026-0004512`; any other is what it is. */
export const recordedIdOf = (asked: string): string =>
  /^[^:]+:./.test(asked) ? createHash('sha256').update(asked).digest('hex') : asked;
