import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { schemaVersion } from '../../store/items.ts';
import { traceKey } from '../../store/keys.ts';
import type { Answer } from './record-event.ts';

/** Five years, as what is asked about persons is kept. */
const READ_DAYS = 1826;
/** A case's reference, or the whole table: what else was asked for may be a name. */
const CASES = /^((\d{2,3}|2[AB])-\d{4}-\d{6,9}|\*)$/;
/** References an item of the table has room for, with a wide margin. */
const CASES_AT_ONCE = 1000;

/**
 * Records that a person reads cases: who, when, by which command, which cases; never a name. Before anything is shown: what throws here
 * shows nothing. One request a thousand cases.
 *
 * @param command what was asked, without what it was asked of: `review why`
 * @param cases their references; none when nothing was found, `*` for the whole table
 */
export const recordRead = async (
  client: DynamoDBDocumentClient,
  table: string,
  { by, at }: Answer,
  command: string,
  cases: readonly string[],
): Promise<void> => {
  const all = [...new Set(cases)].filter((one) => CASES.test(one)).sort();
  for (let start = 0; start === 0 || start < all.length; start += CASES_AT_ONCE) {
    const some = all.slice(start, start + CASES_AT_ONCE);
    const name = createHash('sha256')
      .update(JSON.stringify([by, command, some]))
      .digest('hex');
    await client.send(
      new PutCommand({
        TableName: table,
        Item: {
          ...traceKey(parisDay(at), `${at}#lecture#${name.slice(0, 16)}`),
          entity: 'TRACE',
          schemaVersion,
          expiresAt: Math.floor(Date.parse(at) / 1000) + READ_DAYS * 86_400,
          action: 'lecture',
          command,
          by,
          at,
          cases: some,
        },
      }),
    );
  }
};
