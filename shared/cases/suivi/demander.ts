import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { dwellingOf } from '../../domain/case/dwelling-of.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { saidCommune } from '../../domain/notices/said.ts';
import { estLaPersonne, type PersonneDemandee, placesDe } from '../../domain/suivi/personne.ts';
import { quiSuit, type Suivi } from '../../domain/suivi/qui-suit.ts';
import { countAsk } from '../../store/asks.ts';
import { readCase } from '../../store/case-store.ts';
import { toItem } from '../../store/client.ts';
import { answeredWrite } from '../../store/communications.ts';
import { blockPartition } from '../../store/keys.ts';
import { readFound } from '../reading/find-cases.ts';
import { readerIdOf } from '../recording/read-log.ts';
import type { Answer } from '../recording/record-event.ts';
import { recordRead } from '../recording/record-read.ts';

/** Questions of one person in an hour of the clock. Ours: a listener of the 115 asks a few an hour, a guess takes hundreds. */
export const MOST_ASKS = 60;
/** Cases read of one block, and households told of in one answer. */
const MOST_OF_BLOCK = 100;
const MOST_TOLD = 5;

/** A household of the person who is asked about: where its dwelling is, to find whom to ring, and who is at work. */
type MenageSuivi = {
  arrondissement: ArrondissementCode | undefined;
  commune: string;
  insee: string | undefined;
  suivis: Suivi[];
};
/** What is answered. `trop`: they asked too often, and nothing was looked for. */
export type Reponse = { kind: 'dit'; menages: MenageSuivi[] } | { kind: 'trop' };

type Deps = { client: DynamoDBDocumentClient; table: string; matchingKey: string };
/** Who asks: their name, their id where they signed in, the partner they speak for. */
export type Demandeur = Answer & { person?: string; partner: string };

const casesOf = async ({ client, table, matchingKey }: Deps, asked: PersonneDemandee): Promise<string[]> => {
  const blocks = await Promise.all(
    placesDe(asked).map((key) =>
      client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'PK = :block',
          ExpressionAttributeValues: toItem({ ':block': blockPartition(matchingKey, key) }),
          ProjectionExpression: 'SK',
          Limit: MOST_OF_BLOCK,
        }),
      ),
    ),
  );
  const ids = blocks.flatMap(({ Items = [] }) => Items.map(({ SK }) => String(SK?.S).slice('A#'.length)));
  const found = await readFound(client, table, [...new Set(ids)]);
  return found
    .filter(({ household }) => household.some((person) => estLaPersonne(asked, person)))
    .map(({ caseId }) => caseId)
    .toSorted();
};

const menageDe = async (
  { client, table }: Deps,
  caseId: string,
  today: CivilDate,
): Promise<{ caseId: string; menage: MenageSuivi }[]> => {
  const found = await readCase(client, table, caseId);
  // Set apart, it is about to be erased, and in no list.
  if (!found || found.summary.apart || found.summary.erasing) return [];
  const suivis = quiSuit(found.events, today);
  if (suivis.length === 0) return [];
  const dwelling = dwellingOf(found.events);
  return [
    {
      caseId,
      menage: {
        arrondissement: found.summary.arrondissement,
        commune: saidCommune(dwelling) ?? '',
        insee: dwelling.insee,
        suivis,
      },
    },
  ];
};

/**
 * Answers a body that receives a household and asks who follows it. A household of whom nobody is at work is told as one that the hub does not know:
 * whoever guesses a name learns nothing of it. Who asked, when, and which cases were told is recorded before anything is given; what was typed is kept
 * nowhere. One request to count, one for each block of the person (three or so), one for the cases found in them, one for each household, one to record.
 *
 * @throws HubError `TABLE_BUSY`, `TABLE_CONTENDED` (retryable)
 */
export const demanderQuiSuit = async (
  deps: Deps,
  asked: PersonneDemandee,
  { by, at, person, partner }: Demandeur,
  command: string,
): Promise<Reponse> => {
  const { client, table } = deps;
  const id = person ?? readerIdOf(by);
  if (!(await countAsk(client, table, id, at, MOST_ASKS))) return { kind: 'trop' };
  const today = parisDay(at);
  const caseIds = (await casesOf(deps, asked)).slice(0, MOST_TOLD);
  const told = (await Promise.all(caseIds.map((caseId) => menageDe(deps, caseId, today)))).flat();
  await recordRead(
    client,
    table,
    { by, at, ...(person !== undefined && { person }) },
    command,
    told.map(({ caseId }) => caseId),
    'part',
    told.map(({ caseId, menage }) => answeredWrite(table, caseId, { partner, person: id, at }, menage)),
  );
  return { kind: 'dit', menages: told.map(({ menage }) => menage) };
};
