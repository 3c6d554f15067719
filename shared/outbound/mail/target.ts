import { type CivilDate, dateInFrench, daysBetween } from '../../domain/calendar/civil-date.ts';
import type { Nature } from '../../domain/delays/rule.ts';
import { type AlertName, type NamedRule, rules } from '../../domain/delays/rules/all.ts';
import type { CalendarEntry } from '../notice.ts';
import { type AlertText, alertTexts } from '../texts/alert-texts.ts';

const ruleOf = new Map<AlertName, NamedRule>(
  rules.flatMap((rule) => rule.alerts.map(({ name }) => [name, rule] as const)),
);

/** Whether an alert's date is the first day of something, and not the last of a delay. */
export const isFirstDay = (template: AlertName): boolean => ruleOf.get(template)?.firstDay === true;

/** An alert's text as of a day: in the past tense once its date has gone by. */
export const textOf = (
  template: AlertName,
  due: CivilDate | undefined,
  day: CivilDate,
): Pick<AlertText, 'title' | 'expected'> => {
  const { passed, ...text } = alertTexts[template];
  return passed && due !== undefined && due < day ? passed : text;
};

/** How a list introduces an alert's date. */
export const introOf = (template: AlertName): string =>
  isFirstDay(template) ? 'premier jour' : ruleOf.get(template)?.nature === 'terme' ? 'le' : 'échéance';

/** An alert's date and the days left, in French. */
export type Target = { date: string; left: string };

/**
 * The date that an alert shows. What is asked at once has no date of its own: only that of the delay by which it must be
 * answered, if any.
 */
export const targetDate = (
  template: AlertName,
  due: CivilDate | undefined,
  calendar?: CalendarEntry,
): CivilDate | undefined => {
  if (ruleOf.get(template)?.nature !== 'demande') return due;
  return calendar?.date === due ? undefined : calendar?.date;
};

/**
 * An alert's date and the days left as of `day`, in French: «J-7», «aujourd’hui», «dépassée de 3 jours»; «sans attendre» when
 * there is no date.
 *
 * @example targetOf('audienceProche', '2026-05-28', '2026-05-21') // { date: '28/05/2026', left: 'J-7' }
 */
export const targetOf = (
  template: AlertName,
  due: CivilDate | undefined,
  day: CivilDate,
  calendar?: CalendarEntry,
): Target => {
  const date = targetDate(template, due, calendar);
  return date === undefined
    ? { date: '', left: 'sans attendre' }
    : { date: dateInFrench(date), left: daysLeft(daysBetween(day, date), ruleOf.get(template)?.nature) };
};

const daysLeft = (days: number, nature: Nature | undefined): string => {
  if (days > 0) return `J-${days}`;
  if (days === 0) return 'aujourd’hui';
  const late = `${-days} jour${days < -1 ? 's' : ''}`;
  return nature === 'obligation' ? `dépassée de ${late}` : `passée depuis ${late}`;
};
