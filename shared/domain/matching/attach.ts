/** To which case an event goes: an existing one, a new one, or a person decides between several. */
export type Attachment =
  | { kind: 'attach'; caseId: string }
  | { kind: 'new' }
  | { kind: 'doubt'; candidates: string[] };

/**
 * Decides by the cases that claim the event's numbers; `match` decides when no case does. Two different cases are a doubt: two
 * households are never merged silently.
 *
 * @param claimed the cases that already own one of the event's identities, repeats allowed
 */
export const attach = (claimed: readonly string[]): Attachment => {
  const candidates = [...new Set(claimed)].sort();
  const [caseId] = candidates;
  if (caseId === undefined) return { kind: 'new' };
  return candidates.length === 1 ? { kind: 'attach', caseId } : { kind: 'doubt', candidates };
};
