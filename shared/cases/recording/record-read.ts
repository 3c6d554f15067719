import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { readsOfCase, traceKey } from '../../store/keys.ts';
import { readerWrite } from '../../store/persons-own.ts';
import { transactAgain, type Write } from '../../store/transact.ts';
import { put } from '../../store/writes.ts';
import { readerIdOf } from './read-log.ts';
import type { Answer } from './record-event.ts';

/** Who reads, and when (ISO UTC). `person`: their id in the register, where they signed in; two persons may bear one name. */
export type Reading = Answer & { person?: string };

/** Five years, as all traces of requests about persons. */
const READ_DAYS = 1826;
/** A case's reference, or `*` for the whole table. Anything else that was asked for is not recorded: it may be a name. */
const CASES = /^((\d{2,3}|2[AB])-\d{4}-\d{6,9}|\*)$/;
/** References in one trace: an item of the table has room for many more. */
const CASES_AT_ONCE = 1000;

/**
 * Records that a person reads cases: who, when, by which command, which cases; never a name. It is called before anything is
 * shown: when it throws, nothing is shown. A read of exactly one case can be found by that case in the index `worklist`. One request for
 * each thousand cases.
 *
 * @param command the command without its arguments: `review why`
 * @param cases their references; none when nothing was found, `*` for the whole table
 * @param opens of a case that is there, what the person sees: the case says that they opened it (`readBeside`), and `whole` that they know
 * what is new of it
 * @param also what is written with the first trace, all or nothing
 * @throws HubError `TABLE_CONTENDED` (retryable)
 */
export const recordRead = async (
  client: DynamoDBDocumentClient,
  table: string,
  { by, at, person }: Reading,
  command: string,
  cases: readonly string[],
  opens?: 'whole' | 'part',
  also: readonly Write[] = [],
): Promise<void> => {
  const all = [...new Set(cases)].filter((one) => CASES.test(one)).sort();
  const [one = '*'] = all;
  const alone = all.length === 1 && one !== '*' ? one : undefined;
  for (let start = 0; start === 0 || start < all.length; start += CASES_AT_ONCE) {
    const some = all.slice(start, start + CASES_AT_ONCE);
    const name = createHash('sha256')
      .update(JSON.stringify([by, command, some]))
      .digest('hex');
    const trace = put(table, 'trace', {
      ...traceKey(parisDay(at), `${at}#lecture#${name.slice(0, 16)}`),
      entity: 'TRACE',
      expiresAt: Math.floor(Date.parse(at) / 1000) + READ_DAYS * 86_400,
      action: 'lecture',
      command,
      by,
      at,
      cases: some,
      ...(person !== undefined && { person }),
      ...(alone !== undefined && readsOfCase(alone, at)),
    });
    const reader = { person: person ?? readerIdOf(by), by, at, command };
    await transactAgain(client, [
      trace,
      ...(start === 0 ? also : []),
      ...(alone === undefined || opens === undefined
        ? []
        : [readerWrite(table, alone, reader, opens === 'whole')]),
    ]);
  }
};
