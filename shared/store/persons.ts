import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { habilitationSchema } from '../domain/habilitation/habilitation.ts';
import { schemaVersion } from './items.ts';
import { personChangeKey, personKey, sessionKey } from './keys.ts';
import { type Change, changeSchema, readTogether, rowsOf } from './register.ts';
import { transactAgain, type Write } from './transact.ts';

/** Hex characters of a person's id. */
const ID_LENGTH = 24;

/**
 * The id of the person with an address, the same whatever its case: what their identity provider tells of them finds their rights.
 *
 * @example personIdOf('Anne.Renard@seine-et-marne.gouv.fr') === personIdOf('anne.renard@seine-et-marne.gouv.fr') // true
 */
export const personIdOf = (mail: string): string =>
  createHash('sha256').update(mail.trim().toLowerCase()).digest('hex').slice(0, ID_LENGTH);

const personEntrySchema = z.object({
  id: z.string(),
  /** As it was given; the id is of its lower case. */
  mail: z.string(),
  name: z.string(),
  habilitations: z.array(habilitationSchema),
});
/** A named person, with all that was given to them. */
export type PersonEntry = z.infer<typeof personEntrySchema>;

const sessionSchema = z.object({
  /** Instant of the sign-in, and of the last request that was counted. */
  startedAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  /** What is given back to the identity provider to sign out there. */
  idToken: z.string(),
  /** What each form carries. */
  formToken: z.string(),
});
export type Session = z.infer<typeof sessionSchema>;

/** Milliseconds for which a session may stay unused, and last in all. */
export const SESSION_IDLE_MS = 30 * 60_000;
export const SESSION_LONGEST_MS = 10 * 3_600_000;
/** A session's last use is written again after this long, not at each request. */
const SEEN_AGAIN_MS = 60_000;

const endOf = ({ startedAt, seenAt }: Pick<Session, 'startedAt' | 'seenAt'>): number =>
  Math.min(Date.parse(startedAt) + SESSION_LONGEST_MS, Date.parse(seenAt) + SESSION_IDLE_MS);

/** The register of named persons, with who changed it. */
export const createPersonRegister = (client: DynamoDBDocumentClient, TableName: string) => {
  const rows = (PK: string, prefix: string) => rowsOf(client, TableName, PK, prefix);
  const itemOf = (entry: PersonEntry, version: number) => ({
    ...personKey(entry.id),
    entity: 'PERSON',
    schemaVersion,
    version,
    ...entry,
  });
  const versionSchema = z.object({ version: z.number() });

  return {
    /** Every entry. */
    all: async (): Promise<PersonEntry[]> =>
      (await rows(personKey('').PK, personKey('').SK)).map((row) => personEntrySchema.parse(row)),

    get: async (id: string): Promise<PersonEntry | undefined> => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: personKey(id), ConsistentRead: true }),
      );
      return Item && personEntrySchema.parse(Item);
    },

    /**
     * Changes what is given to a person. Gives false when somebody else changed it meanwhile.
     *
     * @param change what the entry becomes, given what it is; a new person has none
     * @param unchanged other persons, upon whose rights the change rests: false too when one of them has changed
     */
    change: async (
      id: string,
      change: (before: PersonEntry | undefined) => PersonEntry,
      { at, by, what }: Change,
      unchanged: readonly PersonEntry[] = [],
    ): Promise<boolean> => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: personKey(id), ConsistentRead: true }),
      );
      const before = Item && personEntrySchema.parse(Item);
      const version = Item ? versionSchema.parse(Item).version : 0;
      const write: Write = {
        name: 'person',
        Put: {
          TableName,
          Item: itemOf(change(before), version + 1),
          ...(Item
            ? {
                ConditionExpression: '#version = :version',
                ExpressionAttributeNames: { '#version': 'version' },
                ExpressionAttributeValues: { ':version': version },
              }
            : { ConditionExpression: 'attribute_not_exists(PK)' }),
        },
      };
      const written = await transactAgain(client, [
        write,
        {
          name: 'change',
          Put: {
            TableName,
            Item: { ...personChangeKey(id, at, what), entity: 'PERSON_CHANGE', schemaVersion, at, by, what },
          },
        },
        ...unchanged.map(
          (other): Write => ({
            name: 'other',
            ConditionCheck: {
              TableName,
              Key: personKey(other.id),
              ConditionExpression: 'habilitations = :rights',
              ExpressionAttributeValues: { ':rights': other.habilitations },
            },
          }),
        ),
      ]);
      return written.kind === 'written';
    },

    /** Who changed a person's habilitations, the earliest first. */
    changes: async (id: string): Promise<Change[]> =>
      (await rows(personChangeKey(id, '', '').PK, 'CHANGE#')).map((row) => changeSchema.parse(row)),
  };
};

/** The sessions of named persons. A session gives what the register gives at each request: a right taken away ends at once. */
export const createSessions = (client: DynamoDBDocumentClient, TableName: string) => {
  const expiresAt = (session: Pick<Session, 'startedAt' | 'seenAt'>): number =>
    Math.ceil(endOf(session) / 1000);
  return {
    /** Opens a session. @param hash of the secret in the person's cookie */
    open: async (person: string, hash: string, session: Session): Promise<void> => {
      await client.send(
        new PutCommand({
          TableName,
          Item: {
            ...sessionKey(person, hash),
            entity: 'SESSION',
            schemaVersion,
            ...session,
            expiresAt: expiresAt(session),
          },
        }),
      );
    },

    /**
     * The session that a cookie names, with its person as the register has them now; undefined when it is none, or ended. One request,
     * and another at most each minute, which says that it is used.
     */
    find: async (
      person: string,
      hash: string,
      now: string,
    ): Promise<{ person: PersonEntry; session: Session } | undefined> => {
      const key = sessionKey(person, hash);
      const [found, opened] = await readTogether(client, TableName, [personKey(person), key]);
      const entry = personEntrySchema.safeParse(found).data;
      const session = sessionSchema.safeParse(opened).data;
      if (!entry || !session || endOf(session) <= Date.parse(now)) return undefined;
      if (Date.parse(now) - Date.parse(session.seenAt) < SEEN_AGAIN_MS) return { person: entry, session };
      const seen = { ...session, seenAt: now };
      try {
        await client.send(
          new UpdateCommand({
            TableName,
            Key: key,
            UpdateExpression: 'SET seenAt = :now, expiresAt = :ttl',
            ConditionExpression: 'attribute_exists(PK)',
            ExpressionAttributeValues: { ':now': now, ':ttl': expiresAt(seen) },
          }),
        );
      } catch (error) {
        // Signed out meanwhile, on another page.
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
      return { person: entry, session: seen };
    },

    /** Ends a session. */
    close: async (person: string, hash: string): Promise<void> => {
      await client.send(new DeleteCommand({ TableName, Key: sessionKey(person, hash) }));
    },

    /** Ends every session of a person. */
    closeAll: async (person: string): Promise<void> => {
      for (const { PK, SK } of await rowsOf(client, TableName, sessionKey(person, '').PK, 'SESSION#'))
        await client.send(new DeleteCommand({ TableName, Key: { PK, SK } }));
    },
  };
};
