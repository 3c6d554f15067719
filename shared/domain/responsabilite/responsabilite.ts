import { addDays, type CivilDate, dateAloud, dateInFrench } from '../calendar/civil-date.ts';
import { type Mark, named } from '../procedure/mark.ts';
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

/**
 * The State's liability as of a day, from a case's facts: the period that runs on that day, else that of the last demande.
 *
 * @param marks in order
 */
export const responsabiliteAt = (marks: readonly Mark[], today: CivilDate): Responsabilite => {
  const periodes = periodesOf(marks);
  // Of two that run, the first: a demande made again after a grant that was not carried out ends nothing.
  const running = periodes.find((periode) => stateAt(marks, periode, today).etat === 'enCours');
  const periode = running ?? periodes.at(-1);
  if (!periode) return withoutDemande(marks);
  const { etat, fin, pourquoi, aConfirmer } = stateAt(marks, periode, today);
  return {
    refus: periode.refus?.date ?? null,
    debut: periode.debut ?? null,
    fin: fin ?? null,
    etat,
    pourquoi: [...periode.pourquoi, ...pourquoi],
    aConfirmer: [...periode.aConfirmer, ...aConfirmer],
  };
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
          `La lettre du bailleur du ${dateInFrench(letter.date)} ne saisit pas le préfet : le commissaire de justice demande le concours (CPCE, art. L153-2 et R153-1).`,
        ]
      : [
          protocole
            ? `Un protocole de cohésion sociale est signé depuis le ${dateInFrench(protocole.date)} : tant qu’il court, aucun concours n’est dû (CE, 16 avril 2008, n° 300268).`
            : 'Le concours de la force publique n’a pas été demandé.',
        ],
    aConfirmer: letter ? ['La demande est à régulariser par le commissaire de justice.'] : [],
  };
};

/** What says how a liability ends: a decree since 7 November 2025, case law before. */
const sourceOfEnd = (day: CivilDate): string =>
  day >= DECREE ? 'CPCE, art. R154-4' : 'CE, 27 novembre 2015, n° 377645';

type State = Pick<Responsabilite, 'etat' | 'pourquoi' | 'aConfirmer'> & { fin: CivilDate | undefined };

const said = (etat: Responsabilite['etat'], more: Partial<State> = {}): State => ({
  etat,
  fin: undefined,
  pourquoi: [],
  aConfirmer: [],
  ...more,
});

const stateAt = (marks: readonly Mark[], periode: Periode, today: CivilDate): State => {
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
  const state = stateSince(marks, periode, today);
  return { ...state, pourquoi: [begun, ...state.pourquoi] };
};

/** Where a liability stands once its first day has come. */
const stateSince = (marks: readonly Mark[], periode: Periode, today: CivilDate): State => {
  const { octroi, fin: other } = periode;
  const fin = endOf(periode);
  if (fin === undefined || fin > today) return said('enCours');
  const byGrant = octroi !== undefined && (other === undefined || other.date > fin);
  if (!byGrant) {
    const by = other ? markTitles[other.par] : '';
    return said('close', {
      fin,
      pourquoi: [`Elle finit le ${dateAloud(fin)} : ${by} (${sourceOfEnd(fin)}).`],
    });
  }
  const ended = said('close', {
    fin,
    pourquoi: [
      octroi.execution !== undefined && octroi.execution === fin && fin > octroi.limite
        ? `Elle finit le ${dateAloud(fin)}, jour de l’exécution, plus de quinze jours après l’octroi du ${dateInFrench(octroi.date)} (${sourceOfEnd(fin)}).`
        : octroi.execution === undefined
          ? `Elle finit le ${dateAloud(fin)}, par l’octroi du concours, s’il est exécuté dans les quinze jours (${sourceOfEnd(fin)}).`
          : `Elle finit le ${dateAloud(fin)}, par l’octroi du concours, exécuté dans les quinze jours (${sourceOfEnd(fin)}).`,
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
  // Once the occupant has left, nothing is left to carry out.
  if (other !== undefined) return ended;
  if (today <= octroi.limite)
    return {
      ...ended,
      aConfirmer: [`L’exécution du concours : au plus tard le ${dateInFrench(octroi.limite)}.`],
    };
  const notCarriedOut = named(marks, 'cfpNonExecute').some(({ date }) => date >= octroi.date);
  const why = [
    `Le concours accordé le ${dateInFrench(octroi.date)} n’est pas connu pour exécuté au ${dateInFrench(octroi.limite)} : exécuté plus tard, il ne met fin à la période que ce jour-là, sauf retard dû au propriétaire, au commissaire de justice ou à des circonstances particulières${octroi.limiteApresTreve > octroi.limite ? `, et la trêve hivernale l’empêchait jusqu’au ${dateInFrench(addDays(octroi.limiteApresTreve, -16))}` : ''} (${sourceOfEnd(octroi.date)}).`,
  ];
  return notCarriedOut
    ? said('enCours', { aConfirmer: why })
    : said('indeterminee', { fin, aConfirmer: why });
};
