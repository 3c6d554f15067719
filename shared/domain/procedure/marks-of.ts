import { addMonths, earlierOf } from '../calendar/civil-date.ts';
import { parisDay } from '../calendar/paris-day.ts';
import type { CaseEvent, EventOf } from '../events/case-event.ts';
import { compareMarks, type Mark, type MarkName } from './mark.ts';

type Proof = Pick<Mark, 'name'> & Partial<Pick<Mark, 'date' | 'until' | 'stated' | 'leaseDate'>>;

/** What an event proves. A proof without a date takes its act's. */
const proofsOf = (event: CaseEvent): Proof[] => {
  switch (event.kind) {
    case 'impaye':
      return impayeProofs(event);
    case 'saisineOrganisme':
      return [{ name: 'organismeSaisi' }];
    case 'planApurement':
      return event.etat === 'signe' ? [{ name: 'planApurement' }] : [];
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
    case 'commandementDePayer':
      return [
        {
          name: 'commandementDePayer',
          stated: event.delai && { value: event.delai.valeur, unit: event.delai.unite },
          leaseDate: event.dateBail,
        },
      ];
    case 'conge':
      return [{ name: 'conge', until: event.dateEffet }];
    case 'assignation':
      return [
        { name: 'assignation' },
        ...(event.dateAudience ? [{ name: 'audience' as const, date: event.dateAudience }] : []),
      ];
    case 'renvoiAudience':
      return [{ name: 'audience', date: event.dateAudience }];
    case 'decision':
      return decisionProofs(event);
    case 'commandementDeQuitterLesLieux':
      return [
        { name: 'commandementDeQuitterLesLieux' },
        ...(event.prefetInformeLe ? [{ name: 'prefetInforme' as const, date: event.prefetInformeLe }] : []),
      ];
    case 'enqueteSociale':
      return [{ name: event.moment === 'assignation' ? 'enqueteAssignation' : 'enqueteRequisition' }];
    case 'decisionCfp':
      return [{ name: cfpMark[event.issue], until: event.jusquAu }];
    case 'executionCfp':
      return [{ name: event.effectuee ? 'expulse' : 'cfpNonExecute' }];
    case 'procesVerbal':
      return event.nature ? [{ name: procesVerbalMark[event.nature] }] : [];
    case 'departVolontaire':
      return [{ name: 'parti' }];
    case 'relogement':
      return [{ name: 'reloge' }];
    case 'rapprochement':
      return [{ name: event.etat === 'douteux' ? 'rapprochementDouteux' : 'rapprochementTranche' }];
    case 'deplacement':
      return event.role === 'source' ? [{ name: 'rapprochementTranche' }] : [];
    case 'aideFsl':
      return event.etat === 'demandee' ? [{ name: 'fslDemande' }] : [];
    case 'accompagnement':
      return event.mesure === 'masp' ? [] : [{ name: accompagnementMark[event.mesure][event.etat] }];
    case 'communeConfirmee':
    case 'gel':
    case 'confirmationFin':
    case 'intervention':
    case 'hebergement':
    case 'aideActionLogement':
    case 'decisionClpil':
    case 'avisCcapex':
    case 'demandeEnqueteSociale':
    case 'transmissionDsf':
    case 'indemnisation':
      return [];
    case 'saisineCcapex':
    case 'miseEnDemeure':
    case 'jugementDivorce':
    case 'adjudication':
    case 'protocoleCohesionSociale':
    case 'avisSuspension':
    case 'demandeCfp':
      return [{ name: event.kind }];
  }
};

const accompagnementMark = {
  asll: { ouverte: 'asllOuverte', close: 'asllClose' },
  avdl: { ouverte: 'avdlOuverte', close: 'avdlClose' },
} as const;
const cfpMark = { accord: 'cfpAccorde', refus: 'cfpRefuse', sursis: 'cfpSursis' } as const;
/** A reprise takes back a dwelling that its occupant had left. */
const procesVerbalMark = { expulsion: 'expulse', tentative: 'cfpNonExecute', reprise: 'parti' } as const;

/** A signal of CAF or MSA proves that this body knows of the debt; a landlord's proves only that the debt exists. */
const impayeProofs = (event: EventOf<'impaye'>): Proof[] => {
  const byBody = event.sender === 'caf' || event.sender === 'msa';
  // Stryker disable next-line ArrayDeclaration: the invented member is no known step and has no date
  const suites = event.suites ?? [];
  return [
    { name: 'impayeConstitue', date: event.dateConstitution ?? event.actDate },
    ...(byBody ? [{ name: 'organismeSaisi' as const }] : []),
    ...(suites.includes('planDemande') ? [{ name: 'planDemande' as const }] : []),
    ...(suites.includes('fsl') ? [{ name: 'fslDemande' as const }] : []),
    // The CAF's or MSA's signal of a persisting unpaid rent stands for the landlord's referral (loi 89-462, art. 24 II).
    ...(suites.includes('saisineCcapex') ? [{ name: 'saisineCcapex' as const }] : []),
  ];
};

const surendettementMark: Partial<Record<EventOf<'surendettement'>['etape'], MarkName>> = {
  depot: 'surendettementDepose',
  recevabilite: 'surendettementRecevable',
  irrecevabilite: 'surendettementClos',
  cloture: 'surendettementClos',
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
  const { issue, delaiAccordeMois: months, delaiCommandementMois: changed, echeancier = [] } = event;
  const granted = months === undefined ? undefined : addMonths(event.actDate, months);
  const lastInstalment = echeancier
    .map(({ date }) => date)
    .sort()
    .at(-1);
  switch (issue) {
    case 'delaiDePaiement':
      return [{ name: 'decision' }, { name: 'delaiDePaiement', until: lastInstalment ?? granted }];
    case 'resiliation':
      return [
        { name: 'decision' },
        {
          name: 'expulsionOrdonnee',
          stated: changed === undefined ? undefined : { value: changed, unit: 'mois' },
        },
        ...(granted ? [{ name: 'delaiPourQuitter' as const, until: granted }] : []),
      ];
    case 'delaiPourQuitter':
      return [{ name: 'delaiPourQuitter', until: granted }];
    case 'rejet':
      return [{ name: 'decision' }, { name: 'demandeRejetee' }];
    case undefined:
      return [{ name: 'decision' }];
  }
};

/**
 * The dated facts that a case's events prove, in order, each once. Repeats, late arrivals and the order of arrival change
 * nothing: a fact told twice is known from the first time.
 */
export const marksOf = (events: readonly CaseEvent[]): Mark[] => {
  const marks = new Map<string, Mark>();
  for (const event of events) {
    const knownOn = parisDay(event.receivedAt);
    for (const proof of proofsOf(event)) {
      const mark: Mark = { ...proof, date: proof.date ?? event.actDate, toldOn: event.actDate, knownOn };
      const { name, date, until, stated, leaseDate } = mark;
      const key = JSON.stringify([name, date, until, stated, leaseDate]);
      const earlier = marks.get(key);
      marks.set(key, earlier ? merged(earlier, mark) : mark);
    }
  }
  return [...marks.values()].sort(compareMarks);
};

const merged = (a: Mark, b: Mark): Mark => ({
  ...a,
  toldOn: earlierOf(a.toldOn, b.toldOn),
  knownOn: earlierOf(a.knownOn, b.knownOn),
});
