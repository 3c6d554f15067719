import {
  addDays,
  addMonths,
  type CivilDate,
  dateInFrench,
  LAST_DAY,
  laterOf,
} from '../../calendar/civil-date.ts';
import { outOfTreve, treveOn } from '../../calendar/treve.ts';
import { type Length, type Mark, named } from '../../procedure/mark.ts';
import { DECREE, isProtected, isStayed, suspensionsOf } from '../../responsabilite/periodes.ts';
import {
  type Demande,
  demandesOf,
  informsNobody,
  moisDuCommandement,
  protocoleEnCours,
  saisineOf,
} from '../../responsabilite/saisine.ts';
import { isFrozen, silenceFrom } from '../../responsabilite/silence.ts';
import type { Facts, Moved, Rule } from '../rule.ts';
import { acteDeProcedure, dateFixee, delaiAdministratif, silenceAdministration } from './reports.ts';

const immediat = { value: 0, unit: 'jours' } as const;
const deuxMois = { value: 2, unit: 'mois' } as const;

/** Facts after which nothing is due on a demande de CFP any more, its answers apart. */
const demandeClose = [
  'demandeCfpRetiree',
  'demandeCfpRejeteePrematuree',
  'protocoleSigne',
  'renonciation',
  'vente',
  'deces',
  'nouveauBail',
  'titreInfirme',
] as const;

/**
 * The delay runs from the commandement, or from the day the préfet is informed of it when that is later. It has not started while
 * the préfet is not informed, nor while a protocole de cohésion sociale runs.
 */
const apresInformationDuPrefet = (facts: Facts, from: Mark): Moved | { suspendu: string } | undefined => {
  const told = named(facts.marks, 'prefetInforme').find((mark) => mark.toldOn >= from.date);
  if (!told && informsNobody(facts.marks)) return undefined;
  if (!told)
    return {
      suspendu:
        'le jour où le préfet a reçu le commandement n’est pas connu : tant qu’il n’en est pas informé, le délai est suspendu (CPCE, art. L412-5)',
    };
  if (protocoleAvant(facts, told.date))
    return {
      suspendu:
        'protocole de cohésion sociale en cours : aucun concours n’est dû (CE, 16 avril 2008, n° 300268)',
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

/** Whether a protocole that nothing has ended was signed before the end of the commandement's delay. */
const protocoleAvant = ({ marks }: Facts, informed: CivilDate): boolean => {
  const running = protocoleEnCours(marks, LAST_DAY);
  return (
    running !== undefined && running.date <= addMonths(informed, moisDuCommandement(marks, informed).months)
  );
};

/** Whether the title cannot be enforced on a day: the judge suspended the eviction, or its provisional enforcement is stopped. */
const estEmpeche = ({ marks }: Facts, day: CivilDate): boolean =>
  isStayed(marks) || suspensionsOf(marks).some(({ from, end }) => from <= day && day <= end);

/** The delay does not end before the time to leave that the judge granted, nor before a protocole was denounced. */
const apresDelaiDuJuge = ({ marks }: Facts, from: Mark, counted: CivilDate): Moved | undefined => {
  const granted = named(marks, 'delaiPourQuitter').reduce<Mark | undefined>(
    // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
    (found, mark) => ((mark.until ?? '') > (found?.until ?? '') ? mark : found),
    undefined,
  );
  const denounced = named(marks, 'protocoleDenonce')
    .filter((mark) => {
      const broken = mark.date > from.date && protocoleEnCours(marks, addDays(mark.date, -1));
      return broken && broken.date <= counted;
    })
    .at(-1);
  const until = laterOf(granted?.until ?? counted, denounced?.date ?? counted);
  if (until <= counted) return undefined;
  const byProtocole = denounced?.date === until;
  return {
    date: until,
    knownOn: (byProtocole ? denounced : granted)?.knownOn ?? from.knownOn,
    why: byProtocole
      ? 'repoussée à la dénonciation du protocole de cohésion sociale'
      : 'repoussée à la fin du délai accordé par le juge (CPCE, art. L412-3)',
  };
};

/** The judge who orders the eviction may shorten the commandement's delay, or do away with it (CPCE, art. L412-1). */
const delaiChangeParLeJuge = ({ marks }: Facts, cql: Mark): Length | undefined =>
  named(marks, 'expulsionOrdonnee', 'delaiDePaiement').findLast(
    ({ date, stated }) => stated && date <= cql.date,
  )?.stated;

/** The demande de CFP that a fact is, when it counts: one made again while another is open moves nothing. */
const demandeOf = ({ marks }: Facts, from: Mark): Demande | undefined =>
  demandesOf(marks).find(({ mark }) => mark.date === from.date);

const compte = (facts: Facts, from: Mark): boolean => demandeOf(facts, from) !== undefined;

/** What closed the demande before this one closes this one no more, were they of one day. */
const apresLaPrecedente = ({ marks }: Facts, mark: Mark, from: Mark): boolean =>
  !demandesOf(marks).some((demande) => demande.closedBy === mark && demande.mark.date < from.date);

const prefetNonSaisi = (facts: Facts, from: Mark): boolean => {
  const demande = demandeOf(facts, from);
  return demande !== undefined && saisineOf(facts.marks, demande.mark) === undefined;
};

/** A premature request seizes the préfet only when the commandement's delay ends. */
const saisineDuPrefet = (facts: Facts, from: Mark): Moved | undefined => {
  const demande = demandeOf(facts, from);
  const saisine = demande && saisineOf(facts.marks, demande.mark);
  return saisine?.premature
    ? {
        date: saisine.date,
        knownOn: saisine.knownOn,
        why: 'demande prématurée : le préfet est saisi à la fin du délai du commandement (CE, 18 décembre 2013, n° 363126)',
      }
    : undefined;
};

const saisineOuAttente = (facts: Facts, from: Mark): Moved | { suspendu: string } | undefined =>
  prefetNonSaisi(facts, from)
    ? {
        suspendu:
          'la réception par le préfet du commandement de quitter les lieux n’est pas connue : sans elle, son silence ne fait courir aucun délai (CPCE, art. L412-5 ; CE, 15 mai 2012, n° 351964)',
      }
    : saisineDuPrefet(facts, from);

const gelDe2020 = (facts: Facts, from: Mark): Moved | undefined => {
  const demande = demandeOf(facts, from);
  const saisine = demande && saisineOf(facts.marks, demande.mark);
  return saisine && isFrozen(saisine.date)
    ? {
        date: silenceFrom(saisine.date),
        knownOn: saisine.knownOn,
        why: 'repoussée par le gel des délais de 2020 (ordonnance n° 2020-306, art. 7 ; à confirmer)',
      }
    : undefined;
};

/** A concours that is granted during the trêve, or put off, can be carried out only after it. */
const executable = ({ marks }: Facts, grant: Mark): Moved | undefined => {
  const wanted = grant.name === 'cfpSursis' && grant.until ? laterOf(grant.date, grant.until) : grant.date;
  const suspension = suspensionsOf(marks).findLast(
    ({ from, end }) => from <= addDays(wanted, 15) && end >= wanted,
  );
  const free = suspension ? suspension.end : wanted;
  const date = isProtected(marks, free) ? outOfTreve(free) : free;
  if (date === grant.date) return undefined;
  const why =
    date !== free
      ? 'départ repoussé à la fin de la trêve hivernale (CPCE, art. L412-6)'
      : suspension
        ? 'départ repoussé à la fin de la suspension ordonnée par le juge (code de la consommation, art. L722-8 et L722-9)'
        : 'départ à la fin du sursis';
  return { date, knownOn: grant.knownOn, why };
};

const pendantLaTreve = (due: CivilDate, _: Mark, { marks }: Facts): string | undefined => {
  const treve = isProtected(marks, due) ? treveOn(due) : undefined;
  return treve
    ? `Trêve hivernale jusqu’au ${dateInFrench(treve.end)} : aucune expulsion exécutée d’ici là, sauf exception ; la décision reste due.`
    : undefined;
};

/** From the commandement de quitter les lieux to the police, and what the State owes for refusing it (domain §4, §5, §9). */
export const executionRules = [
  {
    name: 'delaiCommandementDeQuitter',
    title: 'Délai après le commandement de quitter les lieux, puis concours de la force publique possible',
    enClair:
      'L’occupant a deux mois pour partir, sauf décision du juge, à compter du commandement ou du jour où le préfet en est informé ; le concours peut être demandé ensuite.',
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
    satisfiedBy: ['demandeCfp', 'protocoleDenonce'],
    mootBy: ['renonciation', 'vente', 'deces', 'nouveauBail', 'titreInfirme'],
    quiet: estEmpeche,
    alerts: [{ name: 'cfpPossible', at: { echeance: 0 }, to: ['arrondissement'] }],
  },
  {
    name: 'demandeEnqueteRequisition',
    title: 'Demande de la seconde enquête sociale, à la réquisition',
    enClair: 'Dès la réquisition, l’État demande une seconde enquête sociale à la MDS ou au CCAS.',
    nature: 'demande',
    from: ['demandeCfp'],
    when: compte,
    versions: [
      { length: immediat, source: 'Charte 2018-2023, annexe 1 (État, Département)', reliability: 'texte' },
    ],
    report: delaiAdministratif,
    satisfiedBy: ['enqueteRequisition', 'enqueteDemandeeRequisition'],
    mootBy: ['cfpAccorde', 'cfpRefuse', 'cfpSursis', ...demandeClose],
    counts: apresLaPrecedente,
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
    enClair: 'La seconde enquête sociale parvient au préfet avant qu’il ne décide du concours.',
    nature: 'obligation',
    from: ['demandeCfp'],
    when: compte,
    versions: [
      {
        length: { value: 2, unit: 'mois' },
        source: 'Charte 2018-2023, annexe 1 (État, Département)',
        reliability: 'texte',
      },
    ],
    start: saisineOuAttente,
    report: silenceAdministration,
    satisfiedBy: ['enqueteRequisition'],
    mootBy: ['cfpAccorde', 'cfpRefuse', 'cfpSursis', ...demandeClose],
    counts: apresLaPrecedente,
    alerts: [
      { name: 'enqueteRequisitionTardive', at: { echeance: -15 }, to: ['arrondissement', 'mds', 'ccas'] },
    ],
  },
  {
    name: 'protocoleAvantDecisionCfp',
    title: 'Protocole de cohésion sociale à étudier avant la décision sur le concours',
    enClair: 'Avant la décision sur le concours, le bailleur social étudie un protocole avec le ménage.',
    nature: 'obligation',
    from: ['demandeCfp'],
    motifs: ['impaye'],
    when: (facts, from) => facts.situation.parc === 'social' && compte(facts, from),
    versions: [
      {
        length: { value: 2, unit: 'mois' },
        source: 'Charte 2018-2023, annexe 1 (État)',
        reliability: 'texte',
      },
    ],
    start: saisineOuAttente,
    report: silenceAdministration,
    satisfiedBy: ['protocoleSigne', 'protocoleRefuse'],
    satisfiedBefore: true,
    mootBy: ['cfpAccorde', 'cfpRefuse', 'cfpSursis', ...demandeClose],
    counts: apresLaPrecedente,
    alerts: [{ name: 'protocoleRappel', at: { echeance: -30 }, to: ['bailleur', 'arrondissement'] }],
  },
  {
    name: 'receptionCommandement',
    title: 'Réception par le préfet du commandement de quitter les lieux, à vérifier',
    enClair:
      'Tant que le préfet n’a pas reçu le commandement, son silence n’engage pas l’État ; s’il l’a reçu, deux mois de silence valent refus.',
    nature: 'obligation',
    from: ['demandeCfp', 'protocoleDenonce'],
    when: prefetNonSaisi,
    versions: [
      {
        length: deuxMois,
        source: 'CPCE, art. L412-5 et R153-1 ; CE, 15 mai 2012, n° 351964',
        reliability: 'aConfirmer',
      },
    ],
    report: silenceAdministration,
    note: () =>
      'Cette échéance est la plus proche possible : celle du refus implicite si le préfet avait reçu le commandement deux mois au moins avant la demande.',
    satisfiedBy: ['prefetInforme', 'cfpAccorde', 'cfpRefuse', 'cfpSursis', 'demandeCfpRejeteePrematuree'],
    mootBy: demandeClose,
    counts: apresLaPrecedente,
    alerts: [
      { name: 'receptionCommandementAVerifier', at: { depart: 0 }, to: ['arrondissement', 'huissier'] },
      { name: 'receptionCommandementRappel', at: { echeance: -7 }, to: ['arrondissement', 'huissier'] },
    ],
  },
  {
    name: 'decisionCfp',
    commitsState: true,
    title: 'Décision du préfet sur le concours de la force publique',
    enClair:
      'Le préfet a deux mois pour répondre ; sans réponse, la demande est refusée. La responsabilité de l’État a sa propre date : le jour même du refus, ou plus tard (trêve hivernale, délai accordé par le juge).',
    nature: 'obligation',
    from: ['demandeCfp', 'protocoleDenonce'],
    when: compte,
    versions: [
      {
        length: { value: 2, unit: 'mois' },
        source: 'CPCE, art. L153-1 et R153-1 ; charte 2018-2023, annexe 4',
        reliability: 'texte',
      },
    ],
    start: saisineOuAttente,
    due: gelDe2020,
    report: silenceAdministration,
    note: pendantLaTreve,
    satisfiedBy: ['cfpAccorde', 'cfpRefuse', 'cfpSursis', 'demandeCfpRejeteePrematuree'],
    mootBy: demandeClose,
    counts: apresLaPrecedente,
    alerts: [
      { name: 'cfpDansTrenteJours', at: { echeance: -30 }, to: ['arrondissement'] },
      { name: 'cfpDansSeptJours', at: { echeance: -7 }, urgent: true, to: ['arrondissement'] },
      { name: 'cfpRefusImplicite', at: { echeance: 0 }, urgent: true, to: ['arrondissement'] },
    ],
  },
  {
    name: 'responsabilite',
    commitsState: true,
    title: 'Période de responsabilité de l’État pour le refus du concours',
    enClair:
      'La période de responsabilité de l’État commence le jour du refus ou, s’il est plus tardif, le lendemain de la fin de la trêve hivernale ou du délai accordé par le juge. L’octroi du concours y met fin, sauf exécution plus de quinze jours après.',
    nature: 'terme',
    from: ['responsabilite'],
    versions: [
      {
        validTo: '2025-11-06',
        length: immediat,
        source: 'CPCE, art. L153-1 ; CE, 9 novembre 2018, n° 412696',
        reliability: 'source',
      },
      {
        validFrom: '2025-11-07',
        length: immediat,
        source: 'CPCE, art. L153-1, R154-1, R154-4 et R154-5 (décret n° 2025-1052 du 3 novembre 2025)',
        reliability: 'source',
      },
    ],
    firstDay: true,
    dated: ({ toldOn }) => toldOn,
    versionsGoBy: 'refus',
    report: dateFixee,
    note: (_, { doubts = [] }) => (doubts.length > 0 ? `À confirmer : ${doubts.join(' ')}` : undefined),
    satisfiedBy: ['responsabiliteFinie'],
    alerts: [
      { name: 'responsabiliteProche', at: { echeance: -15 }, ahead: true, to: ['arrondissement'] },
      { name: 'responsabiliteEngagee', at: { echeance: 0 }, urgent: true, to: ['arrondissement'] },
      { name: 'responsabiliteDure', at: { chaqueMois: true }, to: ['arrondissement'] },
    ],
  },
  {
    name: 'reponseIndemnisation',
    commitsState: true,
    title: 'Réponse du préfet à la demande d’indemnisation',
    enClair:
      'Le bénéficiaire de la décision d’expulsion demande réparation au préfet qui a refusé ; le préfet statue, et l’indemnité, s’il y a lieu, est réglée par une transaction.',
    nature: 'obligation',
    from: ['indemnisationDemandee'],
    once: true,
    versions: [
      {
        validTo: addDays(DECREE, -1),
        length: deuxMois,
        source: 'CPCE, art. L153-1 ; deux mois de silence vaudraient rejet',
        reliability: 'aConfirmer',
      },
      {
        validFrom: DECREE,
        length: deuxMois,
        source: 'CPCE, art. R154-2 et R154-3 ; deux mois de silence vaudraient rejet',
        reliability: 'aConfirmer',
      },
    ],
    report: silenceAdministration,
    satisfiedBy: ['indemnisationRepondue'],
    alerts: [{ name: 'indemnisationARepondre', at: { echeance: -15 }, to: ['arrondissement'] }],
  },
  {
    name: 'compteRenduCfp',
    title: 'Compte rendu d’exécution du concours accordé',
    enClair:
      'Le commissaire de justice dit si l’expulsion a eu lieu. Si une période de responsabilité court, une exécution plus de quinze jours après l’octroi n’y met fin que ce jour-là, sauf retard dû au propriétaire, au commissaire de justice ou à des circonstances particulières.',
    nature: 'obligation',
    from: ['cfpAccorde', 'cfpSursis'],
    versions: [
      {
        length: { value: 15, unit: 'jours' },
        source:
          'Charte 2018-2023, annexe 1 (huissiers) ; CPCE, art. R154-4 ; CE, 27 novembre 2015, n° 377645',
        reliability: 'choix',
      },
    ],
    start: executable,
    note: (due, { date }) =>
      due > addDays(date, 15)
        ? 'Les quinze jours d’une responsabilité qui court partent de l’octroi ; que la trêve hivernale, un sursis ou une suspension les repousse est à confirmer.'
        : undefined,
    report: delaiAdministratif,
    satisfiedBy: ['cfpNonExecute'],
    mootBy: ['demandeCfp', 'renonciation', 'vente', 'deces', 'nouveauBail', 'titreInfirme'],
    alerts: [{ name: 'compteRenduManquant', at: { echeance: 0 }, to: ['arrondissement', 'huissier'] }],
  },
] as const satisfies readonly Rule[];
