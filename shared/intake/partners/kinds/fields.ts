import * as z from 'zod/mini';
import { motifs, naturesBailleur, parcs } from '../../../domain/events/common.ts';
import { oneLine, plainText } from '../../../domain/text/plain-text.ts';

/**
 * Fields that several kinds of events have, as partners write them. A title's text up to the first comma is the heading of its
 * column.
 */
export const text = (max: number, title: string) =>
  z.optional(
    z
      .string()
      .check(
        z.overwrite(max > LINE ? plainText : oneLine),
        z.minLength(1),
        z.maxLength(max),
        z.describe(title),
      ),
  );
/** Longest text, in characters, that stands on one line. */
const LINE = 200;
export const date = (title: string) => z.iso.date().check(z.describe(title));
export const choice = <const V extends readonly string[]>(values: V, title: string) =>
  z.enum(values).check(z.describe(title));

/** Euros with at most two decimals. A field that uses it must be named in `moneyFields` (`kind.ts`), to be converted to cents. */
export const amount = z
  .number()
  .check(z.nonnegative(), z.maximum(10_000_000), z.multipleOf(0.01), z.describe('Montant en euros'));
export const euros = (title: string) => z.optional(z.clone(amount).check(z.describe(title)));

export const bailleur = z.optional(
  z
    .strictObject({
      nom: text(200, 'Nom du bailleur'),
      nature: z.optional(choice(naturesBailleur, 'Nature du bailleur')),
      referenceBail: text(100, 'Référence du bail chez le bailleur'),
    })
    .check(z.describe('Bailleur')),
);
export const parc = z.optional(choice(parcs, 'Parc du logement'));
export const motif = z.optional(choice(motifs, 'Motif de la procédure'));
export const tribunal = text(200, 'Tribunal');
export const debt = {
  loyer: euros('Loyer mensuel, en euros'),
  charges: euros('Charges mensuelles, en euros'),
  dette: euros('Dette de loyer, en euros'),
};
