import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { aDire, type Communication, ditesPar } from '../../domain/communications/registre.ts';
import type { CaseEvent } from '../../domain/events/case-event.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import type { StoredCase } from '../../store/case-store.ts';
import type { CommissionStore } from '../../store/commissions.ts';
import {
  keepLot,
  type Letter,
  type Lot,
  letterOf,
  letterWrite,
  owedWrite,
  readLot,
} from '../../store/communications.ts';
import { transactAgain } from '../../store/transact.ts';
import { readCurrentCase } from '../reading/current-case.ts';
import type { Answer } from '../recording/record-event.ts';
import { type Owed, type Register, readRegister } from './read-register.ts';

/** What letters and the register are made with. */
export type LetterDeps = {
  client: DynamoDBDocumentClient;
  table: string;
  store: CommissionStore;
  /** The State's own mailboxes. */
  boitesDeLEtat: ReadonlySet<string>;
};

/** A letter to print: whom to, and what it tells. */
export type LetterToPrint = {
  caseId: string;
  arrondissement: ArrondissementCode | undefined;
  events: readonly CaseEvent[];
  letter: Letter;
  communications: Communication[];
};

/** Households whose letters are prepared at once: each is a read of its case and a write. */
export const MOST_LETTERS = 50;
/** Cases read at the same time. */
const AT_ONCE = 10;
/** Places given up in one transaction, beside the letter. */
const PLACES_AT_ONCE = 90;

/** Takes items off the list of what awaits a letter, or to another arrondissement's. What somebody took meanwhile is left. */
const leaveList = async (
  { client, table }: Pick<LetterDeps, 'client' | 'table'>,
  owed: readonly Owed[],
  to?: ArrondissementCode,
): Promise<void> => {
  await Promise.all(owed.map(({ key }) => transactAgain(client, [owedWrite(table, key, to)])));
};

/**
 * Prepares the letter that tells a household what was told of it since the last. Undefined when there is nothing to tell. The letter and the places
 * that it gives up are written together.
 */
const writeLetter = async (
  { client, table }: Pick<LetterDeps, 'client' | 'table'>,
  { summary: { caseId, arrondissement }, events }: StoredCase,
  { communications, owed }: Register,
  { by, at }: Answer,
): Promise<LetterToPrint | undefined> => {
  const lines = aDire(communications);
  const settled = owed.filter((one) => one.settled);
  if (lines.length === 0) {
    await leaveList({ client, table }, settled);
    return undefined;
  }
  const letter = letterOf(
    caseId,
    by,
    at,
    lines.map(({ id }) => id),
  );
  const [first, rest] = [settled.slice(0, PLACES_AT_ONCE), settled.slice(PLACES_AT_ONCE)];
  const written = await transactAgain(client, [
    letterWrite(table, caseId, letter),
    ...first.map(({ key }) => owedWrite(table, key, undefined)),
  ]);
  // Somebody prepared it at the same moment: theirs is the letter.
  if (written.kind === 'refused') return undefined;
  await leaveList({ client, table }, rest);
  return { caseId, arrondissement, events, letter, communications: lines };
};

/** The register of one case. @see readRegister for its requests */
export const registerOf = (deps: LetterDeps, found: StoredCase): Promise<Register> =>
  readRegister(deps, found, deps.boitesDeLEtat);

/** Prepares the letter of one case. Undefined when nothing is to be told. */
export const prepareLetter = async (
  deps: LetterDeps,
  found: StoredCase,
  answer: Answer,
): Promise<LetterToPrint | undefined> => writeLetter(deps, found, await registerOf(deps, found), answer);

/** A letter that was prepared, to be printed again. Undefined when the case has none such. */
export const letterAgain = async (
  deps: LetterDeps,
  found: StoredCase,
  id: string,
): Promise<LetterToPrint | undefined> => {
  const { communications, letters } = await registerOf(deps, found);
  const letter = letters.find((one) => one.id === id);
  const { caseId, arrondissement } = found.summary;
  return (
    letter && {
      caseId,
      arrondissement,
      events: found.events,
      letter,
      communications: ditesPar(communications, id),
    }
  );
};

const inTurns = async <T, R>(all: readonly T[], each: (one: T) => Promise<R>): Promise<R[]> => {
  const done: R[] = [];
  for (let start = 0; start < all.length; start += AT_ONCE)
    done.push(...(await Promise.all(all.slice(start, start + AT_ONCE).map(each))));
  return done;
};

/**
 * Prepares the letters of households of an arrondissement, as one lot. A case that went to another arrondissement is listed there from now on. Two
 * requests for each household, and those of its sessions.
 *
 * @param caseIds `MOST_LETTERS` at most
 */
export const prepareLot = async (
  deps: LetterDeps,
  arrondissement: ArrondissementCode,
  caseIds: readonly string[],
  answer: Answer,
): Promise<{ lot: string | undefined; letters: LetterToPrint[] }> => {
  const { client, table } = deps;
  const current = await inTurns(caseIds.slice(0, MOST_LETTERS), (caseId) =>
    readCurrentCase(client, table, caseId),
  );
  const cases = new Map(current.flatMap((found) => (found ? [[found.summary.caseId, found]] : [])));
  const letters = await inTurns([...cases.values()], async (found) => {
    const own = found.summary.arrondissement;
    if (own === arrondissement) return prepareLetter(deps, found, answer);
    if (own !== undefined) await leaveList(deps, (await registerOf(deps, found)).owed, own);
    return undefined;
  });
  const made = letters.flatMap((letter) => letter ?? []);
  if (made.length === 0) return { lot: undefined, letters: [] };
  const lot = await keepLot(client, table, {
    arrondissement,
    at: answer.at,
    by: answer.by,
    letters: made.map(({ caseId, letter }) => ({ caseId, letter: letter.id })),
  });
  return { lot, letters: made };
};

/** The letters of a lot, to be printed again: those of cases that are gone, or elsewhere, are left out. */
export const lotAgain = async (
  deps: LetterDeps,
  arrondissement: ArrondissementCode,
  id: string,
): Promise<{ lot: Lot; letters: LetterToPrint[] } | undefined> => {
  const { client, table } = deps;
  const lot = await readLot(client, table, arrondissement, id);
  if (!lot) return undefined;
  const letters = await inTurns(lot.letters, async ({ caseId, letter }) => {
    const found = await readCurrentCase(client, table, caseId);
    return found?.summary.arrondissement === arrondissement ? letterAgain(deps, found, letter) : undefined;
  });
  return { lot, letters: letters.flatMap((one) => one ?? []) };
};
