import type { Motif } from '../events/common.ts';
import type { MarkName } from './mark.ts';
import { rankOf, type Stage } from './stage.ts';

/** One step of annex 4: the fact that takes a case to a stage, and from where. */
export type Transition = {
  mark: MarkName;
  to: Stage;
  /** Stages it leaves beside those of a lower or equal rank. */
  alsoFrom?: readonly Stage[];
  /** It leaves stages up to this one only. */
  upTo?: Stage;
  /** It leaves these stages only. */
  onlyFrom?: readonly Stage[];
  /** It is a step of these motifs only; of all when absent. */
  motifs?: readonly Motif[];
};

const afterRefusal: readonly Stage[] = [
  'refusImplicite',
  'cfpRefuse',
  'cfpSursis',
  'cfpAccorde',
  'cfpNonExecute',
];

const withATitle: readonly Stage[] = [
  'expulsionOrdonnee',
  'adjudication',
  'commandementDeQuitterLesLieux',
  'demandeCfp',
  ...afterRefusal,
];

/**
 * The procedure (charter, annexe 4), for every motif of charter §II. A fact moves a case forward, or sideways between
 * alternatives; going back is listed explicitly. A missing step blocks nothing: it raises a flag (`shared/domain/flags`).
 */
export const transitions: readonly Transition[] = [
  { mark: 'impayeConnu', to: 'impaye' },
  { mark: 'impayeConstitue', to: 'impaye' },
  { mark: 'organismeSaisi', to: 'impaye' },
  { mark: 'miseEnDemeure', to: 'miseEnDemeure' },
  { mark: 'conge', to: 'conge' },
  { mark: 'jugementDivorce', to: 'jugementDivorce' },
  { mark: 'commandementDePayer', to: 'commandementDePayer' },
  { mark: 'assignation', to: 'assignation' },
  { mark: 'audience', to: 'audience' },
  { mark: 'decision', to: 'decision' },
  { mark: 'delaiDePaiement', to: 'delaiDePaiement' },
  { mark: 'demandeRejetee', to: 'demandeRejetee' },
  { mark: 'echeanceManquee', to: 'expulsionOrdonnee' },
  { mark: 'expulsionOrdonnee', to: 'expulsionOrdonnee' },
  { mark: 'delaiPourQuitter', to: 'expulsionOrdonnee' },
  // The judgment of adjudication is a title by itself: no assignation, no hearing.
  { mark: 'adjudication', to: 'adjudication' },
  { mark: 'commandementDeQuitterLesLieux', to: 'commandementDeQuitterLesLieux' },
  // A new request after a refusal, or after a grant that came to nothing.
  { mark: 'demandeCfp', to: 'demandeCfp', alsoFrom: afterRefusal },
  { mark: 'refusImplicite', to: 'refusImplicite', upTo: 'demandeCfp' },
  { mark: 'cfpRefuse', to: 'cfpRefuse', alsoFrom: ['cfpNonExecute'] },
  { mark: 'cfpSursis', to: 'cfpSursis', alsoFrom: ['cfpNonExecute'] },
  { mark: 'cfpAccorde', to: 'cfpAccorde', alsoFrom: ['cfpNonExecute'] },
  // A tentative before any grant moves nothing.
  { mark: 'cfpNonExecute', to: 'cfpNonExecute', onlyFrom: ['cfpSursis', 'cfpAccorde'] },
  // Once the lease is terminated, payment alone does not restore it.
  { mark: 'detteSoldee', to: 'detteSoldee', upTo: 'delaiDePaiement', motifs: ['impaye'] },
  { mark: 'protocoleRespecte', to: 'nouveauBail' },
  { mark: 'nouveauBail', to: 'nouveauBail' },
  // A title that is reversed leaves nothing to carry out.
  { mark: 'titreInfirme', to: 'demandeRejetee', alsoFrom: withATitle },
  { mark: 'renonciation', to: 'finPoursuites' },
  { mark: 'deces', to: 'finPoursuites' },
  { mark: 'reloge', to: 'reloge' },
  { mark: 'parti', to: 'parti' },
  { mark: 'expulse', to: 'expulse' },
];

/** Whether a transition applies from this stage. @param stage one that has not ended the procedure */
export const leaves = ({ to, alsoFrom, upTo, onlyFrom }: Transition, stage: Stage): boolean =>
  onlyFrom?.includes(stage) ??
  (alsoFrom?.includes(stage) === true ||
    (rankOf(stage) <= rankOf(to) && (upTo === undefined || rankOf(stage) <= rankOf(upTo))));
