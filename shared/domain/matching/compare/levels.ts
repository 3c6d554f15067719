/**
 * What a comparison can say of each field, from the most alike to the least. A field that one side does not have has no
 * level: missing is not different.
 */
export const levels = {
  /** Surnames of the most alike pair of persons. Each person may have two, birth and used: the best match counts. */
  surname: ['same', 'sound', 'edit', 'part', 'different'],
  /** `clash`: one first name in common, other second names. `near`: two known first names a letter apart. */
  firstName: ['same', 'first', 'edit', 'nickname', 'clash', 'near', 'second', 'initial', 'different'],
  /** Surname of one is the first name of the other, and the reverse. */
  inverted: ['inverted'],
  birth: ['same', 'swapped', 'digit', 'year', 'different'],
  birthPlace: ['same', 'different'],
  /** Another person whom both sides have. */
  secondPerson: ['same', 'alike'],
  address: ['door', 'exact', 'building', 'otherFlat', 'near', 'street', 'commune', 'different'],
  /** The landlords, by the words that tell one from another. `owner`: a person or a family's company, who has few dwellings. */
  bailleur: ['owner', 'same', 'different'],
  reference: ['same', 'different'],
  allocataire: ['same', 'different'],
  bdf: ['same', 'different'],
  bail: ['same', 'different'],
  identifiant: ['same', 'edit', 'different'],
} as const;

export type Field = keyof typeof levels;
export type Level<F extends Field> = (typeof levels)[F][number];

/** What two subjects have in common and in contradiction, field by field. */
export type Comparison = { [F in Field]?: Level<F> };
