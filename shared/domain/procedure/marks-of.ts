import { addMonths, type CivilDate, earlierOf, laterOf } from '../calendar/civil-date.ts';
import { parisDay } from '../calendar/paris-day.ts';
import type { ExceptionTreve } from '../events/acts.ts';
import type { CaseEvent, EventOf } from '../events/case-event.ts';
import { compareMarks, detailsOf, type Mark, type MarkName } from './mark.ts';
import { isLandlordsLetter, type Received, receptionsOf } from './receptions.ts';

type Proof = Pick<Mark, 'name'> & Partial<Omit<Mark, 'name' | 'toldOn' | 'doubts'>>;

/**
 * What an event proves. A proof without a date takes its act's.
 *
 * @param received when the préfet received the act, where he or EXPLOC says it
 */
const proofsOf = (event: CaseEvent, received: Received | undefined): Proof[] => {
  switch (event.kind) {
    case 'impaye':
      return impayeProofs(event);
    case 'saisineOrganisme':
      return [{ name: 'organismeSaisi' }];
    case 'planApurement':
      // Kept to its end, it has paid the debt.
      return event.etat === 'signe'
        ? [{ name: 'planApurement' }]
        : event.etat === 'respecte'
          ? [{ name: 'detteSoldee' }]
          : [];
    case 'paiement':
      return event.solde === 0 ? [{ name: 'detteSoldee' }] : [];
    case 'echeance':
      return [{ name: event.etat === 'tenue' ? 'echeanceTenue' : 'echeanceManquee', date: event.date }];
    case 'surendettement':
      return surendettementProofs(event);
    case 'suspensionExpulsion':
      return [{ name: 'suspensionExpulsion', until: event.fin }];
    case 'inscriptionClpil':
      return [
        { name: 'inscriptionClpil' },
        { name: 'clpil', date: event.dateCommission },
        ...(event.lettreAccordLe ? [{ name: 'accordLocataire' as const, date: event.lettreAccordLe }] : []),
      ];
    case 'retraitClpil':
      return event.accordEcrit ? [] : [{ name: 'retraitClpil' }];
    case 'commandementDePayer':
      return [
        {
          name: 'commandementDePayer',
          stated: event.delai && { value: event.delai.valeur, unit: event.delai.unite },
          leaseDate: event.dateBail,
          dette: event.dette,
          loyer: event.loyer,
        },
      ];
    case 'conge':
      return [{ name: 'conge', until: event.dateEffet }];
    case 'assignation':
      return [
        { name: 'assignation', motif: event.motif },
        ...receivedProofs('assignationAuPrefet', event, received),
        ...(event.dateAudience
          ? [{ name: 'audience' as const, date: event.dateAudience, motif: event.motif }]
          : []),
      ];
    case 'caduciteAssignation':
      return [{ name: 'assignationCaduque' }];
    case 'suiteJugement':
      return [{ name: jugementMark[event.etape] }];
    case 'renvoiAudience':
      return [{ name: 'audience', date: event.dateAudience, motif: event.motif }];
    case 'decision':
      return decisionProofs(event);
    case 'commandementDeQuitterLesLieux':
      return [{ name: 'commandementDeQuitterLesLieux' }, ...receivedProofs('prefetInforme', event, received)];
    case 'enqueteSociale':
      return [{ name: event.moment === 'assignation' ? 'enqueteAssignation' : 'enqueteRequisition' }];
    case 'demandeEnqueteSociale':
      return [
        {
          name: event.moment === 'assignation' ? 'enqueteDemandeeAssignation' : 'enqueteDemandeeRequisition',
        },
      ];
    case 'transmissionDsf':
      return [{ name: event.destinataire === 'ccapex' ? 'dsfCcapex' : 'dsfAuJuge' }];
    case 'demandeCfp':
      return isLandlordsLetter(event)
        ? [{ name: 'demandeCfpDuBailleur' }]
        : // It is made when the préfet receives it.
          [...receivedProofs('demandeCfp', event, received), { name: 'demandeCfp' as const }].slice(0, 1);
    case 'receptionPrefet':
      return [{ name: receivedMark[event.acte], received: true }];
    case 'retraitDemandeCfp':
      return [{ name: 'demandeCfpRetiree' }];
    case 'protocoleCohesionSociale':
      return [{ name: protocoleMark[event.etat] }];
    case 'finPoursuites':
      return [{ name: event.cause }];
    case 'nouveauBail':
      return [{ name: 'nouveauBail' }];
    case 'indemnisation':
      return [{ name: event.etat === 'demandee' ? 'indemnisationDemandee' : 'indemnisationRepondue' }];
    case 'decisionCfp':
      return event.issue === 'refus' && event.motifRefus === 'prematuree'
        ? [{ name: 'demandeCfpRejeteePrematuree' }]
        : [{ name: cfpMark[event.issue], until: event.jusquAu, motifRefus: event.motifRefus }];
    case 'executionCfp':
      return [{ name: event.effectuee ? 'expulse' : 'cfpNonExecute' }];
    case 'procesVerbal':
      return event.nature ? [{ name: procesVerbalMark[event.nature] }] : [];
    case 'departVolontaire':
      return [{ name: 'parti' }];
    case 'relogement':
      return [{ name: event.etat === 'assure' ? 'relogementAssure' : 'reloge' }];
    case 'rapprochement':
      return [{ name: event.etat === 'douteux' ? 'rapprochementDouteux' : 'rapprochementTranche' }];
    case 'deplacement':
      return event.role === 'source' ? [{ name: 'rapprochementTranche' }] : [];
    case 'aideFsl':
      return [{ name: event.etat === 'demandee' ? 'fslDemande' : 'fslRepondu' }];
    case 'accompagnement':
      return event.mesure === 'masp' ? [] : [{ name: accompagnementMark[event.mesure][event.etat] }];
    case 'communeConfirmee':
    case 'gel':
    case 'confirmationFin':
    case 'acteAnnule':
    case 'intervention':
    case 'hebergement':
    case 'aideActionLogement':
      return [];
    case 'suiteOrientation':
      // A letter that came back, or a household that nobody reached, is not followed yet.
      return event.etat === 'npai' || event.etat === 'injoignable' ? [] : [{ name: 'orientationSuivie' }];
    case 'decisionCcapex':
      if (event.actDate < REFORM_2027) return [];
      return event.aide === 'maintien'
        ? [{ name: 'aideMaintenue' }]
        : // The aid goes on until the decision is notified to the body; it stops on the first of the next month.
          event.notifieeLe
          ? [{ name: 'aideSuspendue', date: firstOfNextMonth(event.notifieeLe) }]
          : [];
    case 'recoursDalo':
    case 'decisionClpil':
    case 'avisCcapex':
    case 'suiteDecision':
    case 'inscriptionCcapex':
      return [];
    case 'saisineCcapex':
      return isLandlordsReferral(event) ? [{ name: 'saisineCcapex' }] : [];
    case 'miseEnDemeure':
    case 'jugementDivorce':
    case 'adjudication':
    case 'avisSuspension':
      return [{ name: event.kind }];
  }
};

/**
 * Whether a referral is the one that a landlord owes before it assigns, or stands for it: its own, CAF's or MSA's of the situation, or one that an
 * agent records (loi n° 89-462, art. 24 II). One about the aid, or of COMED, FSL or a commission, is not.
 */
const isLandlordsReferral = ({ objet, sender }: EventOf<'saisineCcapex'>): boolean =>
  objet !== 'aideLogement' && !/^(comed|fsl|clpil|ccapex)(-|$)/.test(sender);

/** That the préfet received an act: as he or EXPLOC says, else as the act does. */
const receivedProofs = (
  name: MarkName,
  { prefetInformeLe }: { prefetInformeLe?: CivilDate | undefined },
  received: Received | undefined,
): Proof[] => {
  if (received) return [{ name, ...received, received: true }];
  return prefetInformeLe ? [{ name, date: prefetInformeLe, received: true }] : [];
};

const receivedMark = {
  assignation: 'assignationAuPrefet',
  commandementDeQuitterLesLieux: 'prefetInforme',
  demandeCfp: 'demandeCfp',
  lettreDuBailleur: 'demandeCfpDuBailleur',
} as const;

const firstOfNextMonth = (day: CivilDate): CivilDate => `${addMonths(day, 1).slice(0, 7)}-01`;

const accompagnementMark = {
  asll: { ouverte: 'asllOuverte', close: 'asllClose' },
  avdl: { ouverte: 'avdlOuverte', close: 'avdlClose' },
} as const;
const cfpMark = {
  accord: 'cfpAccorde',
  refus: 'cfpRefuse',
  sursis: 'cfpSursis',
  miseEnDemeure: 'miseEnDemeureDuPrefet',
} as const;
const protocoleMark = {
  signe: 'protocoleSigne',
  refuse: 'protocoleRefuse',
  denonce: 'protocoleDenonce',
  respecte: 'protocoleRespecte',
} as const;
const jugementMark = {
  signification: 'jugementSignifie',
  appel: 'recoursForme',
  opposition: 'recoursForme',
  executionProvisoireArretee: 'executionProvisoireArretee',
  infirmation: 'titreInfirme',
} as const;
/** A reprise takes back a dwelling that its occupant had left. */
const procesVerbalMark = { expulsion: 'expulse', tentative: 'cfpNonExecute', reprise: 'parti' } as const;

/** A signal of CAF or MSA proves that this body knows of the debt; a landlord's proves only that the debt exists. */
const impayeProofs = (event: EventOf<'impaye'>): Proof[] => {
  const byBody = event.sender === 'caf' || event.sender === 'msa';
  // Stryker disable next-line ArrayDeclaration: the invented member is no known step and has no date
  const suites = event.suites ?? [];
  return [
    ...constituted(event),
    ...(byBody
      ? [{ name: 'organismeSaisi' as const, ...(event.signaleLe && { date: event.signaleLe }) }]
      : []),
    ...(suites.includes('planDemande') ? [{ name: 'planDemande' as const }] : []),
    ...(suites.includes('fsl') ? [{ name: 'fslDemande' as const }] : []),
    // The CAF's or MSA's signal of a persisting unpaid rent stands for the landlord's referral (loi 89-462, art. 24 II).
    ...(suites.includes('saisineCcapex') ? [{ name: 'saisineCcapex' as const }] : []),
  ];
};

/** First day of the law by which the CCAPEX decides (décrets n° 2026-83 and 2026-84 du 12 février 2026). */
const REFORM_2027 = '2027-01-01';
/** Cents: above them, and not at them, an unpaid rent is constituted (CCH, art. R824-2). */
const THRESHOLD_2027 = 45_000;

/**
 * The unpaid rent, from the day it is constituted. Where the event does not say that day: until 2026, that of the telling, unless two
 * months of rent and charges are not owed (CCH, art. R824-1, by the amounts told); from 2027, three months after a first default that
 * is still unpaid, or the day the debt is told to pass 450 €, whichever comes first.
 */
const constituted = (event: EventOf<'impaye'>): Proof[] => {
  const { actDate, dateConstitution, premierImpayeLe, signaleLe = actDate, dette } = event;
  if (dateConstitution) return [{ name: 'impayeConstitue', date: dateConstitution }];
  if (signaleLe < REFORM_2027) return [{ name: owesTwoMonths(event) ? 'impayeConstitue' : 'impayeConnu' }];
  const passed = dette !== undefined && dette > THRESHOLD_2027 ? actDate : undefined;
  const threeMonths = premierImpayeLe && addMonths(premierImpayeLe, 3);
  const date = passed && threeMonths ? earlierOf(passed, threeMonths) : (passed ?? threeMonths);
  return date ? [{ name: 'impayeConnu' }, { name: 'impayeConstitue', date }] : [{ name: 'impayeConnu' }];
};

/** Whether two months of rent and charges are owed, as far as the amounts say: with the aid paid to the landlord, they do not. */
const owesTwoMonths = ({ dette, loyer, charges = 0, aide }: EventOf<'impaye'>): boolean =>
  dette === undefined || loyer === undefined || aide?.tiersPayant === true || dette >= 2 * (loyer + charges);

const surendettementMark: Partial<Record<EventOf<'surendettement'>['etape'], MarkName>> = {
  depot: 'surendettementDepose',
  recevabilite: 'surendettementRecevable',
  irrecevabilite: 'surendettementClos',
  cloture: 'surendettementClos',
  // What ends the judge's suspension before its term (code de la consommation, art. L722-9).
  planApprouve: 'suspensionTerminee',
  mesures: 'suspensionTerminee',
  retablissementPersonnel: 'suspensionTerminee',
};

/** Recevabilité and the judge's suspension are two facts, even when one message tells both (domain §9). */
const surendettementProofs = ({ etape, suspension }: EventOf<'surendettement'>): Proof[] => {
  const name = surendettementMark[etape];
  return [
    ...(name ? [{ name }] : []),
    ...(suspension
      ? [{ name: 'suspensionExpulsion' as const, date: suspension.debut, until: suspension.fin }]
      : []),
  ];
};

const decisionProofs = (event: EventOf<'decision'>): Proof[] => {
  // Stryker disable next-line ArrayDeclaration: the invented member is no known step and has no date
  const {
    issue,
    juge,
    horsTreve,
    delaiAccordeMois: months,
    delaiCommandementMois: changed,
    echeancier = [],
  } = event;
  const exception = horsTreve ? [{ name: 'horsTreve' as const, exception: horsTreve }] : [];
  const granted = months === undefined ? undefined : addMonths(event.actDate, months);
  const lastInstalment = echeancier
    .map(({ date }) => date)
    .sort()
    .at(-1);
  switch (issue) {
    case 'delaiDePaiement':
      return [
        { name: 'decision' },
        {
          name: 'delaiDePaiement',
          until: lastInstalment ?? granted,
          // Of the eviction that a missed term would bring.
          stated: changed === undefined ? undefined : { value: changed, unit: 'mois' },
        },
      ];
    case 'resiliation':
      return [
        { name: 'decision' },
        {
          name: 'expulsionOrdonnee',
          stated:
            changed === undefined && !isWithoutDelay(horsTreve, event.actDate)
              ? undefined
              : { value: changed ?? 0, unit: 'mois' },
        },
        // The court that ordered the eviction gave it.
        ...(granted
          ? [{ name: 'delaiPourQuitter' as const, until: granted, juge: juge ?? ('fond' as const) }]
          : []),
        ...exception,
      ];
    case 'delaiPourQuitter':
      return [{ name: 'delaiPourQuitter', until: granted, juge }, ...exception];
    case 'rejet':
      return [{ name: 'decision' }, { name: 'demandeRejetee' }];
    case undefined:
      return [{ name: 'decision' }, ...exception];
  }
};

/** In force since the law ELAN (loi n° 2018-1021 du 23 novembre 2018): before, the judge had to set the two months aside himself. */
const LAW_ELAN = '2018-11-25';

/** Entered by force, or put out by an ordonnance de protection: the two months do not apply (CPCE, art. L412-1 and L412-8). */
const isWithoutDelay = (exception: ExceptionTreve | undefined, day: CivilDate): boolean =>
  exception === 'protection' || (exception === 'entreeParForce' && day >= LAW_ELAN);

/** Facts of one date that two acts tell are two: each act is notified by itself, and one hearing may be announced twice. */
const byAct: ReadonlySet<MarkName> = new Set(['audience', 'assignationAuPrefet', 'prefetInforme']);

/**
 * The dated facts that a case's events prove, in order, each once. Repeats, late arrivals and the order of arrival change
 * nothing: a fact told twice is known from the first time.
 */
export const marksOf = (events: readonly CaseEvent[]): Mark[] => {
  const marks = new Map<string, Mark>();
  const { byAct: received, alone } = receptionsOf(events);
  for (const event of events) {
    if (event.kind === 'receptionPrefet' && !alone.has(event.id)) continue;
    const day = parisDay(event.receivedAt);
    for (const proof of proofsOf(event, received.get(event.id))) {
      const knownOn = laterOf(day, proof.knownOn ?? day);
      const mark: Mark = { ...proof, date: proof.date ?? event.actDate, toldOn: event.actDate, knownOn };
      const act = byAct.has(mark.name) ? mark.toldOn : '';
      const key = JSON.stringify([mark.name, mark.date, act, ...detailsOf(mark)]);
      const earlier = marks.get(key);
      marks.set(key, earlier ? merged(earlier, mark) : mark);
    }
  }
  return [...marks.values()].sort(compareMarks);
};

const merged = (a: Mark, b: Mark): Mark => ({
  ...a,
  dette: a.dette ?? b.dette,
  loyer: a.loyer ?? b.loyer,
  received: a.received ?? b.received,
  toldOn: earlierOf(a.toldOn, b.toldOn),
  knownOn: earlierOf(a.knownOn, b.knownOn),
});
