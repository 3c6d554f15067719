import type { CaseEvent } from '../domain/events/case-event.ts';
import { type Issue, issueCodes } from '../outbound/replies/issue.ts';

/** Fields of events of which the first is never after the second, and how the second is expected, in French. */
const orders: readonly (readonly [before: string, after: string, expected: string])[] = [
  ['actDate', 'dateAudience', 'une audience le jour de l’acte ou après'],
  ['actDate', 'dateEffet', 'une date d’effet le jour du congé ou après'],
  ['actDate', 'dateLiberation', 'un jour qui suit l’acte'],
  ['actDate', 'jusquAu', 'une fin qui suit la décision'],
  ['actDate', 'fin', 'une fin qui suit le début'],
  ['actDate', 'notifieeLe', 'une notification le jour de la décision ou après'],
  ['suspension.debut', 'suspension.fin', 'une fin qui suit le début'],
  ['lettreAccordLe', 'dateCommission', 'une commission qui suit la lettre'],
  ['dateBail', 'actDate', 'un bail d’avant l’acte'],
  ['dateActe', 'actDate', 'une réception le jour de l’acte ou après'],
  ['impayeDepuis', 'actDate', 'un impayé d’avant le signalement'],
  ['premierImpayeLe', 'actDate', 'un impayé d’avant le signalement'],
  ['premierImpayeLe', 'dateConstitution', 'un impayé constitué après le premier'],
  ['signaleLe', 'actDate', 'un signalement le jour de ce message ou avant'],
];

/** Warnings for the dates of an event that come before what they follow: it is filed with them, as told. */
export const disorderedDates = (event: CaseEvent): Issue[] => {
  const date = (path: string): string | undefined => {
    const found = path.split('.').reduce<unknown>((value, part) => Reflect.get(Object(value), part), event);
    return typeof found === 'string' ? found : undefined;
  };
  const wrong = orders.flatMap(([before, after, expected]): Issue[] => {
    const [first, second] = [date(before), date(after)];
    // A month is before none of its days.
    const late = first !== undefined && second !== undefined && first > second.slice(0, first.length);
    return late ? [issueOf(after === 'actDate' ? before : after, expected)] : [];
  });
  const instalments = 'echeancier' in event ? (event.echeancier ?? []) : [];
  const early = instalments.flatMap((one, index) =>
    one.date < event.actDate
      ? [issueOf(`echeancier[${index}].date`, 'une échéance qui suit la décision')]
      : [],
  );
  return [...new Map([...wrong, ...early].map((issue) => [issue.path, issue])).values()];
};

const issueOf = (path: string, expected: string): Issue => ({
  code: issueCodes.ordreDates,
  path,
  expected,
  message: 'Cette date et une autre se contredisent : elle est enregistrée telle quelle.',
});
