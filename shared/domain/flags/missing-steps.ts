import type { Motif } from '../events/common.ts';
import type { Mark } from '../procedure/mark.ts';
import { type MarkName, named } from '../procedure/mark.ts';
import type { Situation } from '../procedure/situation.ts';
import type { Flag, FlagCode } from './flag.ts';

/** A step that should come after another, and the flag to raise when nobody told of that earlier one. */
type Expectation = {
  code: FlagCode;
  step: readonly MarkName[];
  /** Any of these, on or before the step's date. */
  after: readonly MarkName[];
  /** For these motifs; for all when absent. */
  motifs?: readonly Motif[];
  message: string;
};

const expectations: readonly Expectation[] = [
  {
    code: 'assignationSansCommandementDePayer',
    step: ['assignation'],
    after: ['commandementDePayer'],
    motifs: ['impaye'],
    message: 'Assignation reçue sans commandement de payer connu.',
  },
  {
    code: 'assignationSansConge',
    step: ['assignation'],
    after: ['conge'],
    motifs: ['congeReprise', 'congeVente'],
    message: 'Assignation reçue sans congé connu.',
  },
  {
    code: 'decisionSansAssignation',
    step: ['decision'],
    after: ['assignation'],
    message: 'Décision du juge reçue sans assignation connue.',
  },
  {
    code: 'echeanceSansDelaiDePaiement',
    step: ['echeanceManquee', 'echeanceTenue'],
    after: ['delaiDePaiement'],
    message: 'Échéance signalée sans délai de paiement connu.',
  },
  {
    code: 'commandementDeQuitterSansTitre',
    step: ['commandementDeQuitterLesLieux'],
    after: ['expulsionOrdonnee', 'echeanceManquee', 'adjudication'],
    message: 'Commandement de quitter les lieux reçu sans décision d’expulsion connue.',
  },
  {
    code: 'demandeCfpSansCommandement',
    step: ['demandeCfp'],
    after: ['commandementDeQuitterLesLieux'],
    message: 'Concours de la force publique demandé sans commandement de quitter les lieux connu.',
  },
  {
    code: 'decisionCfpSansDemande',
    step: ['cfpAccorde', 'cfpRefuse', 'cfpSursis'],
    after: ['demandeCfp', 'protocoleDenonce'],
    message: 'Décision sur le concours reçue sans demande connue.',
  },
  {
    code: 'executionSansConcours',
    step: ['cfpNonExecute', 'expulse'],
    after: ['cfpAccorde', 'cfpSursis'],
    message: 'Tentative ou exécution signalée sans concours accordé connu.',
  },
  {
    code: 'impayeInconnuDesOrganismes',
    step: ['commandementDePayer'],
    after: ['organismeSaisi'],
    message: 'Commandement de payer reçu : aucun signalement de l’impayé à la CAF ou à la MSA n’est connu.',
  },
];

/** A flag for each step that was told without the step that should come before it. */
export const missingSteps = (marks: readonly Mark[], situation: Situation): Flag[] =>
  expectations.flatMap(({ code, step, after, motifs, message }) => {
    const orphan = named(marks, ...step).find(
      // The motif is the act's own, where it states one; else the case's first.
      ({ date, motif = situation.motif ?? 'impaye' }) =>
        motifs?.includes(motif) !== false && !named(marks, ...after).some((earlier) => earlier.date <= date),
    );
    return orphan ? [{ code, message, since: orphan.date }] : [];
  });
