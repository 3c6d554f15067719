import type { CivilDate } from '../calendar/civil-date.ts';
import type { CaseEvent, EventOf } from '../events/case-event.ts';
import { oriente } from '../events/support.ts';
import { normaliseName } from '../text/normalise-name.ts';
import { deSorte, type Fait, fait, unique, unParAnnee } from './fait.ts';

const orientationsClpil = {
  ccas: 'Ccas',
  mds: 'Mds',
  bailleur: 'Bailleurs',
  asll: 'Asll',
} as const;
const estOriente = (organisme: string | undefined): organisme is keyof typeof orientationsClpil =>
  organisme !== undefined && Object.hasOwn(orientationsClpil, organisme);

/** Characters of a landlord's name that tell it from others: all that a row keeps. */
const LONGEST_NAME = 80;

const SANS_NOM = 'PARTICULIER';

/** A landlord that is a person is not named: rows last longer than cases. One is named that is said to be a firm, or a social landlord, or that tells it itself. */
const nomDuBailleur = ({ bailleur, parc, sender }: EventOf<'inscriptionClpil'>): string => {
  const { nature, nom } = bailleur ?? {};
  if (nature === 'personnePhysique' || nature === 'sciFamiliale') return SANS_NOM;
  if (parc === 'prive' && nature === undefined) return SANS_NOM;
  const own = sender.startsWith('bailleur-');
  if (nom !== undefined && (own || parc === 'social' || nature === 'personneMorale'))
    return normaliseName(nom);
  return own ? normaliseName(sender.replace(/^bailleur-/, '')) : '';
};

/** The yearly evaluation of annexe 6, article 6, from the cases: what was examined, by landlord, and what became of it. */
export const clpil = (events: readonly CaseEvent[], procedure: readonly Fait[]): Fait[] => {
  const decisions = events.filter(
    (event): event is EventOf<'decisionClpil'> => event.kind === 'decisionClpil',
  );
  const seances = unique(
    decisions,
    ({ commission = '', dateCommission }) => `${commission}|${dateCommission}`,
  );
  const [premiere] = seances.map(({ dateCommission }) => dateCommission).sort();
  if (premiere === undefined) return [];
  const bailleurA = (jour: CivilDate): string => {
    const inscription = events.findLast(
      (event): event is EventOf<'inscriptionClpil'> =>
        event.kind === 'inscriptionClpil' && event.dateCommission === jour,
    );
    return inscription ? nomDuBailleur(inscription).slice(0, LONGEST_NAME) : '';
  };
  const situations = seances.map(({ dateCommission }) => ({
    jour: dateCommission,
    bailleur: bailleurA(dateCommission),
  }));
  const orientations = unique(
    decisions.flatMap(({ organisme, issues, commission = '', dateCommission }) =>
      estOriente(organisme) && issues.some(oriente) ? [{ organisme, commission, dateCommission }] : [],
    ),
    ({ organisme, commission, dateCommission }) => `${organisme}|${commission}|${dateCommission}`,
  );
  const sortie = (cle: string, jours: readonly CivilDate[]): Fait[] =>
    jours
      .filter((jour) => jour >= premiere)
      .slice(0, 1)
      .map((jour) => fait(cle, jour));
  const respecte = (kind: 'planApurement' | 'protocoleCohesionSociale'): CivilDate[] =>
    events.flatMap((event) => (event.kind === kind && event.etat === 'respecte' ? [event.actDate] : []));
  const sorties = [
    ...sortie('clpil.planRespecte', respecte('planApurement')),
    ...sortie('clpil.protocoleRespecte', respecte('protocoleCohesionSociale')),
    ...sortie(
      'clpil.nouveauBail',
      events.flatMap(({ kind, actDate }) => (kind === 'nouveauBail' ? [actDate] : [])),
    ),
  ];
  const detaille = (cle: string, { jour, bailleur }: (typeof situations)[number]): Fait[] => [
    fait(cle, jour),
    fait(`${cle}@${bailleur || 'SANS'}`, jour),
  ];
  return [
    ...situations.flatMap((one) => detaille('clpil.situations', one)),
    ...unParAnnee(situations.flatMap((one) => detaille('clpil.menages', one))),
    ...orientations.map(({ organisme, dateCommission }) =>
      fait(`clpil.orientations${orientationsClpil[organisme]}`, dateCommission),
    ),
    ...sorties,
    ...sortie('clpil.sortiesPositives', sorties.map(({ jour }) => jour).sort()),
    ...sortie(
      'clpil.cfpAccordes',
      procedure.filter(({ cle }) => cle === 'etat.cfpAccordes').map(({ jour }) => jour),
    ),
  ];
};

const suitesCcapex = {
  faite: 'suivies',
  enCours: 'enCours',
  nonFaite: 'nonSuivies',
  refusDuMenage: 'refusDuMenage',
} as const satisfies Record<EventOf<'suiteDecision'>['etat'], string>;

/** What the opinions in force on a decision's day make of it. */
export type AvisSur = 'aucun' | 'Conformes' | 'Contraires';

/** The CCAPEX's opinions, what became of what they recommend, and the State's decisions after them. */
export const ccapex = (
  events: readonly CaseEvent[],
  avisSur: (decision: EventOf<'decisionCfp'>) => AvisSur,
): Fait[] => {
  const avis = deSorte(events, 'avisCcapex', ({ nature }) => nature);
  const mesures = unique(
    avis.flatMap(({ actDate, recommandations }) => recommandations.map((mesure) => ({ actDate, mesure }))),
    ({ actDate, mesure }) => `${actDate}|${mesure}`,
  );
  const suites = events.filter((event): event is EventOf<'suiteDecision'> => event.kind === 'suiteDecision');
  return [
    ...avis.map(({ actDate }) => fait('ccapex.avis', actDate)),
    ...mesures.map(({ actDate, mesure }) => {
      const suite = suites.findLast((one) => one.decisionDu === actDate && one.mesure === mesure);
      return fait(`ccapex.${suite ? suitesCcapex[suite.etat] : 'sansSuite'}`, actDate);
    }),
    ...deSorte(events, 'decisionCfp', ({ issue }) => issue).flatMap((one) => {
      const avisDonne = avisSur(one);
      return avisDonne === 'aucun' ? [] : [fait(`ccapex.decisions${avisDonne}`, one.actDate)];
    }),
  ];
};
