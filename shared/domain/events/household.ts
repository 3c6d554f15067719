import * as z from 'zod';

/** A civil date, `YYYY-MM-DD`, in Europe/Paris. */
export const civilDateSchema = z.iso.date();

/** One person of the household. Names are kept as the sender wrote them; comparison normalises them. */
export const personSchema = z.object({
  nomNaissance: z.string().optional(),
  nomUsage: z.string().optional(),
  prenoms: z.array(z.string()).optional(),
  dateNaissance: civilDateSchema.optional(),
  lieuNaissance: z.string().optional(),
});
export type Person = z.infer<typeof personSchema>;

export const arrondissementCodeSchema = z.enum(['771', '772', '773', '774', '775']);
export type ArrondissementCode = z.infer<typeof arrondissementCodeSchema>;

/**
 * The dwelling as the hub knows it. `arrondissement` is absent when the commune could not be told for
 * certain (domain §2): a person decides, and the alerts that depend on it wait.
 */
export const dwellingSchema = z.object({
  insee: z.string().optional(),
  commune: z.string().optional(),
  postcode: z.string().optional(),
  street: z.string().optional(),
  complement: z.string().optional(),
  arrondissement: arrondissementCodeSchema.optional(),
});
export type Dwelling = z.infer<typeof dwellingSchema>;
