import { type CivilDate, dateInFrench } from '../calendar/civil-date.ts';
import type { Deadline } from '../delays/deadline.ts';
import type { CaseEvent } from '../events/case-event.ts';
import type { Motif } from '../events/common.ts';
import { criteresSaisine, type objetsSaisine } from '../events/signals.ts';
import { rankOf, type Stage } from '../procedure/stage.ts';

/*
 * What is referred to the CCAPEX and waits for it (charter §V.1; loi n° 90-449, art. 7-2): who asks, since when, for what, and by which criteria.
 */

export type Critere = (typeof criteresSaisine)[number];
type ObjetSaisine = (typeof objetsSaisine)[number];

/** A referral that nothing has answered yet. */
export type Saisine = {
  objet: ObjetSaisine;
  /** Day of the act that refers the case. */
  depuis: CivilDate;
  /** Code of who refers it. */
  par: string;
  /** The criteria that they say, and those that the case's facts show. */
  criteres: Critere[];
  constates: Critere[];
  /** CAF or MSA, of an aid: when support was set up, and when the diagnosis was made. */
  accompagnementLe?: CivilDate | undefined;
  diagnosticLe?: CivilDate | undefined;
};

/** Referrals that a case keeps: the first. */
const MOST_SAISINES = 6;

/** From this day the CCAPEX decides on the housing aid (décrets n° 2026-83 and 2026-84 du 12 février 2026). */
const REFORME_AIDE: CivilDate = '2027-01-01';

/** Why nobody decides here on an aid before the reform; undefined once it applies. */
export const avantReforme = (today: CivilDate): string | undefined =>
  today >= REFORME_AIDE
    ? undefined
    : `La CCAPEX décide de l’aide au logement à compter du ${dateInFrench(REFORME_AIDE)} (loi n° 90-449, art. 7-2 ; décret n° 2026-84 du 12 février 2026). Jusque-là, la CAF ou la MSA en décide (CCH, art. R824-1 et suivants).`;

/** The day on which a suspension takes effect: the first of the month after it was notified to the body (CCH, from 2027). */
export const effetDe = (notifieeLe: CivilDate): CivilDate => {
  const [year = 0, month = 0] = notifieeLe.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
};

/** What referrals and their criteria are read from. */
export type Faits = {
  /** The events of the current episode that count. */
  events: readonly CaseEvent[];
  motif: Motif | undefined;
  otherMotifs: readonly Motif[];
  deadlines: readonly Deadline[];
  stage: Stage;
  /** Cents. */
  dette: number | undefined;
  loyer: number | undefined;
};

/** A threshold, from a day on. All are ours, to be confirmed by the CCAPEX's règlement intérieur: the texts name criteria without a figure. */
type Seuil = {
  validFrom: CivilDate;
  /** Debt in cents, or in rents. */
  dette?: number;
  loyers?: number;
  /** The stage from which the procedure is very advanced. */
  stade?: Stage;
  /** How many measures failed. */
  echecs?: number;
  source: string;
  reliability: 'choix';
};
type Constat = {
  versions: readonly [Seuil, ...Seuil[]];
  constate: (faits: Faits, seuil: Seuil) => boolean;
};

/** Whether an event says that a measure failed. */
const isEchec = (event: CaseEvent): boolean => {
  switch (event.kind) {
    case 'planApurement':
    case 'protocoleCohesionSociale':
      return event.etat === 'refuse' || event.etat === 'denonce';
    case 'echeance':
      return event.etat === 'manquee';
    case 'aideFsl':
      return event.etat === 'refusee';
    case 'suiteDecision':
      return event.etat === 'nonFaite' || event.etat === 'refusDuMenage';
    case 'suiteOrientation':
      return event.etat === 'refuse' || event.etat === 'injoignable';
    default:
      return false;
  }
};

/** The commandements de payer that are to be signalled to the CCAPEX, and that nothing has settled: the rule on them says which. */
const signalementsDe = (deadlines: readonly Deadline[]): Deadline[] =>
  deadlines.filter(
    ({ rule, became }) => rule === 'signalementCommandementCcapex' && became.kind === 'enCours',
  );

const since = '2018-01-01';
const choix = 'choix';

/** The criteria that facts show, each with its thresholds by date. */
export const constats = {
  detteLourde: {
    versions: [
      {
        ...{ validFrom: since, reliability: choix, dette: 500_000, loyers: 6 },
        source: 'Charte 2018-2023, annexe 6, art. 3 (dette lourde) ; seuil du hub',
      },
    ],
    constate: ({ dette, loyer = 0 }, { dette: least = 0, loyers = 0 }) =>
      dette !== undefined && (dette >= least || (loyer > 0 && dette >= loyer * loyers)),
  },
  stadeAvance: {
    versions: [
      {
        ...{ validFrom: since, reliability: choix, stade: 'commandementDeQuitterLesLieux' },
        source: 'Charte 2018-2023, annexe 6, art. 3 (stade très avancé) ; seuil du hub',
      },
    ],
    constate: ({ stage }, { stade = 'signale' }) => rankOf(stage) >= rankOf(stade),
  },
  accompagnementEnEchec: {
    versions: [
      {
        ...{ validFrom: since, reliability: choix, echecs: 2 },
        source: 'Charte 2018-2023, V.1 ; nombre d’échecs choisi par le hub',
      },
    ],
    constate: ({ events }, { echecs = 0 }) => events.filter(isEchec).length >= echecs,
  },
  recoursDalo: {
    versions: [
      { validFrom: since, reliability: choix, source: 'Loi n° 90-449, art. 7-2 ; charte, annexe 1 (État)' },
    ],
    constate: ({ events }) => {
      const etats = events.flatMap((event) =>
        event.kind === 'recoursDalo' && event.voie === 'dalo' ? [event.etat] : [],
      );
      const last = etats.at(-1);
      return last === 'depose' || last === 'reconnu';
    },
  },
  aideMenacee: {
    versions: [
      { validFrom: since, reliability: choix, source: 'Loi n° 90-449, art. 7-2, 2° ; lecture du hub' },
    ],
    constate: ({ events }) => {
      const suites = events.flatMap((event) =>
        event.kind === 'impaye'
          ? (event.suites ?? []).filter((one) => one === 'suspension' || one === 'maintien')
          : [],
      );
      return (
        suites.at(-1) === 'suspension' ||
        events.some((event) => event.kind === 'saisineCcapex' && event.objet === 'aideLogement')
      );
    },
  },
  signalementCommissaire: {
    versions: [
      {
        ...{ validFrom: since, reliability: choix },
        source: 'Loi n° 89-462, art. 24 I ; loi n° 90-449, art. 7-2, 3°',
      },
    ],
    constate: ({ deadlines }) => signalementsDe(deadlines).length > 0,
  },
} as const satisfies Partial<Record<Critere, Constat>>;

const constatOf = new Map<Critere, Constat>(
  criteresSaisine.flatMap((critere) => {
    const found: Partial<Record<Critere, Constat>> = constats;
    const constat = found[critere];
    return constat ? [[critere, constat] as const] : [];
  }),
);

/** The criteria that a case's facts show, by the thresholds of a day. */
const criteresConstates = (faits: Faits, on: CivilDate): Critere[] =>
  criteresSaisine.filter((critere) => {
    const constat = constatOf.get(critere);
    const seuil = constat?.versions.findLast(({ validFrom }) => validFrom <= on);
    return constat !== undefined && seuil !== undefined && constat.constate(faits, seuil);
  });

/** A referral as an act tells it, before anything is said of what answered it. */
type Acte = Pick<CaseEvent, 'actDate' | 'receivedAt'> & Omit<Saisine, 'constates'>;

const acteDe = (event: CaseEvent): Acte[] => {
  const { actDate, receivedAt, sender } = event;
  const own = { actDate, receivedAt, depuis: actDate, par: sender };
  switch (event.kind) {
    case 'saisineCcapex': {
      const { objet = 'situation', criteres = [], accompagnementLe, diagnosticLe } = event;
      return [
        {
          ...own,
          objet,
          criteres,
          ...(accompagnementLe && { accompagnementLe }),
          ...(diagnosticLe && { diagnosticLe }),
        },
      ];
    }
    case 'impaye':
      return event.suites?.includes('saisineCcapex') ? [{ ...own, objet: 'situation', criteres: [] }] : [];
    case 'decisionClpil':
      return event.issues.includes('renvoiCcapex') ? [{ ...own, objet: 'situation', criteres: [] }] : [];
    default:
      return [];
  }
};

/** Whether an event answers referrals of a kind: a situation is answered by its place on an agenda, or an opinion; the aid by a decision alone. */
const answers = ({ kind }: CaseEvent, objet: ObjetSaisine): boolean =>
  objet === 'aideLogement'
    ? kind === 'decisionCcapex'
    : kind === 'inscriptionCcapex' || kind === 'avisCcapex';

/** Whether an event came after a referral: by their days, and on one day by the moment each was received. */
const isAfter = (event: CaseEvent, { actDate, receivedAt }: Pick<Acte, 'actDate' | 'receivedAt'>): boolean =>
  event.actDate > actDate || (event.actDate === actDate && event.receivedAt >= receivedAt);

/**
 * Whether a referral asks the commission for something. A signalement of a commissaire is shared out among members; a landlord's referral before it
 * assigns (loi n° 89-462, art. 24 II) waits for nobody, unless it says by which criteria.
 */
export const demandeExamen = ({
  objet,
  par,
  criteres,
}: Pick<Saisine, 'objet' | 'par' | 'criteres'>): boolean =>
  objet === 'aideLogement' ||
  (!criteres.includes('signalementCommissaire') && (!par.startsWith('bailleur-') || criteres.length > 0));

/** Whether it is a commissaire's signalement, to be shared out. */
export const estSignalement = ({ criteres }: Pick<Saisine, 'criteres'>): boolean =>
  criteres.includes('signalementCommissaire');

/**
 * The referrals to the CCAPEX that wait, the oldest first: those of its current episode that nothing answered. A case after an adjudication has none:
 * the CCAPEX is not competent for those who buy their home (charter §II).
 */
export const saisinesEnCours = (faits: Faits): Saisine[] => {
  const { events, motif, otherMotifs, deadlines } = faits;
  if (motif === 'adjudication' || otherMotifs.includes('adjudication')) return [];
  const assigned = (acte: Acte): boolean =>
    !demandeExamen(acte) && events.some((event) => event.kind === 'assignation' && isAfter(event, acte));
  const asked = events
    .flatMap(acteDe)
    .filter(
      (acte) =>
        !events.some((event) => answers(event, acte.objet) && isAfter(event, acte)) && !assigned(acte),
    );
  const signalled = signalementsDe(deadlines).flatMap((deadline): Acte[] => {
    const commandement = events.find(
      ({ kind, actDate }) => kind === 'commandementDePayer' && actDate === deadline.toldOn,
    );
    if (!commandement) return [];
    const { actDate, receivedAt, sender: par } = commandement;
    const acte: Acte = {
      ...{ actDate, receivedAt, depuis: actDate, par },
      objet: 'situation',
      criteres: ['signalementCommissaire'],
    };
    // A body that reached the household has done what a signalement is for.
    const followed = events.some(
      (event) =>
        isAfter(event, acte) &&
        (answers(event, 'situation') ||
          (event.kind === 'suiteOrientation' && (event.etat === 'joint' || event.etat === 'recu'))),
    );
    return followed ? [] : [acte];
  });
  return [...asked, ...signalled]
    .toSorted((a, b) => compare(a.depuis, b.depuis) || compare(a.par, b.par) || compare(a.objet, b.objet))
    .slice(0, MOST_SAISINES)
    .map(({ actDate: _, receivedAt: __, ...saisine }) => ({
      ...saisine,
      constates: criteresConstates(faits, saisine.depuis).filter((one) => !saisine.criteres.includes(one)),
    }));
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
