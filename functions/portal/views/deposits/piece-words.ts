import { eventTexts } from '../../../../shared/outbound/texts/event-texts.ts';

/** An act's name in French, as its receipt has it. */
export const actTitle = (kind: string | undefined): string =>
  Object.entries(eventTexts).find(([name]) => name === kind)?.[1].title ?? 'Pièce de procédure';

/** A size for people. @example sizeOf(2_400_000) // '2,3 Mo' */
export const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} Ko`
    : `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} Mo`;
