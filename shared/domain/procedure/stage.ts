/** The stages of annex 4, in the procedure's order. Alternatives share a rank. */
export const stages = [
  { name: 'signale', rank: 0, title: 'Signalé' },
  { name: 'impaye', rank: 1, title: 'Impayé de loyer' },
  { name: 'miseEnDemeure', rank: 1, title: 'Mise en demeure (trouble de jouissance)' },
  { name: 'conge', rank: 1, title: 'Congé délivré' },
  { name: 'jugementDivorce', rank: 1, title: 'Jugement de divorce' },
  { name: 'commandementDePayer', rank: 2, title: 'Commandement de payer' },
  { name: 'assignation', rank: 3, title: 'Assignation' },
  { name: 'audience', rank: 4, title: 'Audience, décision attendue' },
  { name: 'decision', rank: 5, title: 'Décision du juge (sens non communiqué)' },
  { name: 'delaiDePaiement', rank: 6, title: 'Délai de paiement accordé' },
  { name: 'demandeRejetee', rank: 6, title: 'Demande rejetée', end: 'reprend' },
  { name: 'expulsionOrdonnee', rank: 7, title: 'Expulsion ordonnée' },
  { name: 'adjudication', rank: 7, title: 'Adjudication' },
  { name: 'commandementDeQuitterLesLieux', rank: 8, title: 'Commandement de quitter les lieux' },
  { name: 'demandeCfp', rank: 9, title: 'Concours de la force publique demandé' },
  { name: 'refusImplicite', rank: 10, title: 'Refus implicite du concours' },
  { name: 'cfpRefuse', rank: 10, title: 'Concours refusé' },
  { name: 'cfpSursis', rank: 10, title: 'Concours accordé, sursis' },
  { name: 'cfpAccorde', rank: 10, title: 'Concours accordé' },
  { name: 'cfpNonExecute', rank: 11, title: 'Concours accordé, non exécuté' },
  { name: 'detteSoldee', rank: 12, title: 'Dette soldée, le bail continue', end: 'reprend' },
  { name: 'nouveauBail', rank: 12, title: 'Nouveau bail, ou protocole respecté', end: 'reprend' },
  { name: 'finPoursuites', rank: 12, title: 'Fin des poursuites', end: 'reprend' },
  { name: 'reloge', rank: 12, title: 'Ménage relogé', end: 'definitive' },
  { name: 'parti', rank: 12, title: 'Occupant parti', end: 'definitive' },
  { name: 'expulse', rank: 12, title: 'Expulsion exécutée', end: 'definitive' },
] as const satisfies readonly StageRow[];

/** `reprend`: the case closes, and a later fact opens it again; `definitive`: the household has left. */
type StageRow = { name: string; rank: number; title: string; end?: 'reprend' | 'definitive' };

export type Stage = (typeof stages)[number]['name'];

const byName = new Map<string, StageRow>(stages.map((row) => [row.name, row]));
const rowOf = (stage: Stage): StageRow => byName.get(stage) ?? stages[0];

export const rankOf = (stage: Stage): number => rowOf(stage).rank;
/** A stage as agents read it. */
export const titleOf = (stage: Stage): string => rowOf(stage).title;
/** How a stage ends the procedure, if it does. */
export const endOf = (stage: Stage): 'reprend' | 'definitive' | undefined => rowOf(stage).end;
