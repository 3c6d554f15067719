import * as z from 'zod/mini';
import { civilDate } from './windows.ts';

/** One person of the household. Names are kept as the sender wrote them; comparison normalises them. */
export const personSchema = z.object({
  nomNaissance: z.optional(z.string()),
  nomUsage: z.optional(z.string()),
  prenoms: z.optional(z.array(z.string())),
  dateNaissance: z.optional(civilDate('naissance')),
  lieuNaissance: z.optional(z.string()),
});
export type Person = z.infer<typeof personSchema>;

export const arrondissementCodeSchema = z.enum(['771', '772', '773', '774', '775']);
export type ArrondissementCode = z.infer<typeof arrondissementCodeSchema>;

/**
 * The dwelling as the hub knows it. `arrondissement` is absent when the commune is not certain (domain §2): a person decides, and
 * the alerts that depend on it wait.
 */
export const dwellingSchema = z.object({
  insee: z.optional(z.string()),
  commune: z.optional(z.string()),
  postcode: z.optional(z.string()),
  street: z.optional(z.string()),
  complement: z.optional(z.string()),
  arrondissement: z.optional(arrondissementCodeSchema),
});
export type Dwelling = z.infer<typeof dwellingSchema>;
