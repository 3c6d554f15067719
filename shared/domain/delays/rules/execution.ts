import { type CivilDate, dateInFrench, laterOf } from '../../calendar/civil-date.ts';
import { outOfTreve, treveOn } from '../../calendar/treve.ts';
import { workingDayFrom } from '../../calendar/working-days.ts';
import { type Length, type Mark, named } from '../../procedure/mark.ts';
import { applyLength } from '../length.ts';
import type { Facts, Moved, Rule } from '../rule.ts';
import { acteDeProcedure, delaiAdministratif, silenceAdministration } from './reports.ts';

const immediat = { value: 0, unit: 'jours' } as const;
const deuxMois = { value: 2, unit: 'mois' } as const;

/**
 * The delay runs from the commandement, or from the day the préfet is informed of it when that is later. It has not started while
 * the préfet is not informed.
 */
const apresInformationDuPrefet = ({ marks }: Facts, from: Mark): Moved | { suspendu: string } => {
  const told = named(marks, 'prefetInforme').find((mark) => mark.toldOn >= from.date);
  if (!told)
    return {
      suspendu:
        'commandement non porté à la connaissance du préfet : le délai est suspendu (CPCE, art. L412-5)',
    };
  const { knownOn } = told;
  return told.date > from.date
    ? {
        date: told.date,
        knownOn,
        why: 'départ repoussé au jour où le préfet est informé (CPCE, art. L412-5)',
      }
    : { date: from.date, knownOn, why: '' };
};

/** The delay does not end before the time to leave that the judge granted. */
const apresDelaiDuJuge = ({ marks }: Facts, _: Mark, counted: CivilDate): Moved | undefined => {
  const granted = named(marks, 'delaiPourQuitter').reduce<Mark | undefined>(
    // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
    (found, mark) => ((mark.until ?? '') > (found?.until ?? '') ? mark : found),
    undefined,
  );
  if (!granted?.until || granted.until <= counted) return undefined;
  return {
    date: granted.until,
    knownOn: granted.knownOn,
    why: 'repoussée à la fin du délai accordé par le juge (CPCE, art. L412-3)',
  };
};

/** The judge who orders the eviction may shorten the commandement's delay, or do away with it (CPCE, art. L412-1). */
const delaiChangeParLeJuge = ({ marks }: Facts, cql: Mark): Length | undefined =>
  named(marks, 'expulsionOrdonnee').findLast(({ date, stated }) => stated && date <= cql.date)?.stated;

/** End of the delay of the last commandement before a demande de CFP, when that end is after the demande. */
const finDuCommandement = (facts: Facts, demande: Mark): CivilDate | undefined => {
  const cql = named(facts.marks, 'commandementDeQuitterLesLieux')
    .filter(({ date }) => date <= demande.date)
    .at(-1);
  if (!cql) return undefined;
  const start = apresInformationDuPrefet(facts, cql);
  if ('suspendu' in start) return undefined;
  const length = delaiChangeParLeJuge(facts, cql) ?? deuxMois;
  const end = workingDayFrom(applyLength(start.date, length, 1));
  return end > demande.date ? end : undefined;
};

/** A premature request seizes the préfet only when the commandement's delay ends. */
const demandePrematuree = (facts: Facts, demande: Mark): Moved | undefined => {
  const date = finDuCommandement(facts, demande);
  return date === undefined
    ? undefined
    : {
        date,
        knownOn: demande.knownOn,
        why: 'demande prématurée : le préfet est saisi à la fin du délai du commandement (CE, 18 décembre 2013, n° 363126)',
      };
};

/** A concours that is granted during the trêve, or put off, can be carried out only after it. */
const executable = (_: Facts, grant: Mark): Moved | undefined => {
  const wanted = grant.name === 'cfpSursis' && grant.until ? laterOf(grant.date, grant.until) : grant.date;
  const date = outOfTreve(wanted);
  if (date === grant.date) return undefined;
  const why =
    date === wanted
      ? 'départ à la fin du sursis'
      : 'départ repoussé à la fin de la trêve hivernale (CPCE, art. L412-6)';
  return { date, knownOn: grant.knownOn, why };
};

const pendantLaTreve = (due: CivilDate): string | undefined => {
  const treve = treveOn(due);
  return treve
    ? `Trêve hivernale jusqu’au ${dateInFrench(treve.end)} : aucune expulsion exécutée d’ici là, la décision reste due.`
    : undefined;
};

/** From the commandement de quitter les lieux to the police (domain §4, §5, §9). */
export const executionRules = [
  {
    name: 'delaiCommandementDeQuitter',
    title: 'Délai après le commandement de quitter les lieux, puis concours de la force publique possible',
    nature: 'attente',
    from: ['commandementDeQuitterLesLieux'],
    judged: delaiChangeParLeJuge,
    versions: [
      {
        length: deuxMois,
        source: 'CPCE, art. L412-1 et L412-5 ; charte 2018-2023, annexe 4',
        reliability: 'texte',
      },
    ],
    start: apresInformationDuPrefet,
    due: apresDelaiDuJuge,
    report: acteDeProcedure,
    satisfiedBy: ['demandeCfp'],
    alerts: [{ name: 'cfpPossible', at: { echeance: 0 }, to: ['arrondissement'] }],
  },
  {
    name: 'demandeEnqueteRequisition',
    title: 'Demande de la seconde enquête sociale, à la réquisition',
    nature: 'demande',
    from: ['demandeCfp'],
    versions: [
      { length: immediat, source: 'Charte 2018-2023, annexe 1 (État, Département)', reliability: 'texte' },
    ],
    report: delaiAdministratif,
    satisfiedBy: ['enqueteRequisition'],
    mootBy: ['cfpAccorde', 'cfpRefuse', 'cfpSursis'],
    alerts: [
      {
        name: 'enqueteRequisitionDemandee',
        at: { depart: 0 },
        to: ['mds', 'ccas'],
        answerBy: 'enqueteAvantDecisionCfp',
      },
    ],
  },
  {
    name: 'enqueteAvantDecisionCfp',
    title: 'Seconde enquête sociale, avant la décision sur le concours',
    nature: 'obligation',
    from: ['demandeCfp'],
    versions: [
      {
        length: { value: 2, unit: 'mois' },
        source: 'Charte 2018-2023, annexe 1 (État, Département)',
        reliability: 'texte',
      },
    ],
    start: demandePrematuree,
    report: silenceAdministration,
    satisfiedBy: ['enqueteRequisition'],
    mootBy: ['cfpAccorde', 'cfpRefuse', 'cfpSursis'],
    alerts: [
      { name: 'enqueteRequisitionTardive', at: { echeance: -15 }, to: ['arrondissement', 'mds', 'ccas'] },
    ],
  },
  {
    name: 'protocoleAvantDecisionCfp',
    title: 'Protocole de cohésion sociale à étudier avant la décision sur le concours',
    nature: 'obligation',
    from: ['demandeCfp'],
    motifs: ['impaye'],
    when: ({ situation }) => situation.parc === 'social',
    versions: [
      {
        length: { value: 2, unit: 'mois' },
        source: 'Charte 2018-2023, annexe 1 (État)',
        reliability: 'texte',
      },
    ],
    start: demandePrematuree,
    report: silenceAdministration,
    satisfiedBy: ['protocoleCohesionSociale'],
    satisfiedBefore: true,
    mootBy: ['cfpAccorde', 'cfpRefuse', 'cfpSursis'],
    alerts: [{ name: 'protocoleRappel', at: { echeance: -30 }, to: ['bailleur', 'arrondissement'] }],
  },
  {
    name: 'decisionCfp',
    title: 'Décision du préfet sur le concours de la force publique',
    nature: 'obligation',
    from: ['demandeCfp'],
    versions: [
      {
        length: { value: 2, unit: 'mois' },
        source: 'CPCE, art. L153-1 et R153-1 ; charte 2018-2023, annexe 4',
        reliability: 'texte',
      },
    ],
    start: demandePrematuree,
    report: silenceAdministration,
    note: pendantLaTreve,
    satisfiedBy: ['cfpAccorde', 'cfpRefuse', 'cfpSursis'],
    alerts: [
      { name: 'cfpDansTrenteJours', at: { echeance: -30 }, to: ['arrondissement'] },
      { name: 'cfpDansSeptJours', at: { echeance: -7 }, to: ['arrondissement'] },
      { name: 'cfpRefusImplicite', at: { echeance: 0 }, to: ['arrondissement'] },
    ],
  },
  {
    name: 'compteRenduCfp',
    title: 'Compte rendu d’exécution du concours accordé',
    nature: 'obligation',
    from: ['cfpAccorde', 'cfpSursis'],
    versions: [
      {
        length: { value: 15, unit: 'jours' },
        source:
          'Charte 2018-2023, annexe 1 (huissiers) ; quinze jours au-delà desquels la responsabilité de l’État reste engagée (CE, 27 novembre 2015, n° 377645)',
        reliability: 'choix',
      },
    ],
    start: executable,
    report: delaiAdministratif,
    satisfiedBy: ['cfpNonExecute'],
    mootBy: ['demandeCfp'],
    alerts: [{ name: 'compteRenduManquant', at: { echeance: 0 }, to: ['arrondissement', 'huissier'] }],
  },
] as const satisfies readonly Rule[];
