import { addMonths, type CivilDate, dateInFrench, LAST_DAY, laterOf } from '../calendar/civil-date.ts';
import { treveOn } from '../calendar/treve.ts';
import { workingDayFrom } from '../calendar/working-days.ts';
import type { Deadline } from '../delays/deadline.ts';
import { lengthInFrench } from '../delays/length.ts';
import type { Facts } from '../delays/rule.ts';
import { currentAudience, LAW_2023 } from '../delays/rules/judiciaire.ts';
import { type Mark, named } from '../procedure/mark.ts';
import { isProtected, lostTitle, suspensionsOf } from '../responsabilite/periodes.ts';
import { demandesOf, saisineOf } from '../responsabilite/saisine.ts';
import type { Flag, FlagCode } from './flag.ts';

/** How the episode before the current one ended, and the day of the act that began the current one. */
export type EarlierEnd = { left: boolean; on: CivilDate; again: CivilDate };

type Check = (
  facts: Facts,
  deadlines: readonly Deadline[],
  earlier: EarlierEnd | undefined,
) => Omit<Flag, 'code'> | undefined;

const of = (deadlines: readonly Deadline[], rule: Deadline['rule']): Deadline[] =>
  deadlines.filter((deadline) => deadline.rule === rule);

/** The first delay of a rule during which an assignation came too early, before the delay's end. */
const cutShort = (
  { marks }: Facts,
  deadlines: readonly Deadline[],
  rule: Deadline['rule'],
): { deadline: Deadline; mark: Mark } | undefined => {
  for (const deadline of of(deadlines, rule)) {
    const mark = assignationsIn(marks).find(
      // The delay runs to the end of its last day. It is of rent debt: an act of another motif waits for nothing.
      // Stryker disable next-line ConditionalExpression: for the types: no date is before or after a last day that is not there
      ({ date, motif = 'impaye' }) =>
        motif === 'impaye' &&
        date >= deadline.from.date &&
        deadline.due !== undefined &&
        date <= deadline.due,
    );
    if (mark) return { deadline, mark };
  }
  return undefined;
};

/** Since when a measure is open, as last told; undefined when it is not. */
const openSince = (marks: readonly Mark[], opens: Mark['name'], closes: Mark['name']): string | undefined => {
  const last = named(marks, opens, closes).at(-1);
  return last?.name === opens ? last.date : undefined;
};

/** The recevabilité of the surendettement file that is open on a day: neither a plan, nor measures, nor its closing have come since. */
const recevableOn = (marks: readonly Mark[], day: CivilDate): Mark | undefined => {
  const last = named(marks, 'surendettementRecevable', 'suspensionTerminee', 'surendettementClos')
    .filter(({ date }) => date <= day)
    .at(-1);
  return last?.name === 'surendettementRecevable' ? last : undefined;
};

const tooLong = (deadlines: readonly Deadline[], rule: Deadline['rule']): Deadline | undefined =>
  of(deadlines, rule).find(
    // Stryker disable next-line ConditionalExpression: for the types: no date is before or after a last day that is not there
    ({ from, due, length }) => due !== undefined && due > addMonths(from.date, length.value),
  );

/** A delay that the act states and that the law of its lease does not give: weeks before the law of 2023, or less than six weeks. */
const isDelayDoubtful = ({ stated, leaseDate, date }: Mark): boolean => {
  if (!stated) return false;
  const days = stated.unit === 'mois' ? 30 * stated.value : 7 * stated.value;
  return days < 42 || (stated.unit === 'semaines' && (leaseDate ?? date) < LAW_2023);
};

/** Whether an assignation made since announces another hearing, which is judged by its own delay. */
const isAssignedAgain = (marks: readonly Mark[], hearing: CivilDate, toldOn: CivilDate): boolean =>
  named(marks, 'assignation').some(
    ({ date }) =>
      date > toldOn &&
      named(marks, 'audience').some((audience) => audience.toldOn === date && audience.date !== hearing),
  );

/** Whether the commandement has no delay that telling the préfet would start: each exception of the judge has that effect. */
const isWithoutNotice = (marks: readonly Mark[]): boolean => named(marks, 'horsTreve').length > 0;

/** The first two facts of one act, of different dates, that are alike otherwise. @param marks in order */
const firstTwo = (
  marks: readonly Mark[],
  alike: (one: Mark, other: Mark) => boolean,
): [Mark, Mark] | undefined =>
  marks
    .flatMap((one, index) =>
      marks
        .slice(index + 1)
        .filter((other) => other.toldOn === one.toldOn && other.date !== one.date && alike(one, other))
        .map((other): [Mark, Mark] => [one, other]),
    )
    .at(0);

/** The assignations that have not lapsed. */
const assignationsIn = (marks: readonly Mark[]): Mark[] => {
  const lapsed = named(marks, 'assignationCaduque').at(-1);
  return named(marks, 'assignation').filter(({ date }) => !lapsed || date >= lapsed.date);
};

/** Whether the body's knowledge of the debt, two months old, stands for the referral to the CCAPEX (loi n° 89-462, art. 24 II). */
const isDeemedReferred = (marks: readonly Mark[], day: CivilDate): boolean =>
  named(marks, 'organismeSaisi').some(({ date }) => workingDayFrom(addMonths(date, 2)) < day);

const checks: Partial<Record<FlagCode, Check>> = {
  assignationTropTot: (facts, deadlines) => {
    const found = cutShort(facts, deadlines, 'effetCommandementDePayer');
    return (
      found && {
        since: found.mark.date,
        // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
        message: `Assignation du ${dateInFrench(found.mark.date)}, avant la fin du délai du commandement de payer (${dateInFrench(found.deadline.due ?? '')} inclus).`,
      }
    );
  },
  assignationAvantDelaiCcapex: (facts, deadlines) => {
    const found = cutShort(facts, deadlines, 'saisineCcapexAvantAssignation');
    if (!found || isDeemedReferred(facts.marks, found.mark.date)) return undefined;
    return (
      found && {
        since: found.mark.date,
        // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
        message: `Assignation du ${dateInFrench(found.mark.date)}, avant la fin du délai de deux mois qui suit la saisine de la CCAPEX (${dateInFrench(found.deadline.due ?? '')} inclus).`,
      }
    );
  },
  audienceTropProche: ({ marks }, deadlines) => {
    const delay = of(deadlines, 'notificationPrefet').find(
      ({ became, from, toldOn }) =>
        became.kind === 'satisfait' &&
        became.late &&
        from.date >= toldOn &&
        !named(marks, 'assignationCaduque').some(({ date }) => date > toldOn) &&
        !isAssignedAgain(marks, from.date, toldOn),
    );
    // Stryker disable next-line ConditionalExpression: for the types: found so
    if (delay?.became.kind !== 'satisfait') return undefined;
    const { on, by } = delay.became;
    const notified =
      by === 'assignationAuPrefet'
        ? `elle l’est le ${dateInFrench(on)}`
        : `cette notification n’est pas connue (assignation du ${dateInFrench(on)}) : à vérifier`;
    return {
      since: laterOf(delay.toldOn, on),
      // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
      message: `Audience du ${dateInFrench(delay.from.date)} : l’assignation devait être notifiée au préfet le ${dateInFrench(delay.due ?? '')} au plus tard (délai compté à rebours, sans report) ; ${notified}.${
        currentAudience(marks)?.date === delay.from.date
          ? ''
          : ' L’audience a été renvoyée depuis : ce que cela y change est à vérifier.'
      }`,
    };
  },
  audiencesDifferentes: ({ marks }) => {
    const two = firstTwo(named(marks, 'audience'), (one, other) => other.motif === one.motif);
    return (
      two && {
        since: two[0].toldOn,
        message: `Deux dates d’audience sont données le même jour : ${dateInFrench(two[0].date)} et ${dateInFrench(two[1].date)}. La plus proche est à vérifier en premier.`,
      }
    );
  },
  delaiCommandementAVerifier: ({ marks }) => {
    const act = named(marks, 'commandementDePayer').find(isDelayDoubtful);
    return (
      act?.stated && {
        since: act.date,
        message: `Le commandement de payer porte un délai de ${lengthInFrench(act.stated)}${act.leaseDate ? `, pour un bail du ${dateInFrench(act.leaseDate)}` : ''} : deux mois pour un bail signé avant le 29/07/2023, sauf clause plus longue ou renouvellement depuis, six semaines au moins ensuite (loi n° 89-462, art. 24 I ; Cass., avis, 13 juin 2024, n° 24-70.002).`,
      }
    );
  },
  recevabilitePendantCommandement: ({ marks }, deadlines) => {
    for (const { from, due } of of(deadlines, 'effetCommandementDePayer')) {
      if (due === undefined) continue;
      const found =
        recevableOn(marks, from.date) ??
        named(marks, 'surendettementRecevable').find(({ date }) => date > from.date && date <= due);
      if (found)
        return {
          since: laterOf(found.date, from.date),
          message: `Surendettement recevable le ${dateInFrench(found.date)}, ${found.date <= from.date ? `avant le commandement de payer du ${dateInFrench(from.date)}` : 'pendant le délai du commandement de payer'} : les dettes antérieures ne peuvent plus être payées ; l’effet du commandement est à vérifier (code de la consommation, art. L714-1 et L722-5 ; loi n° 89-462, art. 24 VI).`,
        };
    }
    return undefined;
  },
  assignationSansSaisineCcapex: ({ marks, situation }) => {
    if (situation.bailleur.nature !== 'personneMorale' && situation.parc !== 'social') return undefined;
    if (![situation.motif ?? 'impaye', ...situation.otherMotifs].includes('impaye')) return undefined;
    const act = assignationsIn(marks).find(
      ({ date, motif }) =>
        (motif ?? 'impaye') === 'impaye' &&
        !named(marks, 'saisineCcapex').some((told) => told.date <= date) &&
        !isDeemedReferred(marks, date),
    );
    return (
      act && {
        since: act.date,
        message: `Assignation du ${dateInFrench(act.date)} par un bailleur personne morale : aucune saisine de la CCAPEX connue, ni signalement à la CAF ou à la MSA d’au moins deux mois (loi n° 89-462, art. 24 II).`,
      }
    );
  },
  demandeCfpDuBailleur: ({ marks }) => {
    const letter = named(marks, 'demandeCfpDuBailleur')[0];
    return letter && named(marks, 'demandeCfp').length === 0
      ? {
          since: letter.date,
          message: `Concours demandé par le bailleur le ${dateInFrench(letter.date)} : la demande est à régulariser par le commissaire de justice (CPCE, art. L153-2 et R153-1).`,
        }
      : undefined;
  },
  titreNonExecutoire: ({ marks }) => {
    const lost = lostTitle(marks, ['executionProvisoireArretee', 'titreInfirme'], LAST_DAY);
    // A rejection that is reversed took no title away.
    const rejected =
      lost && named(marks, 'decision', 'demandeRejetee').findLast(({ date }) => date <= lost.date);
    const stop = rejected?.name === 'demandeRejetee' ? undefined : lost;
    return (
      stop && {
        since: stop.date,
        message:
          stop.name === 'titreInfirme'
            ? `Jugement infirmé le ${dateInFrench(stop.date)} : l’expulsion n’a plus de titre.`
            : `Exécution provisoire arrêtée le ${dateInFrench(stop.date)} : le jugement ne peut pas être exécuté tant que le recours n’est pas jugé.`,
      }
    );
  },
  audienceAvantAssignation: ({ marks }) => {
    const audience = currentAudience(marks);
    const assignation = named(marks, 'assignation')[0];
    return audience && assignation && audience.date < assignation.date
      ? {
          since: assignation.date,
          message: `Audience du ${dateInFrench(audience.date)}, antérieure à l’assignation du ${dateInFrench(assignation.date)}.`,
        }
      : undefined;
  },
  commandementNonPorteAuPrefet: ({ marks }) => {
    // One that the préfet received is enough: another moves nothing.
    const cql =
      named(marks, 'prefetInforme').length === 0 && !isWithoutNotice(marks)
        ? named(marks, 'commandementDeQuitterLesLieux')[0]
        : undefined;
    return (
      cql && {
        since: cql.date,
        message:
          'Le jour où le préfet a reçu le commandement de quitter les lieux n’est pas connu : tant qu’il n’en est pas informé, le délai est suspendu (CPCE, art. L412-5).',
      }
    );
  },
  receptionAVerifier: ({ marks }) => {
    const received = named(marks, 'assignationAuPrefet', 'prefetInforme', 'demandeCfp');
    const early = received.find(({ date, toldOn }) => date < toldOn);
    if (early)
      return {
        since: early.toldOn,
        message: `La réception par le préfet est datée du ${dateInFrench(early.date)}, avant l’acte du ${dateInFrench(early.toldOn)} : à vérifier.`,
      };
    const two = firstTwo(received, (one, other) => other.name === one.name);
    return (
      two && {
        since: two[1].date,
        message: `Deux dates de réception par le préfet sont données pour l’acte du ${dateInFrench(two[0].toldOn)} : ${dateInFrench(two[0].date)}, retenue, et ${dateInFrench(two[1].date)} ; à vérifier.`,
      }
    );
  },
  demandeCfpPrematuree: ({ marks }) => {
    for (const demande of demandesOf(marks)) {
      const saisine = saisineOf(marks, demande.mark);
      if (saisine?.premature)
        return {
          since: demande.mark.date,
          message: `Concours demandé le ${dateInFrench(demande.mark.date)}, avant la fin du délai du commandement de quitter les lieux, reçu par le préfet le ${dateInFrench(saisine.cqlRecu)} : ce délai finit le ${dateInFrench(saisine.date)}.`,
        };
    }
    return undefined;
  },
  expulsionPendantLaTreve: ({ marks }) => {
    const mark = named(marks, 'expulse').find(
      ({ date }) =>
        treveOn(date) &&
        isProtected(marks, date) &&
        !named(marks, 'reloge').some((rehoused) => rehoused.date <= date),
    );
    return (
      mark && {
        since: mark.date,
        message: `Expulsion signalée le ${dateInFrench(mark.date)}, pendant la trêve hivernale.`,
      }
    );
  },
  expulsionPendantLaSuspension: ({ marks }) => {
    const mark = named(marks, 'expulse').find(({ date }) =>
      suspensionsOf(marks).some(({ from, end }) => from <= date && date <= end),
    );
    return (
      mark && {
        since: mark.date,
        message: `Expulsion signalée le ${dateInFrench(mark.date)}, pendant la suspension ordonnée par le juge.`,
      }
    );
  },
  delaiDuJugeHorsBornes: (_, deadlines) => {
    const delay = tooLong(deadlines, 'delaiPourQuitter') ?? tooLong(deadlines, 'finDelaiDePaiement');
    return (
      delay && {
        since: delay.from.date,
        // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
        message: `Délai accordé par le juge jusqu’au ${dateInFrench(delay.due ?? '')} : au-delà du maximum légal.`,
      }
    );
  },
  suspensionTropLongue: (_, deadlines) => {
    const delay = tooLong(deadlines, 'finSuspension');
    return (
      delay && {
        since: delay.from.date,
        // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
        message: `Suspension de l’expulsion jusqu’au ${dateInFrench(delay.due ?? '')} : au-delà de deux ans.`,
      }
    );
  },
  motifsDifferents: ({ marks, situation }) => {
    const first = marks[0];
    return situation.otherMotifs.length > 0 && first
      ? { since: first.date, message: 'Plusieurs motifs ont été communiqués pour ce dossier.' }
      : undefined;
  },
  regimeAConfirmer: (_, deadlines) => {
    const found = of(deadlines, 'regimeImpaye').find(({ became }) => became.kind === 'enCours');
    return found?.due === undefined
      ? undefined
      : {
          since: found.due,
          message: `Impayé signalé le ${dateInFrench(found.from.date)} : régime à confirmer à compter du ${dateInFrench(found.due)} (décret n° 2026-84, art. 5). S’il relève des règles de 2027, l’aide est maintenue tant qu’aucune suspension n’est notifiée ; les délais d’avant ne sont plus comptés.`,
        };
  },
  lettreClpilTardive: (_, deadlines) => {
    const delay = of(deadlines, 'accordLocataire').find(
      ({ became }) => became.kind === 'satisfait' && became.late,
    );
    return delay?.became.kind === 'satisfait'
      ? {
          since: delay.became.on,
          // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
          message: `Lettre au locataire partie le ${dateInFrench(delay.became.on)}, après le ${dateInFrench(delay.due ?? '')} : il a moins de quinze jours (délai choisi par le hub) pour répondre avant l’envoi de la liste de la CLPIL du ${dateInFrench(delay.from.date)}.`,
        }
      : undefined;
  },
  doublonAccompagnement: ({ marks }) => {
    const asll = openSince(marks, 'asllOuverte', 'asllClose');
    const avdl = openSince(marks, 'avdlOuverte', 'avdlClose');
    return asll && avdl
      ? {
          since: laterOf(asll, avdl),
          message: `Doublon : ASLL (depuis le ${dateInFrench(asll)}) et AVDL (depuis le ${dateInFrench(avdl)}) ouverts à la fois ; la charte demande de l’éviter.`,
        }
      : undefined;
  },
  faitApresLaFin: ({ marks }, _, earlier) => {
    if (earlier?.left)
      return {
        since: earlier.again,
        message: `Nouvelle procédure, par un acte du ${dateInFrench(earlier.again)}, contre un ménage parti le ${dateInFrench(earlier.on)} : vérifier qu’il s’agit bien de lui.`,
      };
    const end = named(marks, 'parti', 'reloge', 'expulse')[0];
    const after = end && marks.find(({ toldOn, date }) => toldOn > end.date && date > end.date);
    return (
      after && {
        since: after.date,
        message: `Un acte du ${dateInFrench(after.date)} est postérieur à la fin de la procédure.`,
      }
    );
  },
};

/** A flag for each thing that contradicts another, or the law. */
export const inconsistencies = (
  facts: Facts,
  deadlines: readonly Deadline[],
  earlier: EarlierEnd | undefined,
): Flag[] =>
  Object.entries(checks).flatMap(([code, check]) => {
    const found = check(facts, deadlines, earlier);
    return found && isCode(code) ? [{ code, ...found }] : [];
  });

const isCode = (code: string): code is FlagCode => Object.hasOwn(checks, code);
