import { createHash } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Facts, factsOf, isAnswered, tableOf } from './facts.ts';
import { calm } from './faults.ts';
import { keysOf, rowsApart } from './objects.ts';
import { FIRST_DAY, type Sending } from './traffic.ts';
import type { World } from './world.ts';

/**
 * Does what the runbook says once the fault is mended. Dead letters are moved back. Items that a stream gave up are touched,
 * since their state says what is left to do (a notice or a digest still due, a message without its raw form or its reply). A
 * partner drops again the rows that a report says were set apart. Repeats until nothing is left. Returns how many messages and
 * items were brought back.
 */
export const redrive = async (
  world: World,
  sendings: readonly Sending[],
): Promise<{ messages: number; items: number }> => {
  const back = { messages: 0, items: 0 };
  for (;;) {
    await world.drain(calm);
    const messages = await world.redrive();
    const items = world.takeGivenUp() > 0 ? await touch(world, await factsOf(world.hub)) : 0;
    const rows = await dropAgain(world, sendings);
    if (messages + items + rows === 0) return back;
    back.messages += messages;
    back.items += items;
  }
};

/**
 * Drops the rows in a new file: the hub recognises the same file and does not read it again. The new file may hold every row of
 * the old one.
 */
const dropAgain = async (world: World, sendings: readonly Sending[]): Promise<number> => {
  const texts = sendings.flatMap(({ lines }) =>
    lines.flatMap((line) => (line.channel === 'drop' ? [line.text] : [])),
  );
  const known = await keysOf(world.hub, 'DropBucketName');
  let sent = 0;
  for (const [sha256, numbers] of await rowsApart(world.hub)) {
    const key = `drop/caf/reprise-${sha256}.jsonl`;
    const rows = texts
      .find((text) => createHash('sha256').update(text).digest('hex') === sha256)
      ?.split('\n');
    if (!rows || known.has(key)) continue;
    const text = `${numbers.map((line) => rows[line - 1]).join('\n')}\n`;
    world.send({ household: undefined, day: FIRST_DAY, lines: [{ channel: 'drop', key, text }] });
    sent += numbers.length;
  }
  return sent;
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
