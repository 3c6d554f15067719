import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { replyItemSchema } from '../../functions/reply/send-reply.ts';
import { sourceOfMessage } from '../../functions/reply/source.ts';
import { addCompte, differencesOf, rowsOf, type Sums } from '../../shared/cases/indicateurs/reconstruire.ts';
import { type CivilDate, isDay } from '../../shared/domain/calendar/civil-date.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { arrondissementCodeSchema } from '../../shared/domain/events/household.ts';
import { compteEn } from '../../shared/domain/indicateurs/apport.ts';
import { isListed } from '../../shared/store/indicateurs.ts';
import { type Facts, householdOf, isAnswered, isPartners, type StoredCase } from './facts.ts';

/** What a run broke: one line for each. */
export type Broken = string[];

const isFiled = (outcome: string | undefined): boolean => outcome === 'accepted' || outcome === 'pending';

/** Nothing is lost or invented: each message ended as in a clean run, and each filed one is in exactly one case. */
export const messagesHold = (facts: Facts, clean: Facts): Broken => {
  const broken: Broken = [];
  for (const [id, { outcome }] of clean.markers) {
    const own = facts.markers.get(id);
    if (!own) broken.push(`lost: message ${id} has no end`);
    else if (isFiled(own.outcome) !== isFiled(outcome))
      broken.push(`message ${id} ended ${own.outcome}, ${outcome} in a clean run`);
    else if (own.replyBy !== 'report' && !isAnswered(facts, own))
      broken.push(`message ${id} (${own.outcome}) is not archived and answered`);
  }
  for (const id of facts.markers.keys())
    if (!clean.markers.has(id)) broken.push(`message ${id} is unknown to a clean run`);
  for (const id of clean.holders.keys()) {
    const cases = facts.holders.get(id) ?? [];
    if (cases.length !== 1)
      broken.push(
        `${cases.length === 0 ? 'lost' : 'double-filed'}: event ${id} is in ${cases.length} cases ${cases}`,
      );
  }
  for (const id of facts.holders.keys())
    if (!clean.holders.has(id)) broken.push(`event ${id} is unknown to a clean run`);
  for (const [key, replies] of facts.replies) {
    const ends = new Set(replies.map(({ outcome }) => isFiled(outcome)));
    if (ends.size > 1) broken.push(`message ${key} was answered both filed and refused`);
  }
  return broken;
};

/** Before anyone answers a review: no case holds two households, and two cases of one household are linked by a review. */
export const householdsHold = (
  facts: Facts,
  reviews: readonly { caseId: string; candidates: string[] }[],
): Broken => {
  const broken: Broken = [];
  const homes = new Map<string, string[]>();
  for (const [caseId, { events }] of facts.cases) {
    const who = new Set(events.filter(isPartners).map(householdOf));
    if (who.size > 1) broken.push(`mis-filed: case ${caseId} holds ${who.size} households`);
    for (const one of who) if (one) homes.set(one, [...(homes.get(one) ?? []), caseId]);
  }
  for (const [who, cases] of homes) {
    const [first, ...others] = cases;
    if (!first) continue;
    const reached = new Set([first]);
    for (let grew = true; grew; ) {
      const before = reached.size;
      for (const { caseId, candidates } of reviews) {
        const group = [caseId, ...candidates];
        if (group.some((one) => reached.has(one))) for (const one of group) reached.add(one);
      }
      grew = reached.size > before;
    }
    const alone = others.filter((one) => !reached.has(one));
    if (alone.length > 0)
      broken.push(`double-filed: nobody is asked whether ${first} and ${alone} are one (${who})`);
  }
  return broken;
};

/**
 * Once the reviews are answered: one case for each household, its events those of a clean run, and its summary the fold of its events.
 */
export const foldsHold = (
  facts: Facts,
  clean: Facts,
  days: readonly CivilDate[],
  last: CivilDate,
): Broken => {
  const broken: Broken = [];
  const [own, other] = [byHousehold(facts), byHousehold(clean)];
  for (const [who, expected] of other) {
    const cases = own.get(who) ?? [];
    const [only, ...more] = cases;
    if (!only || more.length > 0 || expected.length !== 1)
      broken.push(`household ${who} has ${cases.length} cases, ${expected.length} in a clean run`);
    else if (!isDeepStrictEqual(factsIn(only), factsIn(expected[0])))
      broken.push(`the events of ${who} are not those of a clean run`);
    else if (!isDeepStrictEqual(foldOf(only, last), foldOf(expected[0], last)))
      broken.push(`the case of ${who} does not stand as in a clean run`);
  }
  for (const [caseId, { summary, events }] of facts.cases) {
    if (!days.some((day) => agrees(summary, events, day)))
      broken.push(`the summary of ${caseId} is not the fold of its events on any day of the run`);
  }
  return broken;
};

const byHousehold = ({ cases }: Facts): Map<string, StoredCase[]> => {
  const homes = new Map<string, StoredCase[]>();
  for (const found of cases.values()) {
    const who = found.events.filter(isPartners).map(householdOf)[0];
    if (who) homes.set(who, [...(homes.get(who) ?? []), found]);
  }
  return homes;
};

/** Events without what may differ between runs: when they came, where their raw form is, and the version id of their piece. */
const factsIn = (found: StoredCase | undefined): unknown[] =>
  (found?.events ?? [])
    .filter(isPartners)
    .map(({ receivedAt: _, rawKey: __, ...fact }) =>
      JSON.parse(JSON.stringify(fact, (key, value) => (key === 'versionId' ? undefined : value))),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));

const foldOf = (found: StoredCase | undefined, day: CivilDate): unknown => {
  const events = (found?.events ?? [])
    .filter(isPartners)
    .map((event) => ({ ...event, receivedAt: `${day}T12:00:00.000Z`, rawKey: undefined }));
  return JSON.parse(JSON.stringify(caseOf(events as CaseEvent[], day)));
};

const agrees = (summary: Record<string, unknown>, events: readonly CaseEvent[], day: CivilDate): boolean => {
  // What waits for the CCAPEX is in the row that lists show.
  const { chronology: _, saisines, compteLe: __, ...fold } = caseOf(events, day);
  const plain: Record<string, unknown> = JSON.parse(JSON.stringify(fold));
  const { data: row } = z.looseObject({ saisines: z.optional(z.unknown()) }).safeParse(summary.row);
  return (
    row !== undefined &&
    isDeepStrictEqual(row.saisines ?? [], JSON.parse(JSON.stringify(saisines))) &&
    Object.entries(plain).every(([key, value]) => isDeepStrictEqual(summary[key], value))
  );
};

/**
 * Every notice was sent by a mail that carries its id, or may wait for a morning after the last; no mail carries another id. With
 * `exact`, the notices are those of a clean run.
 */
export const noticesHold = (facts: Facts, clean: Facts, last: CivilDate, exact: boolean): Broken => {
  const broken: Broken = [];
  const told = new Map<string, number>();
  for (const { id } of facts.mails) told.set(id, (told.get(id) ?? 0) + 1);
  const known = new Set([
    ...facts.notices.map(({ noticeId }) => noticeId),
    ...facts.digests.map(({ digestId }) => digestId),
    ...facts.demandes.map(({ id }) => id),
  ]);
  for (const id of told.keys())
    if (!known.has(id)) broken.push(`a mail tells of ${id || 'nothing'}, which is no notice`);
  const rows = new Set(facts.digests.flatMap((digest) => digest.rows.map(({ noticeId }) => noticeId)));
  for (const { noticeId, status, sendBy = '' } of facts.notices) {
    if (status === 'sent' && !told.has(noticeId))
      broken.push(`notice ${noticeId} is marked sent and no mail tells it`);
    if (status === 'digested' && !rows.has(noticeId)) broken.push(`notice ${noticeId} is in no digest`);
    if (status === 'due' || (status === 'gathered' && sendBy <= last))
      broken.push(`notice ${noticeId} is still ${status}, to be sent by ${sendBy}`);
  }
  for (const { digestId, status } of facts.digests)
    if (status !== 'sent' || !told.has(digestId)) broken.push(`digest ${digestId} is ${status}`);
  for (const { id, status } of facts.demandes)
    if (status !== 'sent' || !told.has(id)) broken.push(`request for figures ${id} is ${status}`);
  if (exact && !isDeepStrictEqual(noticesOf(facts), noticesOf(clean))) {
    const [own, other] = [noticesOf(facts), noticesOf(clean)];
    const missing = other.filter((one) => !own.includes(one));
    const more = own.filter((one) => !other.includes(one));
    broken.push(
      `notices differ from a clean run: ${missing.length} missing ${missing.slice(0, 2)}, ${more.length} more ${more.slice(0, 2)}`,
    );
  }
  return broken;
};

/** Notices by household rather than by reference, since references depend on the order of arrival. */
const noticesOf = ({ notices, cases }: Facts): string[] =>
  notices
    // Left out: these tell of a person's answer, and the two runs need not ask the same questions.
    .filter(({ template }) => template !== 'deplacement')
    .map(({ caseId, recipient, template, eventId, due, day }) => {
      const merged = String(cases.get(caseId)?.summary.mergedInto ?? caseId);
      const who = cases.get(merged)?.events.filter(isPartners).map(householdOf)[0];
      return [who, recipient, template, eventId, due, day].join(' ');
    })
    .sort();

/**
 * Every count is the sum of what the cases' summaries, which `foldsHold` holds, and the messages' records count for: each once, whatever
 * failed or came twice. Every case behind a count is listed there.
 */
export const countsHold = ({ items }: Pick<Facts, 'items'>): Broken => {
  const sums = { dossiers: new Map(), effaces: new Map(), hub: new Map() } satisfies Record<string, Sums>;
  const expected = { dossiers: new Map(), hub: new Map() } satisfies Record<string, Sums>;
  const listed = new Set<string>();
  const behind = new Set<string>();
  for (const item of items) {
    for (const { of, compte } of rowsOf(item)) addCompte(sums[of], compte);
    const [summary, message] = [caseSchema.safeParse(item).data, messageSchema.safeParse(item).data];
    if (summary) {
      const compte = compteEn(summary.arrondissement ?? 'sans', summary.apport);
      addCompte(expected.dossiers, compte);
      for (const place of Object.keys(compte)) if (isListed(place)) behind.add(`${place} ${summary.caseId}`);
    }
    if (message) for (const { compte } of sourceOfMessage(message)) addCompte(expected.hub, compte);
    if (item.entity === 'DERRIERE') listed.add(behindOf(item));
  }
  const messages: Sums = new Map([...sums.hub].filter(([place]) => /\|(messages|refus)\./.test(place)));
  return [...differencesOf(sums.dossiers, expected.dossiers), ...differencesOf(messages, expected.hub)]
    .map(({ place, kept, rebuilt }) => `counted ${kept} at ${place}, ${rebuilt} in the cases and messages`)
    .concat(
      [
        ...[...behind].filter((one) => !listed.has(one)),
        ...[...listed].filter((one) => !behind.has(one)),
      ].map((one) => `not listed once behind its count, or wrongly: ${one}`),
    );
};

const caseSchema = z.looseObject({
  entity: z.literal('CASE'),
  caseId: z.string(),
  arrondissement: z.optional(arrondissementCodeSchema),
  apport: z.record(z.string(), z.record(z.string(), z.number())),
});
const messageSchema = z.looseObject({ ...replyItemSchema.shape });
/** The place and the case of an item behind a count. */
const behindOf = ({ PK, SK }: Record<string, unknown>): string => {
  const [, annee = '', cle = ''] = String(PK).split('#');
  const [lieu = '', caseId = ''] = String(SK).split('#');
  return `${lieu}|${annee}|${cle} ${caseId}`;
};

/** Number of mails beyond the first of each notice. */
export const repeatsIn = ({ mails }: Facts): number => mails.length - new Set(mails.map(({ id }) => id)).size;

/** The register of pieces is that of a clean run, and every file has its whole report. */
export const recordsHold = (facts: Facts, clean: Facts): Broken => {
  const statuses = ({ pieces }: Facts): string[] =>
    pieces.map(({ key, status }) => `${key} ${isFiled(status) ? 'filed' : status}`).sort();
  const broken: Broken = [];
  if (!isDeepStrictEqual(statuses(facts), statuses(clean)))
    broken.push(
      `the register of pieces differs from a clean run: ${statuses(facts).filter((one) => !statuses(clean).includes(one))} / ${statuses(clean).filter((one) => !statuses(facts).includes(one))}`,
    );
  // Rows set apart are in `refused`, but their sender was told and sent them again in another file: they do not count.
  const counted = ({ apart }: Facts, { sha256, totals }: Facts['files'][number]): string =>
    `${totals.rows ?? 0} rows, ${(totals.refused ?? 0) - (apart.get(sha256)?.length ?? 0)} refused`;
  for (const file of clean.files) {
    const own = facts.files.find(({ sha256 }) => sha256 === file.sha256);
    const [ends, expected] = [own && counted(facts, own), counted(clean, file)];
    if (own?.status !== 'done' || ends !== expected)
      broken.push(`file ${file.key} ended ${own?.status}, ${ends}; clean: ${expected}`);
    else if (!facts.drop.has(`${own.report}.csv`)) broken.push(`file ${file.key} has no report`);
  }
  return broken;
};

/**
 * No item of the table holds a text that looks like a day and is not one: anything that begins like a day (a fifth digit, a
 * sign), at any depth, in any part of a key. A partner's raw message is left out: it is the partner's own text.
 */
export const daysHold = ({ items }: Pick<Facts, 'items'>): Broken =>
  items.flatMap(({ raw: _, reply: __, ...item }) =>
    textsIn(item)
      .flatMap((text) => text.split('#'))
      .filter((text) => LIKE_A_DAY.test(text) && !isDay(text.slice(0, 10)))
      .map((text) => `no day: ${text.slice(0, 20)} in ${String(item.PK)} ${String(item.SK)}`),
  );

const LIKE_A_DAY = /^(?:[+-]\d{4,}-\d{2}|\d{4,6}-\d{2}-\d{2}(?!\d))/;

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
