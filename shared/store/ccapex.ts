import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { addDays, type CivilDate } from '../domain/calendar/civil-date.ts';
import { organismesOrientation } from '../domain/events/support.ts';
import { type DecisionAide, decisionAideItemSchema } from './decision-aide.ts';
import { decisionAideKey, repartitionKey } from './keys.ts';
import { rowsOf } from './register.ts';
import { transactAgain } from './transact.ts';
import { absent, put } from './writes.ts';

/** Days for which what a CCAPEX decided is kept: as its sessions' households. */
const KEPT_DAYS = 730;
const expiryOf = (date: CivilDate): number =>
  Math.floor(Date.parse(`${addDays(date, KEPT_DAYS)}T12:00:00Z`) / 1000);

const by = { at: z.iso.datetime(), by: z.string() };

const repartitionSchema = z.object({
  caseId: z.string(),
  /** The day of the commandement that is signalled. */
  depuis: z.iso.date(),
  /** The member in charge of it. */
  membre: z.string(),
  ...by,
});
export type Repartition = z.infer<typeof repartitionSchema>;

/** The body whose orientation of a household a member's own report is. */
export const orientationDe = (organisme: string): (typeof organismesOrientation)[number] | undefined =>
  organismesOrientation.find((one) => one === (organisme === 'asll' ? 'association' : organisme));

/** What a CCAPEX keeps beside its sessions: signalements that members are in charge of, and decisions on aids. */
export const createCcapexStore = (client: DynamoDBDocumentClient, TableName: string) => ({
  /** The signalements of a commission that somebody is in charge of. */
  repartitions: async (code: string): Promise<Repartition[]> =>
    (await rowsOf(client, TableName, repartitionKey(code, '').PK, 'CASE#')).map((row) =>
      repartitionSchema.parse(row),
    ),

  /** Names the member in charge of a signalement, in the place of another. One request. */
  confier: async (code: string, repartition: Repartition): Promise<void> => {
    await transactAgain(client, [
      put(TableName, 'repartition', {
        ...repartitionKey(code, repartition.caseId),
        entity: 'REPARTITION',
        expiresAt: expiryOf(repartition.depuis),
        ...repartition,
      }),
    ]);
  },

  /** The decisions on aids of a commission from a day on, the earliest first. */
  decisions: async (code: string, since: CivilDate): Promise<DecisionAide[]> => {
    const { PK, SK } = decisionAideKey(code, since, '');
    const found: DecisionAide[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :pk AND SK >= :since',
        ExpressionAttributeValues: { ':pk': PK, ':since': SK },
      },
    );
    for await (const { Items = [] } of pages)
      found.push(...Items.map((item) => decisionAideItemSchema.parse(item)));
    return found;
  },

  /** Writes a decision, due to be handed over: the stream does the rest. Gives false when somebody decided meanwhile. One request. */
  decider: async (decision: DecisionAide): Promise<boolean> => {
    const { commission, decideeLe, id } = decision;
    const written = await transactAgain(client, [
      put(
        TableName,
        'decision',
        {
          ...decisionAideKey(commission, decideeLe, id),
          entity: 'DECISION_AIDE',
          // What the stream gives the answerer.
          replyBy: 'queue',
          expiresAt: expiryOf(decideeLe),
          ...decision,
        },
        absent,
      ),
    ]);
    return written.kind === 'written';
  },

  /** Says that a case has a decision, or on which day a person notified one. One request. */
  noter: async (
    { commission, decideeLe, id }: Pick<DecisionAide, 'commission' | 'decideeLe' | 'id'>,
    { status, notifieeLe }: Pick<DecisionAide, 'status' | 'notifieeLe'>,
  ): Promise<void> => {
    await transactAgain(client, [
      {
        name: 'decision',
        Update: {
          TableName,
          Key: decisionAideKey(commission, decideeLe, id),
          UpdateExpression: 'SET #status = :status, notifieeLe = :le',
          ConditionExpression: 'attribute_exists(PK)',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':status': status, ':le': notifieeLe },
        },
      },
    ]);
  },
});
export type CcapexStore = ReturnType<typeof createCcapexStore>;
