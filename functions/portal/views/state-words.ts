import { type CivilDate, daysBetween } from '../../../shared/domain/calendar/civil-date.ts';
import type { Recipient } from '../../../shared/domain/delays/rule.ts';
import { rules } from '../../../shared/domain/delays/rules/all.ts';
import { alertTexts } from '../../../shared/outbound/texts/alert-texts.ts';
import { eventTexts } from '../../../shared/outbound/texts/event-texts.ts';

const titles = new Map<string, string>(rules.map(({ name, title }) => [name, title]));
/** A delay's title, by its rule. */
export const ruleTitle = (rule: string): string => titles.get(rule) ?? rule;

/** What each recipient of a notice is called on a page. */
export const recipientWords: Record<Recipient, string> = {
  arrondissement: 'État',
  ccapex: 'CCAPEX',
  secretariatCcapex: 'secrétariat de la CCAPEX',
  adil: 'ADIL',
  mds: 'MDS',
  ccas: 'CCAS',
  association: 'association',
  bailleur: 'bailleur',
  huissier: 'commissaire de justice',
  bdf: 'Banque de France',
  clpil: 'CLPIL',
};

const actors = new Map<string, string>(
  rules.map(({ name, alerts }) => [
    name,
    [...new Set(alerts.flatMap(({ to }) => to.map((one) => recipientWords[one])))].join(', '),
  ]),
);
/** Who must act for a delay: whom its alerts are for. */
export const actorsOf = (rule: string): string => actors.get(rule) ?? '';

/** An alert's title, by its template. */
export const alertTitle = (template: string): string =>
  Object.entries(alertTexts).find(([name]) => name === template)?.[1].title ?? template;
/** What an alert asks, of whom. */
export const alertExpected = (template: string): string =>
  Object.entries(alertTexts).find(([name]) => name === template)?.[1].expected ?? '';
/** An event's title, by its kind. */
export const eventTitle = (kind: string): string =>
  Object.entries(eventTexts).find(([name]) => name === kind)?.[1].title ?? kind;

/** How far a day is from another, in words. @example daysAway('2026-11-30', '2026-12-06') // 'dans 6 jours' */
export const daysAway = (today: CivilDate, day: CivilDate): string => {
  const days = daysBetween(today, day);
  if (days === 0) return 'aujourd’hui';
  if (days === 1) return 'demain';
  if (days === -1) return 'hier';
  if (days > 0) return `dans ${days} jours`;
  return `il y a ${-days} jours`;
};
