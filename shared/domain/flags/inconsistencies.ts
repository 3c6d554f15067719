import { addMonths, dateInFrench, LAST_DAY, laterOf } from '../calendar/civil-date.ts';
import { treveOn } from '../calendar/treve.ts';
import type { Deadline } from '../delays/deadline.ts';
import type { Facts } from '../delays/rule.ts';
import { currentAudience } from '../delays/rules/judiciaire.ts';
import { type Mark, named } from '../procedure/mark.ts';
import type { Flag, FlagCode } from './flag.ts';

type Check = (facts: Facts, deadlines: readonly Deadline[]) => Omit<Flag, 'code'> | undefined;

const of = (deadlines: readonly Deadline[], rule: Deadline['rule']): Deadline[] =>
  deadlines.filter((deadline) => deadline.rule === rule);

/** The first delay of a rule during which a given step came too early, before the delay's end. */
const cutShort = (
  { marks }: Facts,
  deadlines: readonly Deadline[],
  rule: Deadline['rule'],
  step: Mark['name'],
): { deadline: Deadline; mark: Mark } | undefined => {
  for (const deadline of of(deadlines, rule)) {
    const mark = named(marks, step).find(
      // Stryker disable next-line ConditionalExpression: for the types: no date is before or after a last day that is not there
      ({ date }) => date >= deadline.from.date && deadline.due !== undefined && date < deadline.due,
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

const tooLong = (deadlines: readonly Deadline[], rule: Deadline['rule']): Deadline | undefined =>
  of(deadlines, rule).find(
    // Stryker disable next-line ConditionalExpression: for the types: no date is before or after a last day that is not there
    ({ from, due, length }) => due !== undefined && due > addMonths(from.date, length.value),
  );

const checks: Partial<Record<FlagCode, Check>> = {
  assignationTropTot: (facts, deadlines) => {
    const found = cutShort(facts, deadlines, 'effetCommandementDePayer', 'assignation');
    return (
      found && {
        since: found.mark.date,
        // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
        message: `Assignation du ${dateInFrench(found.mark.date)}, avant la fin du délai du commandement de payer (${dateInFrench(found.deadline.due ?? '')}).`,
      }
    );
  },
  assignationAvantDelaiCcapex: (facts, deadlines) => {
    const found = cutShort(facts, deadlines, 'saisineCcapexAvantAssignation', 'assignation');
    return (
      found && {
        since: found.mark.date,
        // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
        message: `Assignation du ${dateInFrench(found.mark.date)}, moins de deux mois après la saisine de la CCAPEX (possible à compter du ${dateInFrench(found.deadline.due ?? '')}).`,
      }
    );
  },
  audienceTropProche: ({ marks }, deadlines) => {
    const audience = currentAudience(marks);
    const delay = of(deadlines, 'assignationAvantAudience').at(-1);
    if (!audience || !delay?.due || audience.date >= delay.due || audience.date < delay.from.date)
      return undefined;
    return {
      since: audience.toldOn,
      message: `Audience du ${dateInFrench(audience.date)}, avant la fin du délai légal après l’assignation (${dateInFrench(delay.due)}).`,
    };
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
  commandementNonPorteAuPrefet: (_, deadlines) => {
    const delay = of(deadlines, 'delaiCommandementDeQuitter').find(
      ({ became }) => became.kind === 'suspendu',
    );
    return (
      delay && {
        since: delay.from.date,
        message:
          'Commandement de quitter les lieux non porté à la connaissance du préfet : le délai est suspendu.',
      }
    );
  },
  demandeCfpPrematuree: (facts, deadlines) => {
    const found = cutShort(facts, deadlines, 'delaiCommandementDeQuitter', 'demandeCfp');
    return (
      found && {
        since: found.mark.date,
        // Stryker disable next-line StringLiteral: for the types: what stands before ?? is there by then
        message: `Concours demandé le ${dateInFrench(found.mark.date)}, avant la fin du délai du commandement de quitter les lieux (${dateInFrench(found.deadline.due ?? '')}).`,
      }
    );
  },
  expulsionPendantLaTreve: ({ marks }) => {
    const mark = named(marks, 'expulse').find(({ date }) => treveOn(date));
    return (
      mark && {
        since: mark.date,
        message: `Expulsion signalée le ${dateInFrench(mark.date)}, pendant la trêve hivernale.`,
      }
    );
  },
  expulsionPendantLaSuspension: ({ marks }) => {
    const mark = named(marks, 'expulse').find(({ date }) =>
      named(marks, 'suspensionExpulsion').some(
        (suspension) => suspension.date <= date && date <= (suspension.until ?? LAST_DAY),
      ),
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
  faitApresLaFin: ({ marks }) => {
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
export const inconsistencies = (facts: Facts, deadlines: readonly Deadline[]): Flag[] =>
  Object.entries(checks).flatMap(([code, check]) => {
    const found = check(facts, deadlines);
    return found && isCode(code) ? [{ code, ...found }] : [];
  });

const isCode = (code: string): code is FlagCode => Object.hasOwn(checks, code);
