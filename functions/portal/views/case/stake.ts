import type { CaseReport } from '../../../../shared/cases/reading/case-report.ts';
import { type CivilDate, dateInFrench } from '../../../../shared/domain/calendar/civil-date.ts';
import type { Case } from '../../../../shared/domain/case/case-of.ts';
import { daysAway } from '../state-words.ts';
import { longDay, onDay, within } from './words.ts';

/** What is at stake in a case, and from when: what a page says first. */
export type Stake = {
  kind: 'error' | 'warning' | 'info' | 'success';
  /** One sentence each. The first says what is at stake. */
  said: string[];
  pourquoi: string[];
  aConfirmer: string[];
  /** The rent in cents, and the first day of the State's liability, where it pays for it or may. */
  cost: { loyer: number; debut: CivilDate } | undefined;
};

type Row = CaseReport['deadlines'][number];

/** The duties that nobody has fulfilled in time, the oldest first. */
export const lateIn = ({ deadlines }: Pick<CaseReport, 'deadlines'>): Row[] =>
  deadlines
    .filter(({ status, nature }) => status === 'echu' && nature === 'obligation')
    .sort((a, b) => (lateKey(a) < lateKey(b) ? -1 : 1));
/** The préfet's own decision comes first: it is what commits the State. */
const lateKey = ({ rule, due }: Row): string => (rule === 'decisionCfp' ? '' : (due ?? ''));

/** The delays that run, the nearest first; what is to be done at once comes before. */
export const openIn = ({ deadlines }: Pick<CaseReport, 'deadlines'>): Row[] =>
  deadlines.filter(({ status }) => status === 'ouvert').sort((a, b) => (dueKey(a) < dueKey(b) ? -1 : 1));
const dueKey = ({ nature, due }: Row): string => (nature === 'demande' ? '' : (due ?? '9999'));

/** Says what is at stake: the State's liability before anything else, then the next date, then what is late. */
export const stakeOf = (state: Case, report: CaseReport): Stake => {
  const { today, responsabilite } = report;
  const closed =
    state.status === 'closed'
      ? [
          `Ce dossier est clos : ${within(report.stageTitle)}${state.stageSince === undefined ? '' : `, le ${longDay(state.stageSince)}`}.`,
        ]
      : [];
  const liability = liabilitySaid(state, report);
  if (liability)
    return {
      kind: liability.kind,
      said: [...liability.said, ...closed],
      pourquoi: responsabilite.pourquoi,
      aConfirmer: responsabilite.aConfirmer,
      cost: costIn(state, responsabilite),
    };
  const past =
    responsabilite.etat === 'close' && responsabilite.debut !== null && responsabilite.fin !== null
      ? [
          `L’État a été responsable du ${dateInFrench(responsabilite.debut)} au ${dateInFrench(responsabilite.fin)}.`,
        ]
      : [];
  const why =
    past.length > 0
      ? { pourquoi: responsabilite.pourquoi, aConfirmer: responsabilite.aConfirmer }
      : { pourquoi: [], aConfirmer: [] };
  if (closed.length > 0) return { kind: 'success', said: [...closed, ...past], ...why, cost: undefined };
  const [late, ...others] = lateIn(report);
  const lateSaid =
    late?.due === undefined
      ? []
      : [
          `En retard : ${within(late.title)}, attendu le ${dateInFrench(late.due)} (${daysAway(today, late.due)})${more(others.length)}.`,
        ];
  const open = openIn(report).filter(({ due, nature }) => due !== undefined && nature !== 'demande');
  // A hearing to come is what a household has at stake, whatever must be ready before it. That a rule will change is said last.
  const next =
    open.find(({ rule }) => rule === 'audience') ??
    open.find(({ rule }) => rule !== 'regimeImpaye') ??
    (late ? undefined : open[0]);
  const nextSaid = next?.due === undefined ? [] : [nextOf(today, next)];
  const told = next ?? late;
  if (told)
    return {
      kind: late ? 'warning' : 'info',
      said: [...nextSaid, ...lateSaid, ...past],
      pourquoi: [...told.explanation, ...why.pourquoi],
      aConfirmer: why.aConfirmer,
      cost: undefined,
    };
  return {
    kind: 'info',
    said: ['Rien ne court : aucune échéance légale n’est en cours.', ...past],
    ...why,
    cost: undefined,
  };
};

const nextOf = (today: CivilDate, { rule, title, due = '' }: Row): string =>
  rule === 'audience'
    ? `Audience ${onDay(today, due)}.`
    : `Prochaine date, ${onDay(today, due)} : ${within(title)}.`;

const more = (others: number): string =>
  others === 0 ? '' : others === 1 ? ', et un autre retard' : `, et ${others} autres retards`;

const costIn = (
  { chronology: { situation } }: Case,
  { debut, etat }: CaseReport['responsabilite'],
): Stake['cost'] =>
  situation.loyer === undefined || debut === null || (etat !== 'enCours' && etat !== 'aVenir')
    ? undefined
    : { loyer: situation.loyer, debut };

/** What is said of the State's liability while it runs, will run, or may. */
const liabilitySaid = (
  { chronology }: Case,
  { today, responsabilite: { etat, refus, debut, fin, aConfirmer } }: CaseReport,
): Pick<Stake, 'kind' | 'said'> | undefined => {
  const periode = chronology.periodes.find((one) => one.refus !== undefined && one.refus.date === refus);
  const silent = periode?.refus?.expres ? '' : ' par le silence';
  const refused = refus === null ? [] : [`Concours refusé${silent} le ${longDay(refus)}.`];
  switch (etat) {
    case 'enCours':
      return {
        kind: 'error',
        said: [
          `L’État est responsable depuis le ${longDay(debut ?? '')}.`,
          ...refused,
          ...(fin === null ? [] : [`Fin le ${longDay(fin)}.`]),
        ],
      };
    case 'aVenir': {
      const from = longDay(debut ?? '');
      if (refus !== null && refus > today)
        return {
          kind: 'warning',
          said: [
            `Concours demandé : sans décision, il est refusé par le silence le ${longDay(refus)}, ${daysAway(today, refus)}.`,
            `L’État serait responsable à partir du ${from}.`,
          ],
        };
      return {
        kind: 'warning',
        said: [
          `Concours refusé${silent}${refus === null ? '' : ` le ${longDay(refus)}`} : l’État est responsable à partir du ${from}${
            periode?.octroi === undefined
              ? ', sauf octroi avant'
              : ', si le concours accordé depuis n’est pas exécuté'
          }.`,
        ],
      };
    }
    case 'indeterminee':
      return {
        kind: 'warning',
        said: [
          ...refused,
          'Un fait manque pour dire si l’État est responsable.',
          ...aConfirmer.slice(0, 1).map((line) => `À confirmer : ${within(line)}`),
        ],
      };
    case 'aucune':
    case 'close':
      return undefined;
  }
};
