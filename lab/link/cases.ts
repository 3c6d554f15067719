import {
  BLOCK_LIMIT,
  type BlockKey,
  blockKeysOf,
  casesToCompare,
} from '../../shared/domain/matching/block-keys.ts';
import type { Language } from '../../shared/domain/matching/language.ts';
import type { Found } from '../../shared/domain/matching/match.ts';
import { joined, type Subject } from '../../shared/domain/matching/subject.ts';
import { claimOf, claimsOf, createIndex, foyerClaimsOf, nameOf, numberOf } from './blocks.ts';

/** A message in a case. Only the judge reads its `truth`. */
export type Member = { id: string; subject: Subject; truth: string };

/** A case in memory. Only the judge reads its `truth`: that of the record that opened it. */
type MemoryCase = {
  subject: Subject;
  truth: string;
  members: Member[];
  keys: Set<string>;
  mergedInto?: number;
};

type Key = { kind: BlockKey['kind'] | 'identifiant'; name: string };

/** The hub's table, as far as matching uses it: cases, claims, blocks with bounded reads. */
export const createCases = (language: Language) => {
  const cases: MemoryCase[] = [];
  const blocks = createIndex();
  const claims = new Map<string, number>();
  const disputed = new Set<string>();

  /** The blocks of a subject, and its `identifiant`, which published data sets have and the hub has not. */
  const keysOf = (subject: Subject): Key[] => [
    ...blockKeysOf(subject, language).map((key) => ({ kind: key.kind, name: nameOf(key) })),
    ...subject.references
      .filter(({ kind }) => kind === 'identifiant')
      .map((reference) => ({ kind: 'identifiant' as const, name: numberOf(reference) })),
  ];
  const worked = new WeakMap<Subject, Key[]>();
  /** Remembered: the same message is read, then put. */
  const readKeys = (subject: Subject): Key[] => {
    const keys = worked.get(subject) ?? keysOf(subject);
    worked.set(subject, keys);
    return keys;
  };
  const put = (id: number, subject: Subject): void => {
    const known = cases[id]?.keys ?? new Set();
    for (const { name } of readKeys(subject)) {
      if (!known.has(name)) blocks.add(name, id);
      known.add(name);
    }
    for (const claim of [...claimsOf(subject), ...foyerClaimsOf(subject)])
      if (!claims.has(claim)) claims.set(claim, id);
  };
  const caseAt = (id: number): MemoryCase => {
    const found = cases[id];
    if (!found) throw new RangeError(`no case ${id}`);
    return found;
  };
  const open = (member: Member): number => {
    const { subject, truth } = member;
    const id = cases.push({ subject, truth, members: [member], keys: new Set() }) - 1;
    put(id, subject);
    return id;
  };
  const attach = (id: number, member: Member): void => {
    const found = caseAt(id);
    found.members.push(member);
    found.subject = joined([found.subject, member.subject]);
    put(id, member.subject);
  };
  const claimAgain = (from: number, to: number, { subject }: Member): void => {
    for (const claim of [...claimsOf(subject), ...foyerClaimsOf(subject)])
      if (claims.get(claim) === from) claims.set(claim, to);
  };
  /** Makes two cases one. */
  const merge = (from: number, into: number): void => {
    const left = caseAt(from);
    left.mergedInto = into;
    for (const member of left.members) {
      claimAgain(from, into, member);
      attach(into, member);
    }
  };
  /** Takes messages out of a case. Each goes to the case that `into` gives, or to a new case. */
  const detach = (
    id: number,
    strangers: readonly Member[],
    into: (member: Member) => number | undefined,
  ): void => {
    const found = caseAt(id);
    found.members = found.members.filter((member) => !strangers.includes(member));
    found.subject = joined(found.members.map(({ subject }) => subject));
    for (const member of strangers) {
      const known = into(member);
      const to = known ?? open(member);
      if (known !== undefined) attach(known, member);
      claimAgain(id, to, member);
    }
  };
  /**
   * The message's numbers that a case has claimed: those that name a case, and those disputed because contradictory households
   * gave them.
   */
  const claimed = ({ references }: Subject) => {
    const met = references.flatMap((reference) => {
      const claim = claimOf(reference);
      const owner = claim === undefined ? undefined : claims.get(claim);
      return claim === undefined || owner === undefined ? [] : [{ reference, claim, owner }];
    });
    const believed = met.filter(({ claim }) => !disputed.has(claim));
    return { believed, disputed: met.filter((one) => !believed.includes(one)) };
  };
  const dispute = (claim: string): void => {
    disputed.add(claim);
  };
  /** Whether a case other than `id` holds the message's persons at its dwelling. */
  const knownElsewhere = (subject: Subject, id: number): boolean =>
    foyerClaimsOf(subject).some((claim) => (claims.get(claim) ?? id) !== id);

  const subjects = (ids: readonly number[]): Map<string, Subject> =>
    new Map(
      ids.flatMap((id): [string, Subject][] => {
        const found = cases[id];
        return found && found.mergedInto === undefined ? [[String(id), found.subject]] : [];
      }),
    );

  /**
   * What the hub would read for a message, and in how many requests.
   *
   * @param known the case that has the message's number: only the blocks it is not in are read
   */
  const read = (message: Subject, known?: number): Found & { reads: number } => {
    const own = known === undefined ? undefined : cases[known]?.keys;
    const keys = readKeys(message).filter(({ name }) => !own?.has(name));
    const met = keys.map(({ kind, name }) => ({ kind, all: blocks.of(name) }));
    const read = met.map(({ kind, all }) => ({
      kind,
      cases: all.slice(0, BLOCK_LIMIT),
      more: all.length > BLOCK_LIMIT,
    }));
    const { cases: ids, truncated } = casesToCompare(message, read);
    return {
      cases: subjects(ids),
      casesAtAddress: Math.min(BLOCK_LIMIT, met.find(({ kind }) => kind === 'adresse')?.all.length ?? 0),
      truncated,
      reads: keys.length + (ids.length > 0 ? 1 : 0),
    };
  };
  return { cases, open, attach, merge, detach, claimed, dispute, knownElsewhere, subjects, read };
};
export type Cases = ReturnType<typeof createCases>;
