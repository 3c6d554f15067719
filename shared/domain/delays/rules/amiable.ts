import { addMonths, isDay } from '../../calendar/civil-date.ts';
import type { Mark } from '../../procedure/mark.ts';
import type { Facts, Rule, Version } from '../rule.ts';
import { acteDeProcedure, aRebours, dateFixee, delaiAdministratif } from './reports.ts';

const LOI_89 = 'loi n° 89-462 du 6 juillet 1989';
const immediat = { value: 0, unit: 'jours' } as const;

const personneMorale = ({ situation }: Facts): boolean =>
  situation.bailleur.nature === 'personneMorale' || situation.parc === 'social';

/** A private person, or a family SCI, who is owed at least the version's threshold of rents or of months. */
const particulierEndette = ({ situation }: Facts, from: Mark, { threshold = 0 }: Version): boolean => {
  const { bailleur, loyer, dette, impayeDepuis } = situation;
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
    nature: 'obligation',
    from: ['impayeConstitue'],
    once: true,
    motifs: ['impaye'],
    versions: [
      {
        length: { value: 2, unit: 'mois' },
        source: 'Charte 2018-2023, annexe 1 (AORIF, FNAIM, SNPI)',
        reliability: 'texte',
      },
    ],
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
    nature: 'obligation',
    from: ['planDemande'],
    once: true,
    motifs: ['impaye'],
    versions: [
      {
        validTo: '2026-12-31',
        length: { value: 6, unit: 'mois' },
        source:
          'Charte 2018-2023, annexe 1 (CAF, MSA) ; à compter du 1er janvier 2027 la CCAPEX décide (décrets n° 2026-83 et 2026-84)',
        reliability: 'texte',
      },
    ],
    report: delaiAdministratif,
    satisfiedBy: ['planApurement', 'detteSoldee'],
    mootBy: ['expulsionOrdonnee', 'echeanceManquee', 'delaiDePaiement'],
    alerts: [{ name: 'planApurementAttendu', at: { echeance: 0 }, to: ['bailleur', 'arrondissement'] }],
  },
  {
    name: 'reponseFsl',
    title: 'Réponse du FSL saisi par la CAF ou la MSA',
    nature: 'obligation',
    from: ['fslDemande'],
    once: true,
    motifs: ['impaye'],
    versions: [
      {
        validTo: '2026-12-31',
        length: { value: 6, unit: 'mois' },
        source:
          'Charte 2018-2023, annexe 1 (CAF, MSA) ; à compter du 1er janvier 2027 la CCAPEX décide (décrets n° 2026-83 et 2026-84)',
        reliability: 'texte',
      },
    ],
    report: delaiAdministratif,
    satisfiedBy: ['planApurement', 'detteSoldee'],
    mootBy: ['expulsionOrdonnee', 'echeanceManquee', 'delaiDePaiement'],
    alerts: [{ name: 'reponseFslAttendue', at: { echeance: 0 }, to: ['arrondissement'] }],
  },
  {
    name: 'saisineCcapexAvantAssignation',
    title: 'Délai entre la saisine de la CCAPEX par le bailleur et l’assignation',
    nature: 'attente',
    from: ['saisineCcapex'],
    once: true,
    motifs: ['impaye'],
    when: personneMorale,
    versions: [{ length: { value: 2, unit: 'mois' }, source: `${LOI_89}, art. 24 II`, reliability: 'texte' }],
    report: acteDeProcedure,
    satisfiedBy: ['assignation'],
    mootBy: ['detteSoldee'],
    alerts: [{ name: 'assignationPossibleApresCcapex', at: { echeance: 0 }, to: ['huissier', 'bailleur'] }],
  },
  {
    name: 'signalementCommandementCcapex',
    title: 'Commandement de payer à signaler à la CCAPEX',
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
    nature: 'obligation',
    from: ['clpil'],
    versions: [{ length: immediat, source: 'Charte 2018-2023, annexe 6, art. 4 et 7', reliability: 'texte' }],
    report: dateFixee,
    satisfiedBy: ['accordLocataire'],
    satisfiedBefore: true,
    alerts: [{ name: 'accordLocataireAttendu', at: { echeance: -14 }, to: ['bailleur', 'clpil'] }],
  },
] as const satisfies readonly Rule[];
