import { addDays, type CivilDate, dateAloud, dateInFrench } from '../calendar/civil-date.ts';
import { treveOn } from '../calendar/treve.ts';
import { type Mark, type MarkName, named } from '../procedure/mark.ts';
import { markTitles } from '../procedure/mark-titles.ts';
import { DECREE, endOf, type Periode, periodesOf } from './periodes.ts';

/**
 * Where the State's liability for the refusal of the concours stands on a day. `aVenir`: its first day is known and has not come;
 * `indeterminee`: a fact that nobody told decides.
 */
export type Responsabilite = {
  refus: CivilDate | null;
  debut: CivilDate | null;
  /** The day it ended; null while it goes on. */
  fin: CivilDate | null;
  etat: 'aucune' | 'aVenir' | 'enCours' | 'close' | 'indeterminee';
  pourquoi: string[];
  aConfirmer: string[];
};

const LATE_GRANT =
  'Un concours accordé sans refus préalable, mais exécuté tard sans faute du propriétaire ni du commissaire de justice, peut engager l’État (CE, 27 janvier 2010, n° 320642 ; CE, 31 mars 2017, n° 404648).';

const WAITING =
  'Un fait qui suspend ou termine la procédure a été communiqué et attend d’être confirmé : il peut changer ces dates.';

/**
 * The State's liability as of a day, from a case's facts: the period that runs on that day, else that of the last demande.
 *
 * @param marks in order
 * @param waiting whether a fact that would end or suspend something waits for a person, without effect until then
 */
export const responsabiliteAt = (
  marks: readonly Mark[],
  today: CivilDate,
  waiting = false,
): Responsabilite => {
  const periode = shownOf(periodesOf(marks), today);
  if (!periode) return withoutDemande(marks);
  const { etat, fin, pourquoi, aConfirmer } = stateAt(periode, today);
  return {
    refus: periode.refus?.date ?? null,
    debut: periode.debut ?? null,
    fin: fin ?? null,
    etat,
    pourquoi: [...periode.pourquoi, ...pourquoi],
    aConfirmer: [...periode.aConfirmer, ...aConfirmer, ...(waiting ? [WAITING] : [])],
  };
};

/**
 * Of several periods, the one to show: the first that runs, since a demande made again after a grant that was not carried out ends
 * nothing; else the first that began and whose end is not known; else the last, or the one that the same fact ended.
 */
const shownOf = (periodes: readonly Periode[], today: CivilDate): Periode | undefined => {
  const states = periodes.map((periode) => ({ periode, ...stateAt(periode, today) }));
  const last = states.at(-1);
  return (
    states.find(({ etat }) => etat === 'enCours') ??
    states.find(({ etat, periode: { debut } }) => etat === 'indeterminee' && debut !== undefined) ??
    states.find(({ etat, fin }) => etat === 'close' && fin === (last?.fin ?? last?.periode.fin?.date)) ??
    last
  )?.periode;
};

const withoutDemande = (marks: readonly Mark[]): Responsabilite => {
  const protocole = named(marks, 'demandeCfp').length > 0 ? named(marks, 'protocoleSigne').at(-1) : undefined;
  const letter = named(marks, 'demandeCfpDuBailleur')[0];
  return {
    refus: null,
    debut: null,
    fin: null,
    etat: 'aucune',
    pourquoi: letter
      ? [
          `La lettre du bailleur du ${dateInFrench(letter.date)} ne vaut pas demande de concours (à confirmer) : le commissaire de justice le demande (CPCE, art. L153-2 et R153-1).`,
        ]
      : [
          protocole
            ? `Un protocole de cohésion sociale est signé depuis le ${dateInFrench(protocole.date)} : tant qu’il court, aucun concours n’est dû (CE, 16 avril 2008, n° 300268).`
            : 'Le concours de la force publique n’a pas été demandé.',
        ],
    aConfirmer: letter ? ['La demande est à régulariser par le commissaire de justice.'] : [],
  };
};

/** What says how a grant ends a liability: a decree since 7 November 2025, case law before. */
const sourceOfGrant = (day: CivilDate): string =>
  day >= DECREE ? 'CPCE, art. R154-4' : 'CE, 27 novembre 2015, n° 377645';

/** What says that another fact ends it, as sure as it is: the decree lists the departure, the death, the sale and the renunciation. */
const sourceOfFact = (par: MarkName, day: CivilDate): string => {
  switch (par) {
    case 'protocoleSigne':
    case 'protocoleRespecte':
      return 'CE, 16 avril 2008, n° 300268';
    case 'titreInfirme':
      return 'CPCE, art. R154-4 II ; à confirmer';
    case 'demandeCfpRetiree':
    case 'nouveauBail':
      return 'effet à confirmer';
    default:
      return day >= DECREE
        ? 'CPCE, art. R154-4'
        : par === 'vente'
          ? 'CE, n° 383543 ; à confirmer'
          : 'jurisprudence ; à confirmer';
  }
};

type State = Pick<Responsabilite, 'etat' | 'pourquoi' | 'aConfirmer'> & { fin: CivilDate | undefined };

const said = (etat: Responsabilite['etat'], more: Partial<State> = {}): State => ({
  etat,
  fin: undefined,
  pourquoi: [],
  aConfirmer: [],
  ...more,
});

const stateAt = (periode: Periode, today: CivilDate): State => {
  const { debut, octroi, fin: other, indeterminee } = periode;
  if (debut === undefined) {
    if (indeterminee) return said('indeterminee');
    const late = octroi && (octroi.execution ?? today) > octroi.limiteApresTreve;
    if (!late || (other && other.date <= octroi.limiteApresTreve)) return said('aucune');
    const unsure = octroi.execution !== undefined || periode.refus !== undefined;
    return said(unsure ? 'indeterminee' : 'aucune', { aConfirmer: [LATE_GRANT] });
  }
  const fin = endOf(periode);
  if (today < debut)
    return said('aVenir', {
      fin,
      pourquoi: [
        `La période de responsabilité de l’État commencerait le ${dateAloud(debut)}${octroi ? '' : ', si le concours n’est pas accordé d’ici là'}.`,
      ],
    });
  const begun = `La période de responsabilité de l’État commence le ${dateAloud(debut)}.`;
  const state = stateSince(periode, today);
  return { ...state, pourquoi: [begun, ...state.pourquoi] };
};

/** Where a liability stands once its first day has come. */
const stateSince = (periode: Periode, today: CivilDate): State => {
  const { octroi, fin: other } = periode;
  const fin = endOf(periode);
  const notInTime = octroi ? notCarriedOut(octroi) : [];
  if (fin === undefined || fin > today) {
    const vain = octroi !== undefined && octroi.date <= today && octroi.execution === undefined;
    return said('enCours', { aConfirmer: [...(vain ? notInTime : []), ...winterSince(periode, today)] });
  }
  const byGrant = octroi !== undefined && (other === undefined || other.date > fin);
  if (!byGrant) {
    const by = other ? `${markTitles[other.par]} (${sourceOfFact(other.par, fin)})` : '';
    return said('close', {
      fin,
      pourquoi: [`Elle finit le ${dateAloud(fin)} : ${by}.`],
      aConfirmer: octroi && octroi.date < fin ? notInTime : [],
    });
  }
  const source = sourceOfGrant(octroi.date);
  const ended = said('close', {
    fin,
    pourquoi: [
      octroi.execution === fin && fin > octroi.limite
        ? `Elle finit le ${dateAloud(fin)}, jour de l’exécution, plus de quinze jours après l’octroi du ${dateInFrench(octroi.date)} (${source}).`
        : octroi.execution === undefined
          ? `Elle finit le ${dateAloud(fin)}, par l’octroi du concours, s’il est exécuté dans les quinze jours (${source}).`
          : `Elle finit le ${dateAloud(fin)}, par l’octroi du concours, exécuté dans les quinze jours (${source}).`,
    ],
  });
  if (octroi.execution !== undefined)
    return octroi.execution > octroi.limite
      ? {
          ...ended,
          aConfirmer: [
            'Le retard de l’exécution : dû au propriétaire, à son commissaire de justice ou à des circonstances particulières, il ne prolonge pas la responsabilité.',
          ],
        }
      : ended;
  // The occupant left within the fifteen days: nothing is left to carry out.
  if (other !== undefined) return ended;
  return today <= octroi.limite
    ? {
        ...ended,
        aConfirmer: [`L’exécution du concours : au plus tard le ${dateInFrench(octroi.limite)}.`],
      }
    : said('indeterminee', { fin, aConfirmer: notInTime });
};

const notCarriedOut = ({ date, limite, limiteApresTreve }: NonNullable<Periode['octroi']>): string[] => [
  `Le concours accordé le ${dateInFrench(date)} n’est pas connu comme exécuté au ${dateInFrench(limite)} : exécuté plus tard, il ne met fin à la période que ce jour-là, sauf retard dû au propriétaire, au commissaire de justice ou à des circonstances particulières${limiteApresTreve > limite ? `, et la trêve hivernale l’empêchait jusqu’au ${dateInFrench(addDays(limiteApresTreve, -16))}` : ''} (${sourceOfGrant(date)}).`,
];

/** A trêve that began since: article R154-4, which lists what ends a liability, does not have it. */
const winterSince = ({ debut }: Periode, today: CivilDate): string[] => {
  const treve = treveOn(today);
  return treve && debut !== undefined && treve.start > debut
    ? [
        'La trêve hivernale a commencé depuis : l’article R154-4 du CPCE n’en fait pas une fin ; que la période coure pendant l’hiver est à confirmer.',
      ]
    : [];
};
