import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { HubError } from '../errors.ts';
import { decisionItemSchema, eventItemSchema } from './items.ts';
import { decisionKey } from './keys.ts';

/** Why one event is in its case. `weight` in bits; absent where nothing was compared. */
export type EventWhy = {
  eventId: string;
  kind: string;
  actDate: string;
  sender: string;
  rule?: string | undefined;
  model?: string | undefined;
  weight?: number;
  explanation?: string;
  /** Cases of a like name or address, which it was not attached to. */
  neighbours?: readonly string[] | undefined;
};

/**
 * Why each event of a case is in it, oldest act first: what was compared, never a name. Two requests, a page of 1 MB each.
 *
 * @throws HubError `CASE_UNKNOWN`
 */
export const readWhy = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
): Promise<EventWhy[]> => {
  const all = async (partition: string, prefix: string): Promise<Record<string, unknown>[]> => {
    const items: Record<string, unknown>[] = [];
    const query = {
      TableName: table,
      KeyConditionExpression: 'PK = :partition AND begins_with(SK, :prefix)',
      ExpressionAttributeValues: { ':partition': partition, ':prefix': prefix },
    };
    for await (const { Items = [] } of paginateQuery({ client }, query)) items.push(...Items);
    return items;
  };
  const events = (await all(`CASE#${caseId}`, 'EVENT#')).map((item) => eventItemSchema.parse(item));
  if (events.length === 0) throw new HubError('CASE_UNKNOWN', `no case ${caseId}`, { retryable: false });
  const decisions = new Map(
    (await all(decisionKey(caseId, '').PK, 'DECISION#'))
      .map((item) => decisionItemSchema.parse(item))
      .map((decision) => [decision.eventId, decision]),
  );
  return events.map(({ event: { id, kind, actDate, sender }, why }) => {
    const compared = decisions.get(id);
    return {
      eventId: id,
      kind,
      actDate,
      sender,
      rule: compared?.rule ?? why?.rule,
      model: compared?.reasons.model ?? why?.model,
      ...(compared && { weight: compared.reasons.weight, explanation: compared.reasons.explanation }),
      ...(why?.neighbours && { neighbours: why.neighbours }),
    };
  });
};
