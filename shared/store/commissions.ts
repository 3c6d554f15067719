import { createHash, createHmac } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { CivilDate } from '../domain/calendar/civil-date.ts';
import { type Commission, commissionSchema } from '../domain/commissions/commission.ts';
import { type Seance, type Situation, seanceSchema, situationSchema } from '../domain/commissions/seance.ts';
import type { BlockKey } from '../domain/matching/block-keys.ts';
import { schemaVersion } from './items.ts';
import {
  charteKey,
  commissionChangeKey,
  commissionKey,
  courrielKey,
  journalKey,
  type Key,
  retraitKey,
  seanceKey,
  situationKey,
} from './keys.ts';
import { type Change, changeSchema, rowsOf } from './register.ts';
import { transactAgain, type Write } from './transact.ts';
import { absent, put } from './writes.ts';

/** Days for which a session's households are kept after it: as a case that found its issue (`shared/domain/retention`). */
const SITUATION_DAYS = 730;
const secondsAfter = (date: CivilDate, days: number): number =>
  Math.floor(Date.parse(`${date}T12:00:00Z`) / 1000) + days * 86_400;

/** A household that withdrew from a commission, known again by keyed fingerprints of its names, births and address; nothing that names it is left. */
const retraitSchema = z.object({
  id: z.string(),
  traits: z.array(z.string()),
  at: z.iso.datetime(),
  by: z.string(),
  /** The cases that learnt it, by their references: its written agreement is told to them. */
  cases: z._default(z.array(z.string()), []),
  /** The landlords that had listed it, by member id: to them it may write that it agrees again. */
  bailleurs: z._default(z.array(z.string()), []),
  /** It agreed again, in writing. */
  accord: z.optional(z.object({ at: z.iso.datetime(), by: z.string(), le: z.iso.date() })),
});
export type Retrait = z.infer<typeof retraitSchema>;

/** What a mail about a session is. */
const genresCourriel = [
  'convocation',
  'annulation',
  'liste',
  'rappel',
  'tableau',
  'releve',
  'acceptation',
  'lettresBientot',
  'listeBientot',
  'releveManquant',
  'questionBdf',
] as const;
/** Whom a mail to a mailbox of the State's is for, in a commission of which the State is no member. */
export const ETAT = 'etat';

export const courrielSchema = z.object({
  id: z.string(),
  commission: z.string(),
  date: z.iso.date(),
  genre: z.enum(genresCourriel),
  /** The member it is for, and its mailbox. */
  membre: z.string(),
  mailbox: z.email(),
  at: z.iso.datetime(),
  status: z.enum(['due', 'sent', 'undelivered']),
  sentAt: z.optional(z.iso.datetime()),
});
export type Courriel = z.infer<typeof courrielSchema>;

const charteSchema = z.object({ person: z.string(), by: z.string(), at: z.iso.datetime() });
export type Charte = z.infer<typeof charteSchema>;

/** Writes of one transaction, beside the line of the journal. */
const AT_ONCE = 95;

/** How far apart two writes of one person may be told: the second in the same millisecond has another text. */
const versioned = (
  table: string,
  name: string,
  item: Key & Record<string, unknown> & { version: number },
): Write =>
  item.version === 1
    ? put(table, name, item, absent)
    : {
        name,
        Put: {
          TableName: table,
          Item: { schemaVersion, ...item },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': item.version - 1 },
        },
      };

/** The fingerprints by which a household is known again without being named. */
export const traitsOf = (matchingKey: string, keys: readonly BlockKey[]): string[] =>
  keys.map(
    ({ kind, value }) =>
      `${kind}:${createHmac('sha256', matchingKey).update(`retrait|${value}`).digest('hex').slice(0, 24)}`,
  );

/** An id of the hub's own for what is named by a text. */
export const idOfText = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 24);

/** The commissions, their sessions and the households that these examine. */
export const createCommissionStore = (client: DynamoDBDocumentClient, TableName: string) => {
  const get = async <T>(key: Key, schema: z.ZodMiniType<T>): Promise<T | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: key, ConsistentRead: true }));
    return Item && schema.parse(Item);
  };
  const rows = async <T>(PK: string, prefix: string, schema: z.ZodMiniType<T>): Promise<T[]> =>
    (await rowsOf(client, TableName, PK, prefix)).map((row) => schema.parse(row));
  const seanceItem = (seance: Seance) => ({
    ...seanceKey(seance.commission, seance.date),
    entity: 'SEANCE',
    ...seance,
  });
  const situationItem = (
    { commission, date }: Pick<Seance, 'commission' | 'date'>,
    situation: Situation,
  ) => ({
    ...situationKey(commission, date, situation.id),
    entity: 'SITUATION',
    expiresAt: secondsAfter(date, SITUATION_DAYS),
    ...situation,
  });
  const journal = (
    { commission, date }: Pick<Seance, 'commission' | 'date'>,
    { at, by, what }: Change,
  ): Write =>
    put(TableName, 'journal', {
      ...journalKey(commission, date, at, `${by}|${what}`),
      entity: 'JOURNAL',
      expiresAt: secondsAfter(date, SITUATION_DAYS),
      at,
      by,
      what,
    });

  return {
    /** Every commission, by code. One request. */
    all: (): Promise<Commission[]> => rows(commissionKey('').PK, 'COMMISSION#', commissionSchema),

    /** One request. */
    get: (code: string): Promise<Commission | undefined> => get(commissionKey(code), commissionSchema),

    /** Keeps a commission, whose `version` is one more than what was read. Gives false when somebody else changed it meanwhile. */
    save: async (commission: Commission, { at, by, what }: Change): Promise<boolean> => {
      const { code } = commission;
      const written = await transactAgain(client, [
        versioned(TableName, 'commission', { ...commissionKey(code), entity: 'COMMISSION', ...commission }),
        put(TableName, 'change', {
          ...commissionChangeKey(code, at, `${by}|${what}`),
          entity: 'COMMISSION_CHANGE',
          at,
          by,
          what,
        }),
      ]);
      return written.kind === 'written';
    },

    /** Who changed a commission, the earliest first. */
    changes: (code: string): Promise<Change[]> =>
      rows(commissionChangeKey(code, '', '').PK, 'CHANGE#', changeSchema),

    /** The sessions of a commission, the earliest first. One request. */
    seances: (code: string): Promise<Seance[]> =>
      rows(commissionChangeKey(code, '', '').PK, 'SEANCE#', seanceSchema),

    /** One request. */
    seance: (code: string, date: CivilDate): Promise<Seance | undefined> =>
      get(seanceKey(code, date), seanceSchema),

    /** The households of a session, those that withdrew among them, without their names. One request for some hundreds. */
    situations: (code: string, date: CivilDate): Promise<Situation[]> =>
      rows(situationKey(code, date, '').PK, 'SITUATION#', situationSchema),

    /** One request. */
    situation: (code: string, date: CivilDate, id: string): Promise<Situation | undefined> =>
      get(situationKey(code, date, id), situationSchema),

    /**
     * Changes a session in one transaction: itself, households, mails. Each thing given has a `version` one more than what was read. Gives the
     * names of what somebody else had changed meanwhile (`seance`, or the household's id): nothing was then written.
     *
     * @param situations those that change; past `AT_ONCE`, they go in several transactions, the session's own change with the last
     */
    change: async (
      at: Pick<Seance, 'commission' | 'date'>,
      {
        seance,
        situations = [],
        oter = [],
        courriels = [],
        also = [],
      }: {
        seance?: Seance | undefined;
        situations?: readonly Situation[];
        /** Households that go: what is stored must still have their version. */
        oter?: readonly Situation[];
        courriels?: readonly Courriel[];
        also?: readonly Write[];
      },
      change: Change,
    ): Promise<string[]> => {
      const rest = [
        ...(seance ? [versioned(TableName, 'seance', seanceItem(seance))] : []),
        ...courriels.map((one) =>
          put(TableName, `courriel ${one.id}`, {
            ...courrielKey(at.commission, at.date, one.id),
            entity: 'COURRIEL',
            expiresAt: secondsAfter(at.date, SITUATION_DAYS),
            ...one,
          }),
        ),
        ...also,
      ];
      const writes = situations.map((one) => versioned(TableName, one.id, situationItem(at, one)));
      const dropped = oter.map(
        (one): Write => ({
          name: one.id,
          Delete: {
            TableName,
            Key: situationKey(at.commission, at.date, one.id),
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': one.version },
          },
        }),
      );
      const all = [...writes, ...dropped, ...rest];
      for (let start = 0; start === 0 || start < all.length; start += AT_ONCE) {
        const some = all.slice(start, start + AT_ONCE);
        const written = await transactAgain(client, [...some, journal(at, change)]);
        if (written.kind === 'refused') return written.failed.map(({ name }) => name);
      }
      return [];
    },

    /** The check, named `seance`, that a session is still where it was read. */
    seanceIs: ({ commission, date, etat }: Pick<Seance, 'commission' | 'date' | 'etat'>): Write => ({
      name: 'seance',
      ConditionCheck: {
        TableName,
        Key: seanceKey(commission, date),
        ConditionExpression: 'etat = :etat',
        ExpressionAttributeValues: { ':etat': etat },
      },
    }),

    /** Writes a mail unless it was written before. Gives whether it did. One request. */
    tellOnce: async (courriel: Courriel): Promise<boolean> => {
      const { commission, date, id } = courriel;
      const written = await transactAgain(client, [
        put(
          TableName,
          'courriel',
          {
            ...courrielKey(commission, date, id),
            entity: 'COURRIEL',
            expiresAt: secondsAfter(date, SITUATION_DAYS),
            ...courriel,
          },
          absent,
        ),
      ]);
      return written.kind === 'written';
    },

    /** What was done to a session, the earliest first. */
    journal: (code: string, date: CivilDate): Promise<Change[]> =>
      rows(situationKey(code, date, '').PK, 'JOURNAL#', changeSchema),

    /** The mails about a session. */
    courriels: (code: string, date: CivilDate): Promise<Courriel[]> =>
      rows(situationKey(code, date, '').PK, 'COURRIEL#', courrielSchema),

    /** The households that withdrew from a commission, and those that agreed again. */
    retraits: (code: string): Promise<Retrait[]> => rows(retraitKey(code, '').PK, 'RETRAIT#', retraitSchema),

    /** The write by which a household is known to have withdrawn, or to have agreed again. */
    retraitWrite: (code: string, retrait: Retrait): Write =>
      put(TableName, 'retrait', { ...retraitKey(code, retrait.id), entity: 'RETRAIT', ...retrait }),

    /** Whether a person acknowledged the confidentiality charter for a session. One request. */
    charte: (code: string, date: CivilDate, person: string): Promise<Charte | undefined> =>
      get(charteKey(code, date, person), charteSchema),

    /** Who acknowledged it. */
    chartes: (code: string, date: CivilDate): Promise<Charte[]> =>
      rows(situationKey(code, date, '').PK, 'CHARTE#', charteSchema),

    /** One request. */
    acknowledge: async (code: string, date: CivilDate, charte: Charte): Promise<void> => {
      await client.send(
        new PutCommand({
          TableName,
          Item: {
            ...charteKey(code, date, charte.person),
            entity: 'CHARTE',
            schemaVersion,
            expiresAt: secondsAfter(date, SITUATION_DAYS),
            ...charte,
          },
        }),
      );
    },
  };
};
export type CommissionStore = ReturnType<typeof createCommissionStore>;
