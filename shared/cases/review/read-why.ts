import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { broughtBy, inForce } from '../../domain/case/standing.ts';
import type { CaseEvent, EventOf } from '../../domain/events/case-event.ts';
import { HubError } from '../../errors.ts';
import { type DecisionItem, decisionItemSchema, eventItemSchema, type Why } from '../../store/items.ts';
import { decisionKey } from '../../store/keys.ts';

/** Why one event is in its case. `weight` in bits; absent where nothing was compared. */
export type EventWhy = {
  eventId: string;
  kind: string;
  actDate: string;
  sender: string;
  /** The person who told it. */
  by?: string | undefined;
  rule?: string | undefined;
  model?: string | undefined;
  weight?: number;
  explanation?: string;
  /** Cases with a similar name or address, to which it was not attached. */
  neighbours?: readonly string[] | undefined;
  /** The case it came from, and by whose answer. What was compared for it was compared there. */
  moved?: { from: string; by: string; cause: EventOf<'deplacement'>['cause'] };
};

/**
 * Why each event of a case is in it, oldest act first: what was compared, never a name. Two requests for each page of 1 MB (one when
 * the events are given), and two more for each case that events came from, where the reasons of their attachment are kept.
 *
 * @param known the case's events, where they were read already
 * @throws HubError `CASE_UNKNOWN`
 */
export const readWhy = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
  known?: readonly { event: CaseEvent; why?: Why | undefined }[],
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
  const read = async (one: string) =>
    (await all(`CASE#${one}`, 'EVENT#')).map((item) => eventItemSchema.parse(item));
  const eventsOf = async (one: string): Promise<CaseEvent[]> => (await read(one)).map(({ event }) => event);
  const events = known ?? (await read(caseId));
  if (events.length === 0) throw new HubError('CASE_UNKNOWN', `no case ${caseId}`, { retryable: false });
  const decisions = new Map<string, DecisionItem>();
  const seen = new Set<string>();
  const lookIn = async (one: string, itsEvents: readonly CaseEvent[]): Promise<void> => {
    seen.add(one);
    for (const item of await all(decisionKey(one, '').PK, 'DECISION#')) {
      const decision = decisionItemSchema.parse(item);
      if (!decisions.has(decision.eventId)) decisions.set(decision.eventId, decision);
    }
    // Decisions stay in the case where they were made, and an event may have come through several cases.
    for (const event of itsEvents)
      if (event.kind === 'deplacement' && event.role === 'cible' && !seen.has(event.autre))
        await lookIn(event.autre, await eventsOf(event.autre));
  };
  const told = events.map(({ event }) => event);
  await lookIn(caseId, told);
  const standing = inForce(told);
  return events.map(({ event: { id, kind, actDate, sender, by }, why }) => {
    const compared = decisions.get(id);
    const brought = broughtBy(standing, id);
    return {
      eventId: id,
      kind,
      actDate,
      sender,
      ...(by !== undefined && { by }),
      rule: compared?.rule ?? why?.rule,
      model: compared?.reasons.model ?? why?.model,
      ...(compared && { weight: compared.reasons.weight, explanation: compared.reasons.explanation }),
      ...(why?.neighbours && { neighbours: why.neighbours }),
      ...(brought && {
        moved: { from: brought.autre, by: brought.by ?? brought.reference, cause: brought.cause },
      }),
    };
  });
};
