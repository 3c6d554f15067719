import { inForce, notUndone } from '../case/standing.ts';
import type { CaseEvent } from '../events/case-event.ts';
import { oriente } from '../events/support.ts';
import type { ORIENTATIONS } from './issues.ts';
import { estInscrite, type Seance, type Situation } from './seance.ts';

/** What became of a household after a session, as its case says. */
export type Apres = {
  planRespecte: boolean;
  protocoleRespecte: boolean;
  nouveauBail: boolean;
  cfpAccorde: boolean;
};

/**
 * What became of a household from a session on: a plan kept to its end, a protocole de cohésion sociale kept, a new lease; or the concours granted.
 *
 * @param depuis the day of the session
 */
export const apresSeance = (events: readonly CaseEvent[], depuis: string): Apres => {
  const since = inForce(notUndone(events)).filter(({ actDate }) => actDate >= depuis);
  return {
    planRespecte: since.some((event) => event.kind === 'planApurement' && event.etat === 'respecte'),
    protocoleRespecte: since.some(
      (event) => event.kind === 'protocoleCohesionSociale' && event.etat === 'respecte',
    ),
    nouveauBail: since.some(({ kind }) => kind === 'nouveauBail'),
    cfpAccorde: since.some((event) => event.kind === 'decisionCfp' && event.issue === 'accord'),
  };
};

/** The yearly evaluation of a CLPIL (charter, annexe 6, art. 6). */
export type Bilan = {
  annee: number;
  seances: number;
  /** By landlord: situations examined, each time they were, and households, each once. */
  parBailleur: { bailleur: string; situations: number; menages: number }[];
  /** Situations oriented to each of the four bodies of article 6. */
  orientations: Record<(typeof ORIENTATIONS)[number], number>;
  /** Households, each once, by what their exit was. */
  sorties: { planRespecte: number; protocoleRespecte: number; nouveauBail: number; total: number };
  /** Households whose concours was granted after a session. */
  cfpAccordes: number;
  /** Households of which the hub has no case: what became of them is not counted. */
  sansDossier: number;
};

/** A session of the year, with its households. */
export type SeanceDeLAnnee = { seance: Seance; situations: readonly Situation[] };

/**
 * Counts a year. A household that withdrew after it was examined counts among situations; what became of it is not followed.
 *
 * @param apres by case
 */
export const bilanDe = (
  annee: number,
  sessions: readonly SeanceDeLAnnee[],
  apres: ReadonlyMap<string, Apres>,
): Bilan => {
  const held = sessions.filter(
    ({ seance }) => seance.etat === 'close' && seance.date.startsWith(`${annee}-`),
  );
  const examined = held.flatMap(({ seance, situations }) =>
    situations
      .filter((one) => estInscrite(one, seance) || (one.etat === 'retiree' && one.issues.length > 0))
      .map((one) => ({ one, menage: one.caseId ?? `${one.bailleur}|${one.id}` })),
  );
  const landlords = Map.groupBy(examined, ({ one }) => one.bailleur);
  const cases = [...new Set(examined.flatMap(({ one }) => one.caseId ?? []))];
  const became = cases.flatMap((caseId) => apres.get(caseId) ?? []);
  const count = (of: (one: Apres) => boolean): number => became.filter(of).length;
  const orientedTo = (organisme: (typeof ORIENTATIONS)[number]): number =>
    examined.filter(({ one }) =>
      one.issues.some((decided) => decided.organisme === organisme && oriente(decided.issue)),
    ).length;
  return {
    annee,
    seances: held.length,
    parBailleur: [...landlords]
      .map(([bailleur, own]) => ({
        bailleur,
        situations: own.length,
        menages: new Set(own.map(({ menage }) => menage)).size,
      }))
      .toSorted((a, b) => (a.bailleur < b.bailleur ? -1 : 1)),
    orientations: {
      ccas: orientedTo('ccas'),
      mds: orientedTo('mds'),
      bailleur: orientedTo('bailleur'),
      asll: orientedTo('asll'),
    },
    sorties: {
      planRespecte: count((one) => one.planRespecte),
      protocoleRespecte: count((one) => one.protocoleRespecte),
      nouveauBail: count((one) => one.nouveauBail),
      total: count((one) => one.planRespecte || one.protocoleRespecte || one.nouveauBail),
    },
    cfpAccordes: count((one) => one.cfpAccorde),
    sansDossier: examined.filter(({ one }) => one.caseId === undefined).length,
  };
};
