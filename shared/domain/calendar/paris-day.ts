const format = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' });

/** Civil date of an instant in Europe/Paris, `YYYY-MM-DD`. @param instant ISO 8601, UTC */
export const parisDay = (instant: string): string => format.format(new Date(instant));

/** Civil year of an instant in Europe/Paris. @param instant ISO 8601, UTC */
export const parisYear = (instant: string): number => Number(parisDay(instant).slice(0, 4));
