import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { parseJson } from '../domain/text/parse-json.ts';
import { type Issue, issueCodes } from '../outbound/replies/issue.ts';
import type { Incoming } from './read-message.ts';

/** Sender under which canaries are recorded and answered: the hub's own queue, no partner's. */
export const CANARY = 'canary';
/** Longer than any canary: longer messages are not parsed a second time to look for one. */
const MOST_CHARACTERS = 500;

const canarySchema = z.object({
  kind: z.literal(CANARY),
  sender: z.string(),
  at: z.iso.datetime(),
  proof: z.string(),
});

const proofOf = (canaryKey: string, sender: string, at: string): string =>
  createHmac('sha256', canaryKey).update(`canary|${sender}|${at}`).digest('hex');

/**
 * A message that every intake refuses and answers, made for the intake of `sender`. Only the hub can make one.
 *
 * @param at instant it is made, ISO UTC
 */
export const canaryMessage = (canaryKey: string, sender: string, at: string): string =>
  JSON.stringify({
    version: '1',
    kind: CANARY,
    messageId: `${CANARY}:${sender}:${at}`,
    sender,
    at,
    proof: proofOf(canaryKey, sender, at),
  });

/** The intake that a canary's reply is about, and when the canary was made; undefined for any other reply. */
export const canaryTold = (messageId: string): { sender: string; at: string } | undefined => {
  const [, sender, at] = /^canary:([a-z0-9-]+):(\d{4}-\d{2}-\d{2}T[\d:.]+Z)$/.exec(messageId) ?? [];
  return sender !== undefined && at !== undefined ? { sender, at } : undefined;
};

/**
 * Whether a message is a canary that the hub made. A partner's message that only claims to be one fails the proof and is treated
 * as any other.
 */
export const isCanary = (canaryKey: string, { raw, sender }: Incoming): boolean => {
  if (raw.length > MOST_CHARACTERS || !raw.includes(`"${CANARY}"`)) return false;
  const json = parseJson(raw);
  const { data } = canarySchema.safeParse(json.ok ? json.value : undefined);
  if (data?.sender !== sender) return false;
  const expected = Buffer.from(proofOf(canaryKey, sender, data.at));
  const given = Buffer.from(data.proof);
  return given.length === expected.length && timingSafeEqual(given, expected);
};

/** Why a canary is refused, so that nothing is filed and nobody is notified. */
export const canaryRefusal: Issue = {
  code: issueCodes.invalide,
  path: 'kind',
  expected: 'un message d’un partenaire',
  message: 'Message d’essai du hub : rien n’est enregistré.',
};
