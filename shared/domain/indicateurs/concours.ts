import { type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import { currentAudience } from '../delays/rules/judiciaire.ts';
import type { CaseEvent, EventOf } from '../events/case-event.ts';
import { type Mark, type MarkName, named } from '../procedure/mark.ts';
import type { Situation } from '../procedure/situation.ts';
import { refusImplicites } from '../responsabilite/marks.ts';
import type { Periode } from '../responsabilite/periodes.ts';
import type { DelaiMesure } from './catalogue.ts';
import { anneeDe, deSorte, type Fait, fait, PLUS_LONG, unique, unParAnnee } from './fait.ts';

/** One procedure of a case: its events, and what they prove. */
export type Procedure = {
  events: readonly CaseEvent[];
  marks: readonly Mark[];
  periodes: readonly Periode[];
  /** The day it ended, where it has. */
  fin: CivilDate | undefined;
};

/** The concours de la force publique, from the commandement de quitter les lieux to the eviction. */
export const concours = ({ events, periodes }: Procedure): Fait[] => {
  const demandes = deSorte(events, 'demandeCfp').map(({ actDate }) => actDate);
  return [
    ...deSorte(events, 'commandementDeQuitterLesLieux').map(({ actDate }) =>
      fait('etat.commandementsQuitter', actDate),
    ),
    ...demandes.map((jour) => fait('etat.demandesCfp', jour)),
    ...decisionsDuPrefet(events, demandes),
    ...unique(refusImplicites(periodes), ({ date }) => date).map(({ date }) =>
      fait('etat.rejetsImplicites', date),
    ),
    ...interventions(events).map((jour) => fait('etat.interventions', jour)),
  ];
};

/** What counts of the social stock: the case at the réquisition, once in a year; the concours carried out. @param procedure what was counted of the procedures */
export const parc = (
  events: readonly CaseEvent[],
  of: Situation['parc'],
  procedure: readonly Fait[],
): Fait[] => {
  if (of === 'prive') return [];
  const requisition = of === undefined ? 'aorif.requisitionsSansParc' : 'aorif.dossiersRequisition';
  return [
    ...unParAnnee(deSorte(events, 'demandeCfp').map(({ actDate }) => fait(requisition, actDate))),
    ...(of === undefined ? [] : procedure)
      .filter(({ cle }) => cle === 'etat.interventions')
      .map(({ jour }) => fait('aorif.cfpEffectifs', jour)),
  ];
};

/** A sursis is a grant put off where no grant came before it since the last demande. */
const decisionsDuPrefet = (events: readonly CaseEvent[], demandes: readonly CivilDate[]): Fait[] => {
  const decisions = deSorte(events, 'decisionCfp', ({ issue }) => issue);
  const cleDe = ({ issue, actDate }: EventOf<'decisionCfp'>): string => {
    if (issue !== 'sursis') return clesDeDecision[issue];
    const depuis = demandes.findLast((jour) => jour <= actDate) ?? '';
    const suit = decisions.some(
      (one) => one.issue === 'accord' && one.actDate >= depuis && one.actDate <= actDate,
    );
    return suit ? 'etat.sursis' : 'etat.cfpAccordes';
  };
  return decisions.map((one) => fait(cleDe(one), one.actDate));
};

const clesDeDecision = {
  accord: 'etat.cfpAccordes',
  refus: 'etat.refusExpres',
  miseEnDemeure: 'etat.misesEnDemeure',
} as const;

const estOctroi = ({ issue }: EventOf<'decisionCfp'>): boolean => issue === 'accord' || issue === 'sursis';
const octrois = (events: readonly CaseEvent[]): EventOf<'decisionCfp'>[] =>
  deSorte(events, 'decisionCfp', ({ issue }) => issue).filter(estOctroi);

/** The days on which the concours was carried out; where nobody says so, the procès-verbal of an eviction that a grant allowed. */
const interventions = (events: readonly CaseEvent[]): CivilDate[] => {
  const told = deSorte(events, 'executionCfp', ({ effectuee }) => String(effectuee)).filter(
    ({ effectuee }) => effectuee,
  );
  if (told.length > 0) return told.map(({ actDate }) => actDate);
  const [octroi] = octrois(events);
  return deSorte(events, 'procesVerbal', ({ nature }) => nature ?? '')
    .filter(
      ({ nature, actDate }) => nature === 'expulsion' && octroi !== undefined && octroi.actDate <= actDate,
    )
    .slice(0, 1)
    .map(({ actDate }) => actDate);
};

/** What became of an assignation: each step counts in the year of the assignation, from the day it is reached. */
export const entonnoir = ({ events, marks }: Procedure): Fait[] => {
  const [assignation] = named(marks, 'assignation');
  if (!assignation) return [];
  const annee = anneeDe(assignation.date);
  const apres = (jours: readonly (CivilDate | undefined)[]): CivilDate | undefined =>
    jours.flatMap((jour) => (jour !== undefined && jour >= assignation.date ? [jour] : [])).sort()[0];
  const effectif = apres(interventions(events));
  const accorde = apres([...octrois(events).map(({ actDate }) => actDate), effectif]);
  const demande = apres([...named(marks, 'demandeCfp').map(({ date }) => date), accorde]);
  const steps: [string, CivilDate | undefined][] = [
    ['parcours.assignations', assignation.date],
    ['parcours.dsf', apres(named(marks, 'dsfAuJuge').map(({ date }) => date))],
    ['parcours.cfpDemandes', demande],
    ['parcours.cfpAccordes', accorde],
    ['parcours.cfpEffectifs', effectif],
  ];
  return steps.flatMap(([cle, jour]) => (jour === undefined ? [] : [fait(cle, jour, 1, annee)]));
};

/** The hearing of an assignation, unless the procedure ended before it. */
export const audiences = ({ marks, fin }: Procedure): Fait[] => {
  const audience = named(marks, 'assignation').length > 0 ? currentAudience(marks) : undefined;
  if (!audience || (fin !== undefined && fin < audience.date)) return [];
  const diagnostic = named(marks, 'dsfAuJuge').some(({ date }) => date < audience.date);
  return [
    fait('parcours.audiences', audience.date),
    ...(diagnostic ? [fait('parcours.dsfAvantAudience', audience.date)] : []),
  ];
};

const bornes: readonly [DelaiMesure, de: MarkName, a: readonly MarkName[]][] = [
  ['commandementAssignation', 'commandementDePayer', ['assignation']],
  ['assignationDiagnostic', 'assignation', ['dsfAuJuge']],
  ['assignationAudience', 'assignation', ['audience']],
  ['audienceDecision', 'audience', ['decision']],
  ['decisionCommandement', 'expulsionOrdonnee', ['commandementDeQuitterLesLieux']],
  ['commandementDemande', 'commandementDeQuitterLesLieux', ['demandeCfp']],
  ['demandeDecision', 'demandeCfp', ['cfpAccorde', 'cfpSursis', 'cfpRefuse']],
  ['octroiExecution', 'cfpAccorde', ['expulse']],
];

/** From the first of a step to the first of the other that is not before it. */
export const delais = ({ marks, fin }: Procedure): Fait[] =>
  bornes.flatMap(([cle, de, a]) => {
    const [debut] = named(marks, de);
    const suite = debut && named(marks, ...a).find(({ date }) => date >= debut.date);
    // A hearing that the end of the procedure comes before is not held.
    if (!debut || !suite || (fin !== undefined && fin < suite.date)) return [];
    return [fait(`delai.${cle}@${Math.min(daysBetween(debut.date, suite.date), PLUS_LONG)}`, suite.date)];
  });
