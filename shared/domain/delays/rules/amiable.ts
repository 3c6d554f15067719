import { addDays, addMonths, type CivilDate, isDay } from '../../calendar/civil-date.ts';
import { type Mark, named } from '../../procedure/mark.ts';
import type { Facts, Rule, Version } from '../rule.ts';
import { acteDeProcedure, aRebours, dateFixee, delaiAdministratif } from './reports.ts';

const LOI_89 = 'loi n° 89-462 du 6 juillet 1989';
const immediat = { value: 0, unit: 'jours' } as const;

/** From this day the CCAPEX decides on the aid, and not CAF or MSA (décrets n° 2026-83 and 2026-84 du 12 février 2026). */
const REFORM_2027 = '2027-01-01';
const LAST_BEFORE = '2026-12-31';

/**
 * A delay of the law before 2027 that ends after it: whether it still governs what was signalled before is not settled
 * (décret n° 2026-84, art. 5), so that nobody is told that it has passed.
 */
const regimeAConfirmer = (due: CivilDate): string | undefined =>
  due >= REFORM_2027
    ? 'À compter du 1er janvier 2027, la CCAPEX décide du maintien ou de la suspension de l’aide : ce délai n’est plus compté, régime à confirmer (décret n° 2026-84, art. 5).'
    : undefined;

/** The same of a delay that both laws have: it goes on, under a law that is to be confirmed. */
const regimeDuSignalement = (due: CivilDate, { date }: Mark): string | undefined =>
  due >= REFORM_2027 && date < REFORM_2027
    ? 'Impayé constitué avant le 1er janvier 2027 : le régime applicable au signalement fait ensuite est à confirmer (décret n° 2026-84, art. 5).'
    : undefined;

/** Paid between the day it was told and the day it would be constituted, the unpaid rent is not. */
const resteDu = ({ marks }: Facts, { toldOn, date }: Mark): boolean =>
  !named(marks, 'detteSoldee').some((paid) => toldOn <= paid.date && paid.date < date);

/** Days left to the tenant to answer the landlord's letter, before the list of a CLPIL goes out. */
const ANSWER_DAYS = 15;

const personneMorale = ({ situation }: Facts): boolean =>
  situation.bailleur.nature === 'personneMorale' || situation.parc === 'social';

/** A private person, or a family SCI, who is owed at least the version's threshold of rents or of months. */
const particulierEndette = ({ situation }: Facts, from: Mark, { threshold = 0 }: Version): boolean => {
  const { bailleur, impayeDepuis } = situation;
  // What the act says; what was told later does not change what it had to be.
  const { loyer = situation.loyer, dette = situation.dette } = from;
  if (bailleur.nature !== 'personnePhysique' && bailleur.nature !== 'sciFamiliale') return false;
  // Stryker disable next-line ConditionalExpression: for the types: the other conditions already say so
  const rents = loyer && dette !== undefined ? dette / loyer : 0;
  const since = `${impayeDepuis}-01`;
  return rents >= threshold || (isDay(since) && addMonths(since, threshold) <= from.date);
};

/** Before the judge: the debt, CAF and MSA, the commissions (domain §5, §9). */
export const amiableRules = [
  {
    name: 'signalementImpaye',
    title: 'Signalement de l’impayé à la CAF ou à la MSA par le bailleur',
    enClair: 'Le bailleur signale l’impayé à la CAF ou à la MSA dans les deux mois.',
    nature: 'obligation',
    from: ['impayeConstitue'],
    once: true,
    motifs: ['impaye'],
    versions: [
      {
        validTo: '2026-12-31',
        length: { value: 2, unit: 'mois' },
        source: 'CCH, art. R824-4 (tiers payant) ; charte 2018-2023, annexe 1 (AORIF, FNAIM, SNPI)',
        reliability: 'texte',
      },
      {
        validFrom: REFORM_2027,
        length: { value: 2, unit: 'mois' },
        source: 'CCH, art. R824-2 et suivants (décret n° 2026-84 du 12 février 2026)',
        reliability: 'aConfirmer',
      },
    ],
    when: resteDu,
    note: regimeDuSignalement,
    report: delaiAdministratif,
    satisfiedBy: ['organismeSaisi'],
    satisfiedBefore: true,
    alerts: [
      { name: 'signalementImpayeProche', at: { echeance: -7 }, to: ['bailleur'] },
      { name: 'impayeNonSignale', at: { echeance: 0 }, to: ['bailleur', 'arrondissement'] },
    ],
  },
  {
    name: 'planApurement',
    title: 'Plan d’apurement demandé au bailleur par la CAF ou la MSA',
    enClair:
      'La CAF ou la MSA demande au bailleur un plan d’apurement, à lui transmettre dans les six mois au plus.',
    nature: 'obligation',
    from: ['planDemande'],
    once: true,
    motifs: ['impaye'],
    versions: [
      {
        validTo: '2026-12-31',
        length: { value: 6, unit: 'mois' },
        source: 'CCH, art. R824-7 ; charte 2018-2023, annexe 1 (CAF, MSA)',
        reliability: 'source',
      },
    ],
    inForceTo: LAST_BEFORE,
    note: regimeAConfirmer,
    report: delaiAdministratif,
    satisfiedBy: ['planApurement', 'detteSoldee'],
    mootBy: ['expulsionOrdonnee', 'echeanceManquee', 'delaiDePaiement'],
    alerts: [
      {
        name: 'planApurementAttendu',
        at: { echeance: 0 },
        to: ['bailleur', 'arrondissement'],
      },
    ],
  },
  {
    name: 'reponseFsl',
    title: 'Réponse du FSL',
    enClair:
      'Quand la CAF ou la MSA saisit le FSL, l’aide au logement est maintenue six mois (règles d’avant 2027).',
    nature: 'obligation',
    from: ['fslDemande'],
    once: true,
    motifs: ['impaye'],
    versions: [
      {
        validTo: '2026-12-31',
        length: { value: 6, unit: 'mois' },
        source: 'CCH, art. R824-11 et R824-12 ; charte 2018-2023, annexe 1 (CAF, MSA)',
        reliability: 'texte',
      },
    ],
    inForceTo: LAST_BEFORE,
    note: regimeAConfirmer,
    report: delaiAdministratif,
    satisfiedBy: ['fslRepondu', 'planApurement', 'detteSoldee'],
    mootBy: ['expulsionOrdonnee', 'echeanceManquee', 'delaiDePaiement'],
    alerts: [{ name: 'reponseFslAttendue', at: { echeance: 0 }, to: ['arrondissement'] }],
  },
  {
    name: 'regimeImpaye',
    title: 'Impayé signalé avant 2027 : régime à confirmer',
    enClair:
      'À compter du 1er janvier 2027, la CCAPEX décide du maintien ou de la suspension de l’aide ; l’aide est maintenue tant qu’aucune suspension n’est notifiée. Le sort des impayés signalés avant n’est pas encore établi.',
    nature: 'terme',
    from: ['organismeSaisi'],
    once: true,
    motifs: ['impaye'],
    when: (_, from) => from.date < REFORM_2027,
    versions: [
      { length: immediat, source: 'Décret n° 2026-84 du 12 février 2026, art. 5', reliability: 'aConfirmer' },
    ],
    due: (_, from) => ({
      date: REFORM_2027,
      knownOn: from.knownOn,
      why: 'fixée à l’entrée en vigueur de la réforme',
    }),
    report: dateFixee,
    satisfiedBy: ['aideMaintenue', 'aideSuspendue'],
    mootBy: ['detteSoldee', 'expulsionOrdonnee', 'echeanceManquee'],
    alerts: [{ name: 'regimeAConfirmer', at: { echeance: 0 }, to: ['arrondissement'] }],
  },
  {
    name: 'saisineCcapexAvantAssignation',
    title: 'Délai entre la saisine de la CCAPEX par le bailleur et l’assignation',
    enClair:
      'Un bailleur personne morale (hors SCI familiale) assigne pour impayé deux mois au plus tôt après la saisine de la CCAPEX ; le signalement d’un impayé qui dure à la CAF ou à la MSA en tient lieu.',
    nature: 'attente',
    from: ['saisineCcapex'],
    once: true,
    motifs: ['impaye'],
    when: personneMorale,
    versions: [
      { length: { value: 2, unit: 'mois' }, source: `${LOI_89}, art. 24 II`, reliability: 'source' },
    ],
    report: acteDeProcedure,
    satisfiedBy: ['assignation'],
    mootBy: ['detteSoldee'],
    alerts: [{ name: 'assignationPossibleApresCcapex', at: { echeance: 0 }, to: ['huissier', 'bailleur'] }],
  },
  {
    name: 'signalementCommandementCcapex',
    title: 'Commandement de payer à signaler à la CCAPEX',
    enClair:
      'À partir d’un seuil de dette ou d’ancienneté, le commandement de payer d’un bailleur particulier ou d’une SCI familiale est signalé à la CCAPEX.',
    nature: 'demande',
    from: ['commandementDePayer'],
    when: particulierEndette,
    versions: [
      {
        validTo: '2023-07-28',
        length: immediat,
        source: `${LOI_89}, art. 24 I ; seuil de 3 à 6 mois fixé par arrêté préfectoral, pris ici à 3`,
        reliability: 'aConfirmer',
        threshold: 3,
      },
      {
        validFrom: '2023-07-29',
        length: immediat,
        source: `${LOI_89}, art. 24 I ; seuil de 2 mois d’arriéré ou de 2 loyers`,
        reliability: 'aConfirmer',
        threshold: 2,
      },
    ],
    report: delaiAdministratif,
    satisfiedBy: ['saisineCcapex'],
    mootBy: ['assignation', 'detteSoldee'],
    alerts: [{ name: 'commandementSignale', at: { depart: 0 }, to: ['ccapex'] }],
  },
  {
    name: 'listeClpil',
    title: 'Inscription sur la liste de la CLPIL, un mois avant la commission',
    enClair: 'La situation est inscrite sur la liste un mois avant la commission.',
    nature: 'obligation',
    from: ['clpil'],
    direction: 'avant',
    versions: [
      {
        length: { value: 1, unit: 'mois' },
        source: 'Charte 2018-2023, annexe 6, art. 4',
        reliability: 'texte',
      },
    ],
    report: aRebours,
    satisfiedBy: ['inscriptionClpil'],
    satisfiedBefore: true,
    alerts: [],
  },
  {
    name: 'accordLocataire',
    title: 'Lettre du bailleur au locataire avant la CLPIL',
    enClair: 'Avant d’être inscrit sur la liste, le locataire est averti par lettre et peut refuser.',
    nature: 'obligation',
    from: ['clpil'],
    direction: 'avant',
    versions: [
      {
        length: { value: 1, unit: 'mois' },
        source: 'Charte 2018-2023, annexe 6, art. 4 et 7 ; le délai laissé au locataire est celui du hub',
        reliability: 'choix',
      },
    ],
    due: (_, from, counted) => ({
      date: addDays(counted, -ANSWER_DAYS),
      knownOn: from.knownOn,
      why: `avancée de ${ANSWER_DAYS} jours, laissés au locataire pour répondre avant que la liste ne parte`,
    }),
    report: aRebours,
    mootBy: ['retraitClpil'],
    satisfiedBy: ['accordLocataire'],
    satisfiedBefore: true,
    alerts: [{ name: 'accordLocataireAttendu', at: { echeance: -7 }, to: ['bailleur', 'clpil'] }],
  },
] as const satisfies readonly Rule[];
