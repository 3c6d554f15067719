import {
  addDays,
  addMonths,
  type CivilDate,
  dateAloud,
  dateInFrench,
  earlierOf,
  LAST_DAY,
  laterOf,
} from '../calendar/civil-date.ts';
import { outOfTreve, treveOn } from '../calendar/treve.ts';
import { type Mark, type MarkName, named } from '../procedure/mark.ts';
import { markTitles } from '../procedure/mark-titles.ts';
import {
  type Demande,
  demandesOf,
  moisDuCommandement,
  protocolePeutEtreProlonge,
  type Saisine,
  saisineOf,
  titleLosses,
  titles,
} from './saisine.ts';
import { isFrozen, silenceFrom } from './silence.ts';

/** First day of CPCE, art. R154-1 to R154-7 (décret n° 2025-1052 du 3 novembre 2025); case law governs the refusals before it. */
export const DECREE = '2025-11-07';
/** Days after the grant within which its execution ends the liability on the day of the grant (CPCE, art. R154-4). */
const EXECUTION_DAYS = 15;
/** The longest suspension that the judge may order (code de la consommation, art. L722-9). */
const SUSPENSION_MONTHS = 24;

/** What a demande de CFP leads to: the refusal, and the days on which the State's liability starts and ends. */
export type Periode = {
  demande: Mark;
  /** The day the préfet is seized; absent while he is not known to have received the commandement de quitter les lieux. */
  saisine: CivilDate | undefined;
  refus: { date: CivilDate; expres: boolean } | undefined;
  /** First day of liability; absent when there is none, or nobody can say. */
  debut: CivilDate | undefined;
  octroi: Octroi | undefined;
  /** What ends the liability apart from a grant. */
  fin: { date: CivilDate; par: MarkName } | undefined;
  /** Whether a fact that nobody told decides if there is a liability at all. */
  indeterminee: boolean;
  /** How the dates are found, in French, one sentence each. */
  pourquoi: string[];
  /** What is not sure in them, in French. */
  aConfirmer: string[];
  knownOn: CivilDate;
};

type Octroi = {
  date: CivilDate;
  /** Last day of an execution that is in time. */
  limite: CivilDate;
  /** The same, when the trêve puts the execution off: for a grant given before any liability. */
  limiteApresTreve: CivilDate;
  execution: CivilDate | undefined;
  /** Somebody said that it was not carried out. */
  vain: boolean;
};

/** Facts that end the liability for ever: there is nobody left to evict, or nobody to do it for (CPCE, art. R154-4). */
const ends: readonly MarkName[] = [
  'protocoleSigne',
  'protocoleRespecte',
  'nouveauBail',
  'demandeCfpRetiree',
  'titreInfirme',
  'renonciation',
  'vente',
  'deces',
  'reloge',
  'parti',
];

/**
 * The State's liability for refusing the concours de la force publique, one period for each demande that counts, in order
 * (CPCE, art. L153-1, R153-1, R154-1 to R154-7). It depends on the facts, not on the day nor on the order in which they came.
 *
 * @param marks in order
 */
export const periodesOf = (marks: readonly Mark[]): Periode[] =>
  demandesOf(marks).map((demande) => periodeOf(marks, demande));

const periodeOf = (marks: readonly Mark[], demande: Demande): Periode => {
  const { mark, closedBy } = demande;
  const saisine = saisineOf(marks, mark);
  const pourquoi = [demandeSaid(demande)];
  const aConfirmer: string[] = [];
  const none: Periode = {
    demande: mark,
    saisine: saisine?.date,
    refus: undefined,
    debut: undefined,
    octroi: octroiOf(marks, demande),
    fin: undefined,
    indeterminee: false,
    pourquoi,
    aConfirmer,
    knownOn: saisine?.knownOn ?? mark.knownOn,
  };
  if (mark.name === 'protocoleDenonce' && !named(marks, 'demandeCfp').some(({ date }) => date < mark.date))
    aConfirmer.push(
      'Aucune demande de concours antérieure au protocole n’est connue : la dénonciation en tient lieu.',
    );
  if (mark.name === 'cfpRefuse')
    aConfirmer.push(
      demande.unknown
        ? 'La demande de concours à laquelle ce refus répond n’est pas connue.'
        : 'Le refus vient après un octroi : son effet sur la responsabilité est à vérifier.',
    );
  const prolonge = protocolePeutEtreProlonge(marks, mark.date);
  if (prolonge)
    aConfirmer.push(
      `Le protocole de cohésion sociale signé le ${dateInFrench(prolonge.date)} a plus de deux ans : s’il a été prolongé, aucun concours n’est dû (CCH, art. L353-15-2).`,
    );
  const without = withoutTitle(marks, mark);
  if (without) {
    aConfirmer.push('Le titre en vertu duquel le concours est demandé : aucun n’est connu depuis.');
    pourquoi.push(`${without} : l’État ne doit son concours qu’à un titre exécutoire (CPCE, art. L153-1).`);
    return none;
  }
  const expres = refusExpres(marks, demande, saisine);
  if (!saisine && !expres) {
    // Answered, or closed, before the earliest day on which silence could count.
    if (closedBy && closedBy.date <= silenceFrom(mark.date)) {
      pourquoi.push(answeredSaid(closedBy, none.octroi));
      return none;
    }
    pourquoi.push(
      'Le préfet n’est pas connu pour avoir reçu le commandement de quitter les lieux : son silence n’engage pas la responsabilité de l’État (CPCE, art. L412-5 ; CE, 15 mai 2012, n° 351964).',
    );
    aConfirmer.push('Le jour où le préfet a reçu le commandement de quitter les lieux.');
    return { ...none, indeterminee: true };
  }
  if (saisine?.premature) pourquoi.push(prematureSaid(marks, saisine));
  const silence = saisine && silenceFrom(saisine.date);
  const byText = expres && (!silence || expres.date <= silence) ? expres.date : undefined;
  const refused = byText ?? silence;
  // A decision taken on the last day is in time.
  if (refused === undefined || (byText === undefined && closedBy && closedBy.date <= refused)) {
    if (closedBy) pourquoi.push(answeredSaid(closedBy, none.octroi));
    if (none.octroi && silence && none.octroi.date > silence)
      aConfirmer.push(
        `L’octroi ne prend effet que le ${dateInFrench(none.octroi.date)}, après les deux mois : la responsabilité de l’État dans l’intervalle est à vérifier.`,
      );
    return none;
  }
  const refus = { date: refused, expres: byText !== undefined };
  pourquoi.push(refusSaid(refus));
  if (!refus.expres && saisine && isFrozen(saisine.date))
    aConfirmer.push(
      'Le gel des délais de 2020 (ordonnance n° 2020-306, art. 7) : la date du refus est à confirmer.',
    );
  // What the préfet received after he refused did not count on that day.
  const early = saisine !== undefined && saisine.cqlRecu <= refused && refused < saisine.date;
  // A refusal on another ground opens the liability, were the demande too early or the commandement not received (CE, n° 365321).
  if (refus.expres && expres?.motifRefus === undefined && (early || !saisine || saisine.cqlRecu > refused)) {
    aConfirmer.push(
      'Le motif du refus exprès : un rejet pour demande prématurée n’engage pas la responsabilité de l’État.',
    );
    if (early) return { ...none, refus, indeterminee: true };
  }
  const start = debutOf(marks, refused);
  pourquoi.push(...start.pourquoi);
  aConfirmer.push(...start.aConfirmer);
  const { octroi } = none;
  const fin = finOf(marks, demande, octroi);
  if (isStayed(marks))
    aConfirmer.push(
      'L’exécution provisoire est arrêtée : l’État ne doit son concours qu’à un titre exécutoire (CPCE, art. L153-1).',
    );
  const given = named(marks, 'renonciation', 'vente').findLast(({ date }) => date < mark.date);
  if (given)
    aConfirmer.push(
      given.name === 'vente'
        ? `Le logement est vendu depuis le ${dateInFrench(given.date)} : l’acquéreur demande le concours en son nom (CE, n° 383543).`
        : `Une renonciation à l’expulsion est connue depuis le ${dateInFrench(given.date)} : la demande qui la suit est à vérifier.`,
    );
  if (named(marks, 'titreInfirme').some(({ date }) => date >= mark.date))
    aConfirmer.push(
      'L’effet de l’infirmation du titre sur la responsabilité (CPCE, art. R154-4 II ; CE, 17 mai 2024).',
    );
  const periode: Periode = { ...none, refus, debut: start.date, fin };
  const end = endOf(periode);
  if (end === undefined || end > start.date) return periode;
  pourquoi.push(
    `La période de responsabilité de l’État aurait commencé le ${dateAloud(start.date)}.`,
    fin && fin.date <= start.date
      ? `Elle ne commence pas : ${markTitles[fin.par]}, le ${dateInFrench(fin.date)}.`
      : `Elle ne commence pas : le concours est accordé le ${dateInFrench(end)}.`,
  );
  return { ...periode, debut: undefined };
};

/** The préfet's express refusal; a rejection as premature that comes once the commandement's delay has ended is one. */
const refusExpres = (
  marks: readonly Mark[],
  { mark, closedBy }: Demande,
  saisine: Saisine | undefined,
): Mark | undefined =>
  named(marks, 'cfpRefuse', 'demandeCfpRejeteePrematuree').find(
    ({ name, date }) =>
      date >= mark.date &&
      (!closedBy || date <= closedBy.date) &&
      (name === 'cfpRefuse' || (saisine !== undefined && date >= saisine.date)),
  );

/** What took the title away before a demande, when no judgment has given one since; in French. */
const withoutTitle = (marks: readonly Mark[], demande: Mark): string | undefined => {
  const lost = lostTitle(marks, titleLosses, demande.date);
  return lost && `Avant la demande : ${markTitles[lost.name]}, le ${dateInFrench(lost.date)}`;
};

/** The last of these facts up to a day, when no judgment of that day or since has given a title. */
export const lostTitle = (
  marks: readonly Mark[],
  by: readonly MarkName[],
  day: CivilDate,
): Mark | undefined => {
  const lost = named(marks, ...by).findLast(({ date }) => date <= day);
  return lost && !named(marks, ...titles).some(({ date }) => lost.date <= date && date <= day)
    ? lost
    : undefined;
};

/** Whether the provisional enforcement is stopped, and no judgment has come since. */
export const isStayed = (marks: readonly Mark[]): boolean =>
  lostTitle(marks, ['executionProvisoireArretee'], LAST_DAY) !== undefined;

const demandeSaid = ({ mark: { name, date, received }, unknown }: Demande): string => {
  if (unknown) return `Le concours est refusé le ${dateInFrench(date)} ; la demande n’est pas connue.`;
  if (name === 'cfpRefuse')
    return `Le concours avait été accordé ; la demande est de nouveau ouverte le ${dateInFrench(date)}.`;
  return name === 'protocoleDenonce'
    ? `Le protocole de cohésion sociale est dénoncé le ${dateInFrench(date)} : portée à la connaissance du préfet, la dénonciation vaut demande de concours (CE, 16 avril 2008, n° 300268).`
    : `Le concours de la force publique est demandé le ${dateInFrench(date)}${received ? '' : ' (jour de l’acte : celui de sa réception par le préfet n’est pas connu)'}.`;
};

const prematureSaid = (marks: readonly Mark[], { date, cqlRecu }: Saisine): string => {
  const { months, juge } = moisDuCommandement(marks, cqlRecu);
  return `La demande est prématurée : le préfet a reçu le commandement le ${dateInFrench(cqlRecu)}, et n’est saisi que ${months} mois plus tard${juge ? ' (délai fixé par le juge)' : ''}, le ${dateInFrench(date)} (CE, 18 décembre 2013, n° 363126).`;
};

const refusSaid = ({ date, expres }: { date: CivilDate; expres: boolean }): string =>
  expres
    ? `Le préfet refuse le concours le ${dateAloud(date)}.`
    : `Le silence gardé deux mois vaut refus : le ${dateAloud(date)}, sans report au jour ouvrable (CPCE, art. R153-1 ; compté de jour à jour : CE, 16 avril 2008, n° 300268).`;

const sourceAt = (day: CivilDate): string =>
  day >= DECREE ? 'CPCE, art. R154-5' : 'CE, 9 novembre 2018, n° 412696';

/** Where the liability of a refusal starts: not in the trêve that protects the occupants, nor in a time to leave granted before. */
const debutOf = (
  marks: readonly Mark[],
  refusal: CivilDate,
): { date: CivilDate; pourquoi: string[]; aConfirmer: string[] } => {
  const pourquoi: string[] = [];
  const aConfirmer: string[] = [];
  const source = sourceAt(refusal);
  let date = refusal;
  for (;;) {
    const rehoused = named(marks, 'relogementAssure').find((mark) => mark.date <= date);
    if (rehoused && treveOfLiability(date) && !named(marks, 'horsTreve').some((mark) => mark.date <= date))
      aConfirmer.push(
        `Le relogement assuré le ${dateInFrench(rehoused.date)} écarte-t-il la trêve hivernale : seul le juge judiciaire en décide (CPCE, art. L412-6 ; CE, 9 novembre 2018, n° 412696).`,
      );
    const next = laterStart(marks, date, refusal);
    if (!next) break;
    date = next.date;
    pourquoi.push(`${next.pourquoi} (${next.source ?? source}).`);
    if (next.aConfirmer && !aConfirmer.includes(next.aConfirmer)) aConfirmer.push(next.aConfirmer);
  }
  return { date, pourquoi, aConfirmer };
};

type Later = { date: CivilDate; pourquoi: string; source?: string; aConfirmer?: string };

const laterStart = (marks: readonly Mark[], date: CivilDate, refusal: CivilDate): Later | undefined => {
  const treve = isProtected(marks, date) ? treveOfLiability(date) : undefined;
  if (treve) {
    const lifted = named(marks, 'horsTreve', 'relogementAssure').find(
      (mark) => mark.date > date && mark.date <= treve,
    );
    if (lifted)
      return {
        date: lifted.date,
        pourquoi: `Le ${dateInFrench(date)} est dans la trêve hivernale, qui ne protège plus l’occupant depuis le ${dateInFrench(lifted.date)} (${markTitles[lifted.name]})`,
        aConfirmer: 'L’effet sur la responsabilité d’une exception à la trêve constatée après le refus.',
      };
    return {
      date: addDays(treve, 1),
      pourquoi: `Le ${dateInFrench(date)} est dans la trêve hivernale, ${treve === TREVE_2021 ? `dont l’effet sur la responsabilité s’arrête au ${dateInFrench(treve)} (ordonnance n° 2021-141 du 10 février 2021)` : `qui finit le ${dateInFrench(treve)}`}`,
      ...(treve === '2020-07-10' && {
        aConfirmer:
          'La fin de la trêve de 2020, prolongée au 10/07/2020 : son effet sur la responsabilité est à confirmer.',
      }),
    };
  }
  const time = named(marks, 'delaiPourQuitter').find(
    (mark) => mark.date < date && mark.until !== undefined && mark.until >= date,
  );
  if (time?.until) {
    const byOther = jugeOf(marks, time) !== 'fond';
    return {
      date: addDays(time.until, 1),
      pourquoi: `Le délai pour quitter les lieux accordé par le juge court jusqu’au ${dateInFrench(time.until)}`,
      ...(byOther && {
        aConfirmer:
          refusal >= DECREE
            ? 'Le délai est celui d’un autre juge que celui qui a ordonné l’expulsion, ou d’un juge inconnu : l’article R154-5 ne le vise pas.'
            : 'Le délai est celui du juge de l’exécution, ou d’un juge inconnu : qu’il repousse la responsabilité est à vérifier.',
      }),
    };
  }
  const suspension = suspensionsOf(marks).find(({ from, end }) => from < date && end >= date);
  if (suspension) {
    return {
      date: addDays(suspension.end, 1),
      pourquoi: `L’expulsion est suspendue par le juge jusqu’au ${dateInFrench(suspension.end)}`,
      source: 'code de la consommation, art. L722-8 et L722-9',
      aConfirmer: `Que la suspension du juge du surendettement repousse la responsabilité est à vérifier${suspension.byClosing ? ' ; que la clôture du dossier y ait mis fin l’est aussi (l’article L722-9 ne la cite pas)' : ''}.`,
    };
  }
  return undefined;
};

/** Who gave a time to leave: after the commandement de quitter les lieux, the juge de l'exécution alone can (CPCE, art. R412-4). */
const jugeOf = (marks: readonly Mark[], time: Mark): Mark['juge'] =>
  time.juge ??
  (named(marks, 'commandementDeQuitterLesLieux').some(({ date }) => date <= time.date) ? 'jex' : undefined);

/** A judgment of adjudication is the only title: the judge of surendettement cannot suspend that eviction (CONSO, art. L722-8). */
export const isAdjudicationAlone = (marks: readonly Mark[]): boolean =>
  named(marks, 'adjudication').length > 0 && named(marks, 'expulsionOrdonnee').length === 0;

/** Both days are included. `byClosing`: it ended before its term when the file was closed. */
type Suspension = { from: CivilDate; end: CivilDate; byClosing: boolean };

/** The judge's suspensions, each until the first of its term, two years, and what ends it early. Both days are included. */
export const suspensionsOf = (marks: readonly Mark[]): Suspension[] =>
  (isAdjudicationAlone(marks) ? [] : named(marks, 'suspensionExpulsion')).map((mark) => {
    const longest = addMonths(mark.date, SUSPENSION_MONTHS);
    const early = named(marks, 'suspensionTerminee', 'surendettementClos').find(
      ({ date }) => date >= mark.date,
    );
    const end = mark.until ? earlierOf(mark.until, longest) : longest;
    const byClosing = early?.name === 'surendettementClos' && early.date < end;
    return { from: mark.date, end: early ? earlierOf(early.date, end) : end, byClosing };
  });

/** Whether the trêve protects the occupants on a day: no judge said otherwise, and no rehousing is assured (CPCE, art. L412-6). */
export const isProtected = (marks: readonly Mark[], day: CivilDate): boolean =>
  !named(marks, 'horsTreve', 'relogementAssure').some(({ date }) => date <= day);

const TREVE_2021 = '2021-03-31';
/** The longer trêve of 2021 did not delay the liability past 31 March (ordonnance n° 2021-141 du 10 février 2021). */
const treveOfLiability = (day: CivilDate): CivilDate | undefined => {
  const treve = treveOn(day);
  if (!treve) return undefined;
  const end = treve.start === '2020-11-01' ? TREVE_2021 : treve.end;
  return day <= end ? end : undefined;
};

/**
 * The grant that counts for a demande: the first that is carried out in time, else the first that nobody says came to nothing, else
 * the last.
 */
const octroiOf = (marks: readonly Mark[], { mark, closedBy }: Demande): Octroi | undefined => {
  if (closedBy?.name !== 'cfpAccorde' && closedBy?.name !== 'cfpSursis') return undefined;
  const execution = named(marks, 'expulse').find(
    ({ date }) => date >= mark.date && date >= closedBy.date,
  )?.date;
  const octrois = named(marks, 'cfpAccorde', 'cfpSursis')
    .filter(({ date }) => date >= closedBy.date && (execution === undefined || date <= execution))
    .map((grant, index, grants) => grantOf(marks, grant, grants[index + 1], execution));
  return (
    octrois.find(({ limite }) => execution !== undefined && execution <= limite) ??
    octrois.find(({ vain }) => !vain) ??
    octrois.at(-1)
  );
};

const grantOf = (
  marks: readonly Mark[],
  grant: Mark,
  next: Mark | undefined,
  execution: CivilDate | undefined,
): Octroi => {
  const effect = grant.name === 'cfpSursis' && grant.until ? laterOf(grant.date, grant.until) : grant.date;
  const executable = isProtected(marks, effect) ? outOfTreve(effect) : effect;
  return {
    date: effect,
    limite: addDays(effect, EXECUTION_DAYS),
    limiteApresTreve: addDays(executable, EXECUTION_DAYS),
    execution,
    vain: named(marks, 'cfpNonExecute').some(
      ({ date }) => date >= effect && (next === undefined || date < next.date),
    ),
  };
};

/**
 * The day on which a grant ends the liability: its own when it is carried out within fifteen days, else the day of the execution.
 * A grant given before the liability starts, in the trêve, is in time when it is carried out within fifteen days of the end of the trêve.
 * One that is not carried out ends nothing: undefined when it is said so, or when the household left only later.
 */
const granted = (
  { date, limite, limiteApresTreve, execution, vain }: Octroi,
  start: CivilDate,
  left: CivilDate | undefined,
): CivilDate | undefined => {
  const last = date < start ? limiteApresTreve : limite;
  if (execution === undefined) return vain || (left !== undefined && left > last) ? undefined : date;
  return execution < date || execution > last ? execution : date;
};

/** The day on which a period ends, by a grant or another fact; undefined while it has no end. */
export const endOf = ({ debut, octroi, fin }: Periode): CivilDate | undefined =>
  [octroi && debut !== undefined ? granted(octroi, debut, fin?.date) : undefined, fin?.date]
    .flatMap((day) => day ?? [])
    .sort()[0];

const finOf = (
  marks: readonly Mark[],
  { mark, after }: Demande,
  octroi: Octroi | undefined,
): Periode['fin'] => {
  // The execution of a grant is counted from the grant.
  const names: readonly MarkName[] = octroi ? ends : [...ends, 'expulse'];
  const first = named(marks, ...names).find((end) => end.date >= mark.date && end !== after);
  return first && { date: first.date, par: first.name };
};

const answeredSaid = (closedBy: Mark, octroi: Octroi | undefined): string =>
  octroi
    ? `Le concours est accordé le ${dateInFrench(closedBy.date)}, avant que le silence ne vaille refus.`
    : `La demande n’appelle plus de réponse : ${markTitles[closedBy.name]}, le ${dateInFrench(closedBy.date)}.`;
