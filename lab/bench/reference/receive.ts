import { setTimeout as sleep } from 'node:timers/promises';
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { JSONStringified } from '@aws-lambda-powertools/parser/helpers';
import { SqsRecordSchema } from '@aws-lambda-powertools/parser/schemas/sqs';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { caseWrites, claimable } from '../../../shared/cases/filing/case-writes.ts';
import { lookAgain } from '../../../shared/cases/filing/look-again.ts';
import { parisYear } from '../../../shared/domain/calendar/paris-day.ts';
import { type CaseEvent, caseEventSchema } from '../../../shared/domain/events/case-event.ts';
import { attach } from '../../../shared/domain/matching/attach.ts';
import { identitiesOf } from '../../../shared/domain/matching/identity.ts';
import { match } from '../../../shared/domain/matching/match.ts';
import { subjectOf } from '../../../shared/domain/matching/subject.ts';
import { messageIdOf } from '../../../shared/domain/reference/message-id.ts';
import { impayeFormat } from '../../../shared/intake/partners/caf-msa/partner.ts';
import { placeDwelling } from '../../../shared/intake/place.ts';
import { readCandidates } from '../../../shared/store/blocks.ts';
import { readCase, readClaims } from '../../../shared/store/case-store.ts';
import { identityKey } from '../../../shared/store/keys.ts';
import { createReferences } from '../../../shared/store/references.ts';
import { transact } from '../../../shared/store/transact.ts';

export type ReferenceDeps = {
  dynamodb: DynamoDBClient;
  client: DynamoDBDocumentClient;
  table: string;
  /** The table of Powertools' records, apart from the hub's. Its key is `id`, as its documentation says. */
  idempotencyTable: string;
  matchingKey: string;
  /** Stores the message as it came, and sends the reply. */
  archive: (key: string, raw: string) => Promise<void>;
  reply: (partner: string, body: string) => Promise<void>;
};

type Filed = { outcome: 'accepted' | 'pending'; caseId: string };

class Contended extends Error {}

const messageSchema = z.object({ messageId: z.string() });

/**
 * A receiver of CAF signals written the recommended way: Powertools' Parser reads the record, Idempotency guards the work by the
 * message's own id, Batch reports each failure. The work is the hub's own: the same reads, the same matching, the same items in
 * one transaction, the raw form archived, a reply. Where the hub answers with more (a refusal in French, an id used again), the
 * reference fails, and the message ends among the dead letters.
 *
 * https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/
 */
export const createReference = (deps: ReferenceDeps) => {
  const { client, table, matchingKey } = deps;
  const nextReference = createReferences(client, table, '77');

  /** Another writer may change the case first: then the case is read again, as in the hub's own receiver. */
  const fileSignal = async (event: CaseEvent): Promise<Filed> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await fileOnce(event);
      } catch (error) {
        if (attempt === 6 || !(error instanceof Contended)) throw error;
        await sleep(Math.random() * 20 * 2 ** attempt);
      }
    }
  };
  const fileOnce = async (event: CaseEvent): Promise<Filed> => {
    const subject = subjectOf(event);
    const claims = await readClaims(client, table, matchingKey, claimable(event));
    const named = attach(
      identitiesOf(subject).flatMap(
        (identity) => claims.get(identityKey(matchingKey, identity).PK)?.caseId ?? [],
      ),
    );
    const at = event.receivedAt;
    const entry = { events: [event] as const, claims, by: event.sender, at };
    if (named.kind === 'attach') {
      const { caseId } = named;
      const found = await readCase(client, table, caseId);
      await write(await caseWrites({ client, table, matchingKey }, { ...entry, caseId, found }));
      return { outcome: 'accepted', caseId };
    }
    const decision = match(subject, await readCandidates(client, table, matchingKey, subject), event.actDate);
    if (decision.kind !== 'new') throw new Error('the traffic has no doubt');
    const caseId = await nextReference(parisYear(at));
    await write(await caseWrites({ client, table, matchingKey }, { ...entry, caseId, found: undefined }));
    await lookAgain({ client, table, matchingKey }, caseId, { whole: subject }, event, at);
    return { outcome: 'accepted', caseId };
  };
  const write = async (writes: Parameters<typeof transact>[1]): Promise<void> => {
    const result = await transact(client, writes);
    if (result.kind !== 'written') throw new Contended('another writer was first');
  };

  const config = new IdempotencyConfig({ eventKeyJmesPath: 'id', expiresAfterSeconds: 30 * 86_400 });
  const idempotent = makeIdempotent(fileSignal, {
    persistenceStore: new DynamoDBPersistenceLayer({
      tableName: deps.idempotencyTable,
      awsSdkV3Client: deps.dynamodb,
    }),
    config,
  });

  const recordSchema = SqsRecordSchema.extend({
    body: JSONStringified(z.custom<unknown>((body) => impayeFormat.schema.safeParse(body).success)),
  });
  const receiveRecord = async (record: SQSRecord): Promise<void> => {
    const { body } = recordSchema.parse(record);
    const wire = impayeFormat.schema.parse(body);
    const { messageId } = messageSchema.parse(body);
    const placed = placeDwelling(wire.dwelling);
    if (!placed.ok) throw new Error('outside the département');
    const receivedAt = new Date().toISOString();
    const event = caseEventSchema.parse(
      impayeFormat.normalise(wire, {
        id: messageIdOf(wire.sender, messageId),
        sender: wire.sender,
        reference: wire.reference,
        actDate: wire.actDate,
        receivedAt,
        dwelling: placed.dwelling,
        household: wire.household,
        rawKey: `${wire.sender}/${messageId}.json`,
      }),
    );
    const { outcome, caseId } = await idempotent(event);
    await deps.archive(`${wire.sender}/${messageId}.json`, record.body);
    await deps.reply(
      wire.sender,
      JSON.stringify({ version: '1', messageId, outcome, case: caseId, receivedAt }),
    );
  };

  const processor = new BatchProcessor(EventType.SQS);
  return (event: SQSEvent, context: Context) => {
    config.registerLambdaContext(context);
    return processPartialResponse(event, receiveRecord, processor, { context });
  };
};
