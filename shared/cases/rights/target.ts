import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { caseOf } from '../../domain/case/case-of.ts';
import type { Marks } from '../../domain/erasure/texts.ts';
import { areSeveral, describedIn, isWho, mayBe, undatedIn, type Who } from '../../domain/erasure/who.ts';
import type { CaseEvent } from '../../domain/events/case-event.ts';
import { type Person, personSchema } from '../../domain/events/household.ts';
import { referencesTold } from '../../domain/matching/subject.ts';
import { HubError } from '../../errors.ts';
import { readCase } from '../../store/case-store.ts';
import { readTombstone } from './erase-case.ts';

/** What a request is about: one case and its household, one person in all cases, or that person in that case. */
export type Asked = { caseId?: string | undefined; who?: Who | undefined };

/** A case of the person, and who else is in it: the others are neither shown nor erased. */
export type TargetCase = {
  caseId: string;
  gone: Person[];
  others: Person[];
  /** What senders call the case. */
  names: string[];
  events: CaseEvent[];
  status: 'open' | 'closed' | 'review';
  held: boolean;
};
export type Target = {
  cases: TargetCase[];
  /** References of cases that name somebody who may be the person: nothing is done with them. */
  doubtful: string[];
  /** Persons to look for in the copies that belong to no case. */
  persons: Person[];
  /** The tombstone of a case that was asked for by its reference and is already erased. */
  tombstone: { erasedAt: string; by: string } | undefined;
};

type Deps = { client: DynamoDBDocumentClient; table: string };

const summarySchema = z.object({ caseId: z.string(), household: z.array(personSchema) });

/**
 * Finds the cases that a request is about. By a person: one scan of the table's summaries, each of which holds its whole
 * household. When the request also names the case, a person of that name without a birth date is taken for the one asked for.
 *
 * @param at now, ISO UTC
 * @param onScanned called with how many items were read so far
 * @throws HubError `CASE_UNKNOWN`; `PERSON_UNSURE`: two persons of one household fit, a first name is needed; `PERSON_UNKNOWN`:
 * nobody in the case has this name
 */
export const targetOf = async (
  deps: Deps,
  { caseId, who }: Asked,
  at: string,
  onScanned: (items: number) => void = () => {},
): Promise<Target> => {
  const found = who && caseId === undefined ? await casesOf(deps, who, onScanned) : [];
  const sure = found.filter(({ person }) => person === 'sure').map((one) => one.caseId);
  const cases: TargetCase[] = [];
  for (const id of caseId === undefined ? sure.sort() : [caseId]) {
    const one = await targetCase(deps, id, who, at, caseId !== undefined);
    if (one) cases.push(one);
  }
  const doubtful = [
    ...found.filter(({ person }) => person === 'doubtful').map((one) => one.caseId),
    ...cases
      .filter(({ gone, others }) => who && others.some((person) => mayBe(toldOf(who, gone), person)))
      .map((one) => one.caseId),
  ].sort();
  const tombstone =
    caseId !== undefined && cases.length === 0
      ? await readTombstone(deps.client, deps.table, caseId)
      : undefined;
  if (caseId !== undefined && cases.length === 0 && !tombstone)
    throw new HubError('CASE_UNKNOWN', `no case ${caseId}`, { retryable: false });
  const named: Person[] = who
    ? [
        {
          nomNaissance: who.nom,
          dateNaissance: who.naissance,
          ...(who.prenom !== undefined && { prenoms: [who.prenom] }),
        },
      ]
    : [];
  return { cases, doubtful, persons: [...named, ...cases.flatMap(({ gone }) => gone)], tombstone };
};

const casesOf = async (
  { client, table }: Deps,
  who: Who,
  onScanned: (items: number) => void,
): Promise<{ caseId: string; person: 'sure' | 'doubtful' }[]> => {
  const found: { caseId: string; person: 'sure' | 'doubtful' }[] = [];
  let scanned = 0;
  const asked = {
    TableName: table,
    ConsistentRead: true,
    FilterExpression: 'entity = :case',
    ExpressionAttributeValues: { ':case': 'CASE' },
    ProjectionExpression: 'caseId, household',
  };
  for await (const { Items = [], ScannedCount = 0 } of paginateScan({ client }, asked)) {
    for (const item of Items) {
      const { caseId, household } = summarySchema.parse(item);
      if (household.some((person) => isWho(who, person))) found.push({ caseId, person: 'sure' });
      else if (household.some((person) => mayBe(who, person))) found.push({ caseId, person: 'doubtful' });
    }
    scanned += ScannedCount;
    onScanned(scanned);
  }
  return found;
};

const targetCase = async (
  deps: Deps,
  caseId: string,
  who: Who | undefined,
  at: string,
  named: boolean,
): Promise<TargetCase | undefined> => {
  const found = await readCase(deps.client, deps.table, caseId);
  if (!found) return undefined;
  const { events, names } = found;
  const state = caseOf(events, parisDay(at));
  const everyone = events.flatMap(({ household }) => household);
  const gone = who ? goneOf(who, everyone, named) : everyone;
  if (who && gone.length === 0)
    throw new HubError('PERSON_UNKNOWN', `nobody so named in ${caseId}`, { retryable: false });
  if (who && areSeveral(gone))
    throw new HubError('PERSON_UNSURE', `two persons so named in ${caseId}`, { retryable: false });
  return {
    caseId,
    gone,
    others: everyone.filter((person) => !gone.includes(person)),
    names: [...names.values()],
    events,
    status: state.status,
    held: state.gel !== undefined,
  };
};

/** The person asked for, with the first name that their case tells where none was given. */
const toldOf = (who: Who, gone: readonly Person[]): Who => ({
  ...who,
  prenom: who.prenom ?? gone.flatMap(({ prenoms }) => prenoms ?? [])[0],
});

/** The person's descriptions in a household. When the request names the case, one without a birth date counts too. */
const goneOf = (who: Who, everyone: readonly Person[], named: boolean): Person[] => {
  const described = describedIn(who, everyone);
  return described.length === 0 && named ? undatedIn(who, everyone) : described;
};

/** What identifies persons and whole cases in a text. References identify a household only when all of it goes. */
export const marksOf = (persons: readonly Person[], whole: readonly TargetCase[]): Marks => ({
  persons,
  cases: whole.flatMap(({ caseId, names }) => [caseId, ...names]),
  references: whole.flatMap(({ events }) => events.flatMap(referencesTold)),
});
