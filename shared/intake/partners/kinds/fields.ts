import * as z from 'zod/mini';
import { bailleurWire, eurosWire } from '../../wire.ts';

/** Fields that several kinds of events have, as partners write them. The text before the first comma heads a table's column. */
const text = (max: number, title: string) =>
  z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(max), z.describe(title)));
export const date = (title: string) => z.iso.date().check(z.describe(title));
export const choice = <const V extends readonly string[]>(values: V, title: string) =>
  z.enum(values).check(z.describe(title));
export const euros = (title: string) => z.optional(z.clone(eurosWire).check(z.describe(title)));

export const bailleur = z.optional(bailleurWire.check(z.describe('Bailleur')));
export const parc = z.optional(choice(['social', 'prive'], 'Parc du logement'));
export const tribunal = text(200, 'Tribunal');
export const debt = {
  loyer: euros('Loyer mensuel, en euros'),
  charges: euros('Charges mensuelles, en euros'),
  dette: euros('Dette de loyer, en euros'),
};
