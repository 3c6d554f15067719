import * as fc from 'fast-check';
import { addDays } from '../../shared/domain/calendar/civil-date.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { anEvent } from './events.ts';

/** What a specification gives of an event: its kind, its date, and the fields that matter. It is received on the day it happens. */
export type Draft = { kind: string; actDate: string } & Record<string, unknown>;

const senders: Record<string, string> = {
  impaye: 'caf',
  surendettement: 'bdf',
  decisionCfp: 'etat',
  relogement: 'etat',
  avisSuspension: 'etat',
  enqueteSociale: 'mds',
  // A sender that the case knows: `ends.test.ts` covers an end told by a stranger.
  paiement: 'caf',
};

/** A case's events from drafts, each with an id of its own. */
export const eventsOf = (...drafts: Draft[]): CaseEvent[] =>
  drafts.map((draft, index) =>
    anEvent({
      id: `e-${index}`,
      sender: senders[draft.kind] ?? 'etude-girard-provins',
      receivedAt: `${draft.actDate}T08:00:00.000Z`,
      ...draft,
    }),
  );

const START = '2025-01-01';
const dayIn = (days: number) => fc.nat(days).map((day) => addDays(START, day));

const withDate = (kind: string, more: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({ kind: fc.constant(kind), actDate: dayIn(500), ...more });

/** One event of any kind that moves the procedure, within a year and a half, so that dates collide with delays. */
const anyDraft = fc.oneof(
  withDate('impaye', {
    dateConstitution: dayIn(500),
    parc: fc.constantFrom('social', 'prive'),
    suites: fc.subarray(['planDemande', 'fsl', 'saisineCcapex']),
  }),
  withDate('saisineOrganisme'),
  withDate('saisineCcapex', { bailleur: fc.constantFrom({ nature: 'personneMorale' }, {}) }),
  withDate('planApurement', { etat: fc.constant('signe') }),
  withDate('paiement', { solde: fc.constantFrom(0, 5000) }),
  withDate('commandementDePayer', {
    delai: fc.constantFrom(undefined, { valeur: 2, unite: 'mois' }, { valeur: 6, unite: 'semaines' }),
  }),
  withDate('assignation', { dateAudience: fc.option(dayIn(600), { nil: undefined }) }),
  withDate('renvoiAudience', { dateAudience: dayIn(600) }),
  withDate('enqueteSociale', {
    moment: fc.constantFrom('assignation', 'requisition'),
    etat: fc.constant('rendue'),
  }),
  withDate('decision', {
    issue: fc.constantFrom('delaiDePaiement', 'resiliation', 'delaiPourQuitter', 'rejet', undefined),
    delaiAccordeMois: fc.constantFrom(undefined, 1, 6, 36),
  }),
  withDate('echeance', { date: dayIn(600), etat: fc.constantFrom('tenue', 'manquee') }),
  withDate('commandementDeQuitterLesLieux', {
    prefetInformeLe: fc.option(dayIn(500), { nil: undefined }),
  }),
  withDate('demandeCfp'),
  withDate('decisionCfp', {
    issue: fc.constantFrom('accord', 'refus', 'sursis'),
    jusquAu: fc.option(dayIn(600), { nil: undefined }),
  }),
  withDate('executionCfp', { effectuee: fc.boolean() }),
  withDate('surendettement', { etape: fc.constantFrom('depot', 'recevabilite', 'cloture') }),
  withDate('suspensionExpulsion', { fin: fc.option(dayIn(900), { nil: undefined }) }),
  withDate('protocoleCohesionSociale', { etat: fc.constant('signe') }),
  withDate('departVolontaire'),
  withDate('relogement'),
);

/** A whole procedure in any order: 1 to 14 events, each received up to 60 days after it happened. */
export const procedures = fc
  .array(fc.tuple(anyDraft, fc.nat(60)), { minLength: 1, maxLength: 14 })
  .map((drafts) =>
    eventsOf(
      ...drafts.map(([draft, lag]) => ({
        ...draft,
        receivedAt: `${addDays(draft.actDate, lag)}T08:00:00.000Z`,
      })),
    ),
  );
