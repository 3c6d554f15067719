import { createHash } from 'node:crypto';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { holdOf } from '../../domain/case/standing.ts';
import type { EventOf } from '../../domain/events/case-event.ts';
import { type Answer, readKnownCase, recordEvent } from '../recording/record-event.ts';
import type { ObjectVersion } from './buckets.ts';
import { caseCopies, holdPrefix } from './case-copies.ts';
import type { EraseDeps } from './erase-case.ts';

/**
 * Puts cases under legal hold, or lifts it, by an event of each case with who said it and why. A case already in that state gets
 * no second event. What expires by itself (objects, markers, the register) is copied to the bucket of holds, where nothing
 * expires; asking again also copies what came since. Gives the cases that changed.
 *
 * @throws HubError `CASE_UNKNOWN`, `CASE_CHANGED`
 */
export const setHold = async (
  deps: EraseDeps,
  cases: readonly string[],
  { etat, pourquoi }: Pick<EventOf<'gel'>, 'etat'> & { pourquoi: string | undefined },
  answer: Answer,
): Promise<string[]> => {
  const changed: string[] = [];
  for (const caseId of cases) {
    const found = await readKnownCase(deps, caseId);
    if (etat === 'pose') await keepCopies(deps, caseId);
    if ((holdOf(found.events) !== undefined) === (etat === 'pose')) continue;
    const event: EventOf<'gel'> = {
      id: createHash('sha256').update(`${caseId}|gel|${etat}|${answer.at}`).digest('hex'),
      kind: 'gel',
      etat,
      ...(pourquoi !== undefined && { pourquoi }),
      sender: 'etat',
      reference: caseId,
      by: answer.by,
      actDate: parisDay(answer.at),
      receivedAt: answer.at,
      dwelling: {},
      household: [],
    };
    await recordEvent(deps, caseId, found, event, answer);
    if (etat === 'leve') await deps.objects.removeUnder(deps.buckets.hold, holdPrefix(caseId));
    changed.push(caseId);
  }
  return changed;
};

/** Most bytes of an object's key, in UTF-8. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const LONGEST_KEY = 1024;

/**
 * Key of the copy of an object's version: it ends with the object's own key, or with its hash where the whole would be too long
 * for S3.
 */
const heldKey = (caseId: string, place: string, { key, versionId }: ObjectVersion): string => {
  const start = `${holdPrefix(caseId)}${place}/${versionId}/`;
  if (Buffer.byteLength(start + key) <= LONGEST_KEY) return start + key;
  const [extension = ''] = /\.\w{1,8}$/.exec(key) ?? [];
  return `${start}${createHash('sha256').update(key).digest('hex')}${extension}`;
};

/** Copies what would expire by itself: each object, in every version, and each item that has an expiry, as JSON. */
const keepCopies = async ({ objects, buckets, ...deps }: EraseDeps, caseId: string): Promise<void> => {
  const copies = await caseCopies({ ...deps, buckets }, caseId);
  for (const { bucket, key } of copies?.objects ?? []) {
    const place = Object.entries(buckets).find(([, name]) => name === bucket)?.[0] ?? bucket;
    const type = /\.pdf$/i.test(key) ? 'application/pdf' : 'application/json';
    for (const one of await objects.of(bucket, key))
      if (!one.marker)
        await objects.replace(buckets.hold, heldKey(caseId, place, one), await objects.read(one), type);
  }
  const items = (copies?.elsewhere ?? []).filter(({ expiresAt }) => expiresAt !== undefined);
  for (const item of items) {
    const name = createHash('sha256').update(`${item.PK}|${item.SK}`).digest('hex');
    const key = `${holdPrefix(caseId)}table/${name}.json`;
    await objects.replace(buckets.hold, key, JSON.stringify(item), 'application/json');
  }
};
