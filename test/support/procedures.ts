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
  demandeEnqueteSociale: 'etat',
  transmissionDsf: 'etat',
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

/**
 * A commandement de quitter les lieux that the préfet received the day it was served, long before any other act of a specification:
 * until he has one, no silence runs on a demande de CFP (CPCE, art. L412-5).
 */
export const cqlLongAgo: Draft = {
  kind: 'commandementDeQuitterLesLieux',
  actDate: '2019-01-07',
  prefetInformeLe: '2019-01-07',
};

/** A demande de CFP that nothing keeps from running: the préfet has had the commandement de quitter les lieux for long. */
export const cfpInOrder = (actDate: string, over: object = {}): Draft[] => [
  cqlLongAgo,
  { kind: 'demandeCfp', actDate, ...over },
];

const START = '2025-01-01';
const dayIn = (days: number) => fc.nat(days).map((day) => addDays(START, day));

const withDate = (kind: string, more: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({ kind: fc.constant(kind), actDate: dayIn(500), ...more });

const maybe = (days: number) => fc.option(dayIn(days), { nil: undefined });

/** The acts from the demande de CFP to its end, and all that the State's liability depends on. */
const liabilityDrafts = [
  withDate('decision', {
    issue: fc.constantFrom('resiliation', 'delaiPourQuitter'),
    delaiAccordeMois: fc.constantFrom(undefined, 1, 6, 36),
    delaiCommandementMois: fc.constantFrom(undefined, undefined, 0, 1),
    juge: fc.constantFrom(undefined, 'fond', 'jex'),
    horsTreve: fc.constantFrom(undefined, undefined, undefined, 'entreeParForce'),
  }),
  withDate('suiteJugement', {
    etape: fc.constantFrom(
      'signification',
      'appel',
      'opposition',
      'executionProvisoireArretee',
      'infirmation',
    ),
  }),
  withDate('commandementDeQuitterLesLieux', { prefetInformeLe: maybe(500) }),
  withDate('demandeCfp', {
    sender: fc.constantFrom('etude-girard-provins', 'etude-girard-provins', 'bailleur-x'),
    prefetInformeLe: maybe(500),
  }),
  withDate('receptionPrefet', {
    acte: fc.constantFrom('assignation', 'commandementDeQuitterLesLieux', 'demandeCfp', 'lettreDuBailleur'),
  }),
  withDate('retraitDemandeCfp'),
  withDate('decisionCfp', {
    issue: fc.constantFrom('accord', 'refus', 'sursis', 'miseEnDemeure'),
    motifRefus: fc.constantFrom(undefined, 'prematuree', 'ordrePublic', 'autre'),
    jusquAu: maybe(600),
  }),
  withDate('executionCfp', { effectuee: fc.boolean() }),
  withDate('protocoleCohesionSociale', { etat: fc.constantFrom('signe', 'refuse', 'denonce', 'respecte') }),
  withDate('surendettement', {
    etape: fc.constantFrom(
      'depot',
      'recevabilite',
      'planApprouve',
      'mesures',
      'retablissementPersonnel',
      'cloture',
    ),
  }),
  withDate('suspensionExpulsion', { fin: maybe(900) }),
  withDate('finPoursuites', { cause: fc.constantFrom('renonciation', 'vente', 'deces') }),
  withDate('nouveauBail'),
  withDate('relogement', { etat: fc.constantFrom(undefined, 'assure', 'effectue') }),
  withDate('departVolontaire'),
] as const;

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
  withDate('aideFsl', { etat: fc.constantFrom('demandee', 'accordee', 'refusee') }),
  withDate('decisionCcapex', { aide: fc.constantFrom('maintien', 'suspension'), notifieeLe: maybe(500) }),
  withDate('commandementDePayer', {
    delai: fc.constantFrom(undefined, { valeur: 2, unite: 'mois' }, { valeur: 6, unite: 'semaines' }),
    dateBail: fc.constantFrom(undefined, '2019-04-01', '2024-04-01'),
  }),
  withDate('suiteOrientation', {
    organisme: fc.constantFrom('adil', 'mds', 'ccas'),
    etat: fc.constantFrom('joint', 'npai'),
  }),
  withDate('assignation', { dateAudience: maybe(600), prefetInformeLe: maybe(500) }),
  withDate('caduciteAssignation'),
  withDate('renvoiAudience', { dateAudience: dayIn(600) }),
  withDate('demandeEnqueteSociale', { moment: fc.constantFrom('assignation', 'requisition') }),
  withDate('enqueteSociale', {
    moment: fc.constantFrom('assignation', 'requisition'),
    etat: fc.constant('rendue'),
  }),
  withDate('transmissionDsf', { destinataire: fc.constantFrom(undefined, 'juge', 'ccapex') }),
  withDate('decision', {
    issue: fc.constantFrom('delaiDePaiement', 'resiliation', 'delaiPourQuitter', 'rejet', undefined),
    delaiAccordeMois: fc.constantFrom(undefined, 1, 6, 36),
  }),
  withDate('echeance', { date: dayIn(600), etat: fc.constantFrom('tenue', 'manquee') }),
  withDate('recoursDalo', {
    voie: fc.constantFrom('dalo', 'daho'),
    etat: fc.constantFrom('depose', 'reconnu'),
  }),
  withDate('indemnisation', { etat: fc.constantFrom('demandee', 'accordee', 'refusee', 'transaction') }),
  ...liabilityDrafts,
);

const arrived = (drafts: readonly (readonly [Draft, number])[]): CaseEvent[] =>
  eventsOf(
    ...drafts.map(([draft, lag]) => ({
      ...draft,
      receivedAt: `${addDays(draft.actDate, lag)}T08:00:00.000Z`,
    })),
  );

/** A whole procedure in any order: 1 to 14 events, each received up to 60 days after it happened. */
export const procedures = fc
  .array(fc.tuple(anyDraft, fc.nat(60)), { minLength: 1, maxLength: 14 })
  .map(arrived);

/** A procedure that came to a demande de CFP, and what followed, in any order. */
export const liabilities = fc
  .tuple(
    fc.tuple(withDate('commandementDeQuitterLesLieux', { prefetInformeLe: dayIn(200) }), fc.nat(60)),
    fc.tuple(withDate('demandeCfp'), fc.nat(60)),
    fc.array(fc.tuple(fc.oneof(...liabilityDrafts), fc.nat(60)), { maxLength: 9 }),
  )
  .map(([cql, cfp, drafts]) => arrived([cql, cfp, ...drafts]));
