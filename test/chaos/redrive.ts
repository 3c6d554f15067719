import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Facts, factsOf, isAnswered, tableOf } from './facts.ts';
import { calm } from './faults.ts';
import type { World } from './world.ts';

/**
 * What the runbook says to do once the fault is mended: move the dead letters back, and touch the items a stream gave up, whose
 * state says what is left (a notice or a digest still due, a message without its raw form or its reply). Goes on until
 * nothing is left. Gives how many messages and items were brought back.
 */
export const redrive = async (world: World): Promise<{ messages: number; items: number }> => {
  const back = { messages: 0, items: 0 };
  for (;;) {
    await world.drain(calm);
    const messages = await world.redrive();
    const items = world.takeGivenUp() > 0 ? await touch(world, await factsOf(world.hub)) : 0;
    if (messages + items === 0) return back;
    back.messages += messages;
    back.items += items;
  }
};

const touch = async ({ hub, now }: World, facts: Facts): Promise<number> => {
  const { client, table } = tableOf(hub);
  const keys = [
    ...facts.notices
      .filter(({ status }) => status === 'due')
      .map(({ caseId, noticeId }) => ({ PK: `CASE#${caseId}`, SK: `NOTICE#${noticeId}` })),
    ...facts.digests.filter(({ status }) => status === 'due').map(({ PK, SK }) => ({ PK, SK })),
    ...[...facts.markers.values()]
      .filter((marker) => marker.replyBy === 'queue' && !isAnswered(facts, marker))
      .map(({ messageId }) => ({ PK: `MESSAGE#${messageId}`, SK: 'MESSAGE' })),
  ];
  for (const Key of keys)
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key,
        UpdateExpression: 'SET retriedAt = :at',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeValues: { ':at': now() },
      }),
    );
  return keys.length;
};
