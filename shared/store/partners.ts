import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { schemaVersion } from './items.ts';
import { type Key, partnerChangeKey, registryKey, secretKey, tokenKey } from './keys.ts';
import { type Change, changeSchema, readTogether, rowsOf } from './register.ts';
import { transactAgain, type Write } from './transact.ts';

/** How a partner reaches the hub: with software of its own over HTTP, or from an AWS account, by queues and buckets. */
export const doors = ['api', 'aws'] as const;

/** Longest code: it is part of names of queues and of a role, which AWS bounds (`infra/stacks/partner-stack.ts`). */
const LONGEST_CODE = 40;

/**
 * Whether a text has the form of a partner's code: words of small letters and digits, dashes between them. One that ended as intakes'
 * names do would give its replies' queue the form of an intake's.
 *
 * @example isPartnerCode('ccas-provins') // true; 'ccas-', 'Ccas', 'ccas-x-intake' are none
 */
export const isPartnerCode = (text: string): boolean =>
  text.length <= LONGEST_CODE && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && !text.endsWith('-intake');

/** A partner, as the registry holds it. Adding one is adding such an entry, and nothing else. */
const partnerEntrySchema = z.object({
  /** Its code as a sender, for good: `ccas-meaux`. */
  code: z.string().check(z.refine(isPartnerCode)),
  name: z.string(),
  /** Family of its formats (`shared/intake/partners`). */
  kind: z.string(),
  doors: z.array(z.enum(doors)),
  /** Its AWS account, 12 digits, where it has that door. */
  account: z.optional(z.string()),
  /** Whom to write to: a service's mailbox. */
  contact: z.string(),
  /** First day of the partnership, and the day from which it only reads what it was answered; Europe/Paris. */
  from: z.iso.date(),
  to: z.optional(z.iso.date()),
  /** Instant before which no secret was drawn that still opens anything, nor any token asked with it. */
  secretsFrom: z.optional(z.iso.datetime()),
});
export type PartnerEntry = z.infer<typeof partnerEntrySchema>;

/** Whether a partner may send: its partnership has begun, and has not ended. @param today Europe/Paris */
export const maySend = (entry: PartnerEntry, today: string): boolean =>
  entry.from <= today && !hasLeft(entry, today);

/** Whether a partner has left, and only reads. @param today Europe/Paris */
export const hasLeft = ({ to }: PartnerEntry, today: string): boolean => to !== undefined && to <= today;

/** Whether a partner has a queue of its own to send on. An étude deposits its pieces in a bucket. */
export const hasIntake = ({ doors, kind }: PartnerEntry): boolean =>
  doors.includes('aws') && kind !== 'etude';

/** A secret, known by its hash. Several may be good at once, so that a partner changes without a gap. */
const secretItemSchema = z.object({
  hash: z.string(),
  from: z.iso.datetime(),
  /** Instant from which it opens nothing. */
  until: z.optional(z.iso.datetime()),
});
const tokenItemSchema = z.object({
  until: z.iso.datetime(),
  scopes: z.array(z.string()),
  /** Instant at which the secret it was asked with was drawn. */
  secretFrom: z.iso.datetime(),
});
export type TokenItem = z.infer<typeof tokenItemSchema>;

const secondsOf = (instant: string): number => Math.ceil(Date.parse(instant) / 1000);

/** An instant, or one after all of `others` when a clock was ahead of this one: what is newest must say so. */
const justAfter = (others: readonly string[], at: string): string => {
  const last = others.toSorted().at(-1) ?? '';
  return at > last ? at : new Date(Date.parse(last) + 1).toISOString();
};

/** The registry of partners, with who changed it. */
export const createPartnerRegistry = (client: DynamoDBDocumentClient, TableName: string) => {
  const change = (code: string, { at, by, what }: Change): Write => ({
    name: 'change',
    Put: {
      TableName,
      Item: { ...partnerChangeKey(code, at, what), entity: 'PARTNER_CHANGE', schemaVersion, at, by, what },
    },
  });
  const itemOf = (entry: PartnerEntry) => ({
    ...registryKey(entry.code),
    entity: 'PARTNER',
    schemaVersion,
    ...entry,
  });
  const optional = ['to', 'secretsFrom', 'account'] as const;
  const replacing = (before: PartnerEntry, entry: PartnerEntry): Write => {
    const same = Object.entries(before).filter(([, value]) => value !== undefined);
    const absent = optional.filter((field) => before[field] === undefined);
    return {
      name: 'partner',
      Put: {
        TableName,
        Item: itemOf(entry),
        ConditionExpression: [
          ...same.map(([field]) => `#${field} = :${field}`),
          ...absent.map((field) => `attribute_not_exists(#${field})`),
        ].join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(
          [...same.map(([field]) => field), ...absent].map((field) => [`#${field}`, field]),
        ),
        ExpressionAttributeValues: Object.fromEntries(same.map(([field, value]) => [`:${field}`, value])),
      },
    };
  };
  const rows = (PK: string, prefix: string) => rowsOf(client, TableName, PK, prefix);

  return {
    /** Every entry, by code. */
    all: async (): Promise<PartnerEntry[]> =>
      (await rows(registryKey('').PK, registryKey('').SK)).map((row) => partnerEntrySchema.parse(row)),

    get: async (code: string): Promise<PartnerEntry | undefined> => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: registryKey(code), ConsistentRead: true }),
      );
      return Item && partnerEntrySchema.parse(Item);
    },

    /** Enters a partner. Gives false when the code is taken: a code is never given twice. */
    add: async (entry: PartnerEntry, by: Change): Promise<boolean> => {
      const written = await transactAgain(client, [
        {
          name: 'partner',
          Put: { TableName, Item: itemOf(entry), ConditionExpression: 'attribute_not_exists(PK)' },
        },
        change(entry.code, by),
      ]);
      return written.kind === 'written';
    },

    /** Puts an entry in the place of what `before` says. Gives false when somebody else changed it meanwhile. */
    replace: async (before: PartnerEntry, entry: PartnerEntry, by: Change): Promise<boolean> => {
      const written = await transactAgain(client, [replacing(before, entry), change(entry.code, by)]);
      return written.kind === 'written';
    },

    /** Who changed a partner's entry or secrets, the earliest first. */
    changes: async (code: string): Promise<Change[]> => {
      const { PK } = partnerChangeKey(code, '', '');
      return (await rows(PK, 'CHANGE#')).map((row) => changeSchema.parse(row));
    },

    /**
     * Adds a secret, in one transaction with the end of the earlier ones. Gives false when somebody else changed the entry meanwhile.
     *
     * @param hash of the secret, which is kept nowhere
     * @param othersUntil instant from which the earlier secrets open nothing; from `at` on or before, neither do the tokens asked with
     *   them
     */
    addSecret: async (
      entry: PartnerEntry,
      hash: string,
      othersUntil: string,
      by: Change,
    ): Promise<boolean> => {
      const { code } = entry;
      const known = (await rows(secretKey(code, '').PK, 'SECRET#')).map((row) => secretItemSchema.parse(row));
      const others = known.filter(({ until }) => until === undefined || until > othersUntil);
      const from = justAfter([entry.secretsFrom ?? '', ...known.map((one) => one.from)], by.at);
      const next = othersUntil <= by.at ? { ...entry, secretsFrom: from } : entry;
      const written = await transactAgain(client, [
        replacing(entry, next),
        {
          name: 'secret',
          Put: { TableName, Item: { ...secretKey(code, hash), entity: 'SECRET', schemaVersion, hash, from } },
        },
        ...others.map(
          ({ hash: other }): Write => ({
            name: 'earlier',
            Update: {
              TableName,
              Key: secretKey(code, other),
              UpdateExpression: 'SET #until = :until, expiresAt = :ttl',
              ConditionExpression: 'attribute_exists(PK)',
              ExpressionAttributeNames: { '#until': 'until' },
              ExpressionAttributeValues: { ':until': othersUntil, ':ttl': secondsOf(othersUntil) },
            },
          }),
        ),
        change(code, by),
      ]);
      return written.kind === 'written';
    },
  };
};
export type PartnerRegistry = ReturnType<typeof createPartnerRegistry>;

/** What the issuer of tokens reads and writes: a partner's entry, its secrets and its tokens, each by its hash. */
export const createTokenStore = (client: DynamoDBDocumentClient, TableName: string) => {
  const both = async (code: string, key: Key) => {
    const [entry, other] = await readTogether(client, TableName, [registryKey(code), key]);
    return { entry: partnerEntrySchema.safeParse(entry).data, other };
  };
  return {
    /** The partner whose secret is good at an instant, and that secret's own instants; undefined otherwise. One request. */
    partnerOf: async (
      code: string,
      secretHash: string,
      now: string,
    ): Promise<{ entry: PartnerEntry; secretFrom: string; secretUntil: string | undefined } | undefined> => {
      const { entry, other } = await both(code, secretKey(code, secretHash));
      const secret = secretItemSchema.safeParse(other).data;
      if (!entry || !secret || secret.from < (entry.secretsFrom ?? '') || (secret.until ?? '~') <= now)
        return undefined;
      return { entry, secretFrom: secret.from, secretUntil: secret.until };
    },

    /** Keeps a token until it ends. One request. */
    keep: async (code: string, hash: string, token: TokenItem): Promise<void> => {
      await client.send(
        new PutCommand({
          TableName,
          Item: {
            ...tokenKey(code, hash),
            entity: 'TOKEN',
            schemaVersion,
            ...token,
            expiresAt: secondsOf(token.until),
          },
        }),
      );
    },

    /** The partner that a token names, and its scopes; undefined when the token is none, or ended. One request. */
    holderOf: async (
      code: string,
      hash: string,
      now: string,
    ): Promise<{ entry: PartnerEntry; scopes: readonly string[] } | undefined> => {
      const { entry, other } = await both(code, tokenKey(code, hash));
      const token = tokenItemSchema.safeParse(other).data;
      if (!entry || !token || token.until <= now || token.secretFrom < (entry.secretsFrom ?? ''))
        return undefined;
      return { entry, scopes: token.scopes };
    },
  };
};
export type TokenStore = ReturnType<typeof createTokenStore>;
