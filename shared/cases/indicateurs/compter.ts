import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Compte, ecart, type Source } from '../../domain/indicateurs/apport.ts';
import { HubError } from '../../errors.ts';
import { limits } from '../../limits.ts';
import {
  type Additions,
  additionWrites,
  addTo,
  behindWrite,
  type Counted,
  countedWrite,
  isListed,
  never,
  readCounted,
} from '../../store/indicateurs.ts';
import { transactAgain, type Write } from '../../store/transact.ts';

export type CountDeps = { client: DynamoDBDocumentClient; table: string; now: () => string };

/** Times that sources are read and counted again because another counted one of them meanwhile. */
const ATTEMPTS = 8;

/** A source that is not counted for what it is. */
type Owed = { source: Source; read: Counted; left: [place: string, n: number][]; compte: Compte };

/**
 * Counts sources for what they are now, exactly once, however often and in whatever order they are told: what a source was last counted
 * for is kept, and only the difference is added to the rows, in the same transaction. A version older than the one counted is
 * left, and so is an erased case. Gives how many were counted anew.
 *
 * One request reads a hundred sources, one transaction writes what some tens of them change (`limits.transactionItems`).
 *
 * @throws HubError `TABLE_CONTENDED`, `COUNT_CONTENDED` (retryable)
 */
export const compter = async (deps: CountDeps, sources: readonly Source[]): Promise<number> => {
  const latest = new Map<string, Source>();
  for (const source of sources)
    if ((latest.get(source.id)?.version ?? -1) <= source.version) latest.set(source.id, source);
  let asked = [...latest.values()].sort(byPlace);
  let count = 0;
  for (let attempt = 0; asked.length > 0; attempt++) {
    if (attempt === ATTEMPTS)
      throw new HubError('COUNT_CONTENDED', 'others count the same', { retryable: true });
    const done = await countOnce(deps, asked);
    count += done.count;
    asked = done.again;
  }
  return count;
};

/** Those of one place together: they add to the same rows. */
const byPlace = (a: Source, b: Source): number => {
  const [one = '', other = ''] = [Object.keys(a.compte)[0], Object.keys(b.compte)[0]];
  return one < other ? -1 : one > other ? 1 : a.id < b.id ? -1 : 1;
};

const countOnce = async (
  deps: CountDeps,
  sources: readonly Source[],
): Promise<{ count: number; again: Source[] }> => {
  const known = await readCounted(
    deps.client,
    deps.table,
    sources.map(({ id }) => id),
  );
  const owed = sources.flatMap((source): Owed[] => {
    const read = known.get(source.id) ?? never;
    if (read.efface || read.version > source.version) return [];
    const left = ecart(read.compte, source.compte);
    // A version that changes nothing is kept too: one before it may still come, and would.
    return left.length === 0 && read.version === source.version
      ? []
      : [{ source, read, left, compte: read.compte }];
  });
  const again: Source[] = [];
  const at = deps.now();
  for (let waiting: readonly Owed[] = owed; waiting.length > 0; ) {
    const { writes, taken, left } = gathered(deps.table, waiting, at);
    const { kind } = await transactAgain(deps.client, writes);
    // Who else counted one of them is found by reading all of them again.
    if (kind === 'refused') {
      again.push(...waiting.map(({ source }) => source));
      break;
    }
    waiting = left;
    for (const one of taken) if (one.left.length > 0) waiting = [one, ...waiting];
  }
  return { count: owed.length - again.length, again };
};

/**
 * Names that a transaction adds to, at most: all may be of one row, whose update says each in twelve characters of the 4,096 that it may have
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters).
 */
const MOST_NAMES = 250;

/** What a source counted needs, at the least: what is kept of it, a row, a place in a list. */
const ROOM = 3;

/**
 * As many sources as one transaction holds. One that changes more than that is counted in part: what is kept of it says which part, with the
 * version it had.
 */
const gathered = (
  table: string,
  waiting: readonly Owed[],
  at: string,
): { writes: Write[]; taken: Owed[]; left: readonly Owed[] } => {
  const additions: Additions = new Map();
  const others: Write[] = [];
  const taken: Owed[] = [];
  let left: readonly Owed[] = waiting;
  let names = 0;
  const full = (more: number): boolean =>
    additions.size + others.length + more > limits.transactionItems || names >= MOST_NAMES;
  for (const [index, owed] of waiting.entries()) {
    const { source, read } = owed;
    if (full(ROOM)) break;
    left = waiting.slice(index + 1);
    let { compte } = owed;
    let n = 0;
    for (; n < owed.left.length && !full(ROOM); n++) {
      const [place, sum] = owed.left[n] ?? ['', 0];
      addTo(additions, place, sum);
      names += 1;
      const [was, is] = [compte[place] ?? 0, (compte[place] ?? 0) + sum];
      compte = withPlace(compte, place, is);
      if (source.caseId !== undefined && isListed(place) && was > 0 !== is > 0)
        others.push(behindWrite(table, place, source.caseId, is > 0));
    }
    const more = owed.left.slice(n);
    const version = more.length === 0 ? source.version : read.version;
    others.push(countedWrite(table, source, read, { version, compte }, at));
    taken.push({ source, read: { ...read, version, seq: read.seq + 1, compte }, left: more, compte });
  }
  return { writes: [...additionWrites(table, additions), ...others], taken, left };
};

const withPlace = (compte: Compte, place: string, n: number): Compte => {
  const { [place]: _, ...rest } = compte;
  return n === 0 ? rest : { ...rest, [place]: n };
};
