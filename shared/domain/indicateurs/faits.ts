import { type CivilDate, LAST_DAY } from '../calendar/civil-date.ts';
import { parisDay } from '../calendar/paris-day.ts';
import { bookkeepingKinds, type CaseEvent, type EventOf } from '../events/case-event.ts';
import type { Situation } from '../procedure/situation.ts';
import { aidesAuLogement, asll, enquetes, fsl, protocoles } from './aides.ts';
import { type AvisSur, ccapex, clpil } from './commissions.ts';
import { audiences, concours, delais, entonnoir, type Procedure, parc } from './concours.ts';
import { indemnisations, suitesDeLEtat } from './etat.ts';
import { deSorte, type Fait, fait, unParAnnee } from './fait.ts';
import { responsabilites } from './responsabilites.ts';

/** What facts are read from: a case's events that count, in order, by procedure too, and what the case makes of them. */
export type Matiere = {
  counted: readonly CaseEvent[];
  /** Its procedures, the current one last. */
  procedures: readonly Procedure[];
  situation: Pick<Situation, 'parc' | 'loyer'>;
  /** The day the procedure ended, where it has. */
  close: CivilDate | undefined;
  /** Whether a decision on the concours departs from the opinions of the CCAPEX in force on its day, if there are any. */
  avisSur: (decision: EventOf<'decisionCfp'>) => AvisSur;
};

/**
 * All that counts of a case for the indicators of the charter (`catalogue.ts`). It depends on the facts, not on the order they came in.
 * What is still to come is there too, from its day on: a silence that will be a refusal, a new year for what goes on.
 *
 * @param today Europe/Paris: what goes on is cut in years up to the next one
 */
export const faitsDe = (matiere: Matiere, today: CivilDate): Fait[] => {
  const { counted, procedures, situation, close, avisSur } = matiere;
  const parProcedure = procedures.flatMap((one) => [
    ...concours(one),
    ...entonnoir(one),
    ...audiences(one),
    ...delais(one),
  ]);
  return [
    ...parProcedure,
    ...parc(counted, situation.parc, parProcedure),
    ...suitesDeLEtat(counted, parProcedure),
    ...indemnisations(counted),
    ...fsl(counted),
    ...unParAnnee(asll(counted, close, today)),
    ...enquetes(counted),
    ...aidesAuLogement(counted),
    ...protocoles(counted),
    ...clpil(counted, parProcedure),
    ...ccapex(counted, avisSur),
    ...responsabilites(
      procedures.flatMap(({ periodes }) => periodes),
      situation.loyer,
      today,
    ),
    ...lettres(counted),
  ];
};

const avancement = ['npai', 'injoignable', 'refuse', 'joint', 'recu'] as const;
const suitesDeLettre = {
  npai: 'Npai',
  injoignable: 'Injoignables',
  refuse: 'Refusees',
  joint: 'Jointes',
  recu: 'Recues',
} as const satisfies Record<EventOf<'suiteOrientation'>['etat'], string>;

/** The letters owed at the commandement de payer, each by the furthest that a body says it came. */
const lettres = (events: readonly CaseEvent[]): Fait[] => {
  const actes = deSorte(events, 'commandementDePayer').map(({ actDate }) => actDate);
  return actes.map((jour, n) => {
    const until = actes[n + 1] ?? LAST_DAY;
    const suites = events.flatMap((event) =>
      event.kind === 'suiteOrientation' && event.actDate >= jour && event.actDate < until ? [event.etat] : [],
    );
    const best = avancement.findLast((etat) => suites.includes(etat));
    return fait(`parcours.lettres${best ? suitesDeLettre[best] : 'SansSuite'}`, jour);
  });
};

/** When the hub learnt of the case, and what it doubted of it. */
export const ouverture = (events: readonly CaseEvent[], provisional: boolean): Fait[] => {
  const [recu] = events
    .filter(({ kind }) => !bookkeepingKinds.includes(kind))
    .map(({ receivedAt }) => parisDay(receivedAt))
    .sort();
  const doute = events.find((event) => event.kind === 'rapprochement' && event.etat === 'douteux');
  return [
    ...(recu === undefined ? [] : [fait('parcours.dossiers', recu)]),
    ...(doute ? [fait('hub.doutes', parisDay(doute.receivedAt))] : []),
    ...(doute && !provisional ? [fait('hub.doutesTranches', parisDay(doute.receivedAt))] : []),
  ];
};
