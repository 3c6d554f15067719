import type { CaseEvent } from '../events/case-event.ts';
import type { Dwelling } from '../events/household.ts';

/**
 * The dwelling of a case, from its events in order: a person's last answer first, which corrects those before; else the earliest event that names the commune; else
 * the earliest that has its arrondissement.
 */
export const dwellingOf = (ordered: readonly CaseEvent[]): Dwelling => {
  const confirmed = ordered
    .filter(({ kind }) => kind === 'communeConfirmee')
    // Stryker disable next-line EqualityOperator: of two of one instant, either comes last
    .sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1))
    .at(-1);
  const known =
    confirmed ??
    ordered.find(({ dwelling }) => dwelling.insee && dwelling.arrondissement) ??
    ordered.find(({ dwelling }) => dwelling.arrondissement) ??
    ordered[0];
  const street = ordered.find(({ dwelling }) => dwelling.street)?.dwelling;
  // Stryker disable next-line OptionalChaining: for the types: a case has at least one event
  return { ...(street && { street: street.street, complement: street.complement }), ...known?.dwelling };
};
