import type { CaseEvent, CaseEventKind } from '../events/case-event.ts';

/** Where a case stands in the procedure of annex 4, in the order of the procedure, then how it ended. */
const stages = [
  'signale',
  'impaye',
  'commandementDePayer',
  'assignation',
  'decision',
  'commandementDeQuitterLesLieux',
  'demandeCfp',
  'cfpNonExecute',
  'expulse',
  'parti',
] as const;
export type Stage = (typeof stages)[number];

/** The procedure's order, which breaks ties between acts of one date. */
const kindRank: Record<CaseEventKind, number> = {
  communeConfirmee: 0,
  surendettement: 1,
  impaye: 2,
  commandementDePayer: 3,
  assignation: 4,
  decision: 5,
  commandementDeQuitterLesLieux: 6,
  demandeCfp: 7,
  executionCfp: 8,
  procesVerbal: 9,
  departVolontaire: 10,
};

/** Total order of a case's events: act's date, then the procedure's order of kinds, then id. */
export const compareEvents = (a: CaseEvent, b: CaseEvent): number =>
  compareText(a.actDate, b.actDate) || kindRank[a.kind] - kindRank[b.kind] || compareText(a.id, b.id);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A reprise takes back a dwelling that its occupant had left. */
const stageOfProcesVerbal = { expulsion: 'expulse', tentative: 'cfpNonExecute', reprise: 'parti' } as const;

/** What one event proves about the procedure; `signale` when it proves no step. */
const stageProvenBy = (event: CaseEvent): Stage => {
  switch (event.kind) {
    case 'executionCfp':
      return event.effectuee ? 'expulse' : 'cfpNonExecute';
    case 'procesVerbal':
      return event.nature ? stageOfProcesVerbal[event.nature] : 'signale';
    case 'departVolontaire':
      return 'parti';
    case 'surendettement':
    case 'communeConfirmee':
      return 'signale';
    default:
      return event.kind;
  }
};

/** The furthest stage proven. Steps may be missing or out of order: nothing is inferred from a gap. */
export const stageOf = (events: readonly CaseEvent[]): Stage =>
  events
    .map(stageProvenBy)
    .reduce<Stage>((far, stage) => (stages.indexOf(stage) > stages.indexOf(far) ? stage : far), 'signale');

/** True once the household has left the dwelling, by itself or expelled. */
export const isEnded = (stage: Stage): boolean => stage === 'expulse' || stage === 'parti';
