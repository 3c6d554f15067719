import type { AddressForm } from './address-form.ts';
import { isBeginning, isOtherDoor, precise } from './compare/addresses.ts';
import type { Comparison } from './compare/levels.ts';
import { areTwoSurnames, isTypingSlip } from './compare/names.ts';
import type { Subject } from './subject.ts';

/** What a veto looks at: the message, the case, and how they compare. */
export type Meeting = {
  message: Subject;
  found: Subject;
  comparison: Comparison;
  /** Date of the message's act. */
  actDate?: string | undefined;
  /** A person said that they are two households. */
  distinct?: boolean | undefined;
  /** No other case compared is near this number of the way. */
  alone?: boolean | undefined;
  /** Neither side tells where in a building. */
  house?: boolean | undefined;
};

/** A reason never to attach without a person, whatever the weight. */
export type Veto = {
  name: string;
  /** What it forbids. */
  forbids: string;
  /** What happened, or could happen, without it. */
  story: string;
  /** What the reviewer reads, in French. */
  told: string;
  holds: (meeting: Meeting) => boolean;
};

const alikeSurname = ({ surname, inverted }: Comparison): boolean =>
  // Stryker disable next-line ConditionalExpression,StringLiteral: inverted names have no level of first name, which every veto of a surname asks for
  inverted === 'inverted' ||
  surname === 'same' ||
  surname === 'sound' ||
  surname === 'edit' ||
  surname === 'part';
const atSameDoor = ({ address }: Comparison): boolean =>
  address === 'door' || address === 'exact' || address === 'building' || address === 'near';
/**
 * Whether an address of one side may be one of the other's, in one commune. The number is the same, left out, or a slip of the hand, a
 * figure too many or too few; the way is whole on both sides, and its type not another, unless the owner is one. A figure for another is
 * the house next door; a lieu-dit, which is no way of any type, has many houses.
 */
const maybeSameHouse = ({ message: a, found: b, comparison }: Meeting): boolean =>
  precise(a.addresses).some((one) =>
    precise(b.addresses).some(
      (other) =>
        maybeSameNumber(one, other) &&
        !isOtherThing(one, other) &&
        !isOtherThing(other, one) &&
        !isPartOfWay(one, other) &&
        !isPartOfWay(other, one) &&
        (!one.commune || !other.commune || one.commune === other.commune) &&
        (!one.type || !other.type || one.type === other.type || comparison.bailleur === 'owner'),
    ),
  );
const isPartOfWay = (one: AddressForm, other: AddressForm): boolean =>
  one.way !== undefined && other.way !== undefined && isBeginning(one.way, other.way);
/** A surname in the only case of a house, under one owner: whoever bears it there is of the household. */
const isOwnHouse = ({ comparison, alone, house }: Meeting): boolean =>
  alone === true &&
  house === true &&
  comparison.bailleur === 'owner' &&
  comparison.surname === 'same' &&
  atSameDoor(comparison) &&
  comparison.address !== 'near';
const bornAlike = ({ birth }: Comparison): boolean =>
  birth === 'same' || birth === 'swapped' || birth === 'digit';
const numbered = ({ reference, allocataire, bdf, bail, identifiant }: Comparison): boolean =>
  [reference, allocataire, bdf, bail, identifiant].includes('same');

/** Whether a way bears a thing's name, and the other a person's who is called so. */
const isOtherThing = (one: AddressForm, other: AddressForm): boolean =>
  one.thing === true && other.thing === undefined && other.way?.endsWith(` ${one.way}`) === true;

const maybeSameNumber = (one: AddressForm, other: AddressForm): boolean =>
  one.number === undefined || other.number === undefined
    ? one.number !== other.number && one.type !== undefined && other.type !== undefined
    : one.number === other.number || one.number.length !== other.number.length;

/** Whether surnames of both sides are two names, though alike. */
const twoSurnames = (a: Subject, b: Subject): boolean =>
  a.persons.some((one) =>
    b.persons.some((other) => one.surnames.some((x) => other.surnames.some((y) => areTwoSurnames(x, y)))),
  );

/** Whether every two first names of the two sides that are not the same are one badly typed, in some pair of persons. */
const badlyTyped = (a: Subject, b: Subject): boolean =>
  a.persons.some(({ firstNames: [x] }) =>
    b.persons.some(({ firstNames: [y] }) => x !== undefined && y !== undefined && isTypingSlip(x, y)),
  );

/** Whether the case's tenancy ended before the act. */
export const isEnded = ({ found, actDate }: Pick<Meeting, 'found' | 'actDate'>): boolean =>
  found.endedOn !== undefined && actDate !== undefined && found.endedOn < actDate;

/** Whether a subject has two persons of the same surname and first name who were born in different years. */
const namesakes = ({ persons }: Subject): boolean =>
  persons.some((one, index) =>
    // Stryker disable next-line MethodExpression: for speed: two are namesakes both ways, and nobody is their own
    persons
      .slice(
        // Stryker disable next-line ArithmeticOperator: for speed: two are namesakes both ways, and nobody is their own
        index + 1,
      )
      .some(
        (other) =>
          one.firstNames[0] !== undefined &&
          one.firstNames[0] === other.firstNames[0] &&
          one.surnames.some((name) => other.surnames.includes(name)) &&
          one.birth !== undefined &&
          other.birth !== undefined &&
          one.birth.date.slice(0, 4) !== other.birth.date.slice(0, 4),
      ),
  );

/** Households are protected by these vetoes, not by the threshold of weight. */
export const vetoes = [
  {
    name: 'distincts',
    forbids: 'two files that a person said are two households',
    story: 'a reviewer settled it once: the same doubt must not come back as an attachment',
    told: 'Une personne a dit que ce sont deux ménages.',
    holds: ({ distinct }) => distinct === true,
  },
  {
    name: 'autrePrenom',
    forbids: 'same surname, another first name, and nobody else in common',
    story:
      'brothers, cousins, a parent and an adult child in one building: the surname and the address are theirs all',
    told: 'Même nom, autre prénom.',
    holds: ({ comparison }) =>
      alikeSurname(comparison) &&
      comparison.firstName === 'different' &&
      comparison.secondPerson === undefined,
  },
  {
    name: 'autreNom',
    forbids: 'another surname, and nobody else in common, without a number in common',
    story: 'a household that shares a flat or follows another in it',
    told: 'Nom différent.',
    holds: ({ comparison }) =>
      comparison.surname === 'different' &&
      comparison.inverted === undefined &&
      comparison.secondPerson === undefined,
  },
  {
    name: 'nomVoisin',
    forbids:
      'surnames that are two names, a slip or a part apart, without a birth date or a number in common',
    story: 'Koné and Kané, Garcia Lopez and Garcia Perez: two families of one building, not a slip',
    told: 'Noms voisins qui sont deux noms.',
    holds: ({ message, found, comparison }) =>
      comparison.surname !== 'same' &&
      alikeSurname(comparison) &&
      !bornAlike(comparison) &&
      comparison.secondPerson === undefined &&
      !numbered(comparison) &&
      twoSurnames(message, found),
  },
  {
    name: 'initiale',
    forbids: 'a first name known by its initial only, but in a house of one owner that no other case is in',
    story: '«M. Diallo, 3 rue Haute» is every man of the family',
    told: 'Prénom connu par son initiale seulement.',
    holds: (meeting) => meeting.comparison.firstName === 'initial' && !isOwnHouse(meeting),
  },
  {
    name: 'prenomVoisin',
    forbids: 'first names that are two names, a letter apart',
    story: 'Karim and Karima, Sandro and Sandra: brother and sister, twins, two flats of one building',
    told: 'Prénoms voisins qui sont deux prénoms.',
    holds: ({ comparison }) => comparison.firstName === 'near' && comparison.secondPerson === undefined,
  },
  {
    name: 'prenomApprochant',
    forbids: 'first names a slip apart, where the dwelling alone confirms them',
    story: 'Lyna and Lyne, a name too rare to be known for one: sisters in two flats, not a slip of the hand',
    told: 'Prénom à une lettre près, que ni date de naissance ni seconde personne ne confirme.',
    holds: (meeting) =>
      meeting.comparison.firstName === 'edit' &&
      !bornAlike(meeting.comparison) &&
      meeting.comparison.secondPerson === undefined &&
      meeting.comparison.address !== 'door' &&
      !numbered(meeting.comparison) &&
      !badlyTyped(meeting.message, meeting.found) &&
      !isOwnHouse(meeting),
  },
  {
    name: 'autresPrenoms',
    forbids: 'one usual first name, and other first names beside it',
    story: 'father and son of one usual name: «Jean Marie» and «Jean Paul»',
    told: 'Même premier prénom, autres prénoms différents.',
    holds: ({ comparison }) => comparison.firstName === 'clash' && comparison.birth !== 'same',
  },
  {
    name: 'prenomInconnu',
    forbids: 'no first name on one side, without a birth date or a number in common, but in such a house',
    story: 'an act for «Mme Traoré» in a tower where three live',
    told: 'Prénom inconnu d’un côté.',
    holds: (meeting) =>
      meeting.comparison.firstName === undefined &&
      meeting.comparison.inverted === undefined &&
      meeting.comparison.birth !== 'same' &&
      !numbered(meeting.comparison) &&
      !isOwnHouse(meeting),
  },
  {
    name: 'naissanceIncompatible',
    forbids: 'birth dates more than one slip apart, or one of them a placeholder',
    story: 'father and son of one name: thirty years apart, one letterbox',
    told: 'Dates de naissance incompatibles, ou connues par l’année seulement.',
    holds: ({ comparison }) => comparison.birth === 'different' || comparison.birth === 'year',
  },
  {
    name: 'sansNaissanceNiAdresse',
    forbids: 'no birth date on one side and an address that is not exact',
    story: 'homonyms are common: without the date the address is all there is',
    told: 'Pas de date de naissance d’un côté, et adresse qui n’est pas exacte.',
    holds: ({ comparison }) => comparison.birth === undefined && !atSameDoor(comparison),
  },
  {
    name: 'autreNumero',
    forbids: 'another number of the way, or another type of way, where no birth date confirms',
    story: 'the namesake three houses on, rue and allée of one name: no slip of the hand',
    told: 'Autre numéro ou autre type de voie, sans date de naissance qui confirme.',
    holds: (meeting) =>
      meeting.comparison.address === 'near' && !bornAlike(meeting.comparison) && !maybeSameHouse(meeting),
  },
  {
    name: 'autreAppartement',
    forbids: 'another flat or building at the address',
    story: 'homonyms in a tower, siblings on two floors',
    told: 'Autre appartement ou autre bâtiment à cette adresse.',
    holds: ({ message, found, comparison }) =>
      comparison.address === 'otherFlat' ||
      (comparison.address === 'near' && isOtherDoor(message.addresses, found.addresses)),
  },
  {
    name: 'autreLogement',
    forbids: 'the same person at another address',
    story: 'moved, or separated: a person may own two dossiers, and each dwelling has its own procedure',
    told: 'Même personne, autre logement : déménagement ou séparation.',
    holds: ({ comparison: { address } }) =>
      address === 'street' || address === 'commune' || address === 'different',
  },
  {
    name: 'adresseInconnue',
    forbids: 'no address on one side',
    story: 'a person may own two dossiers: without the dwelling nothing says which',
    told: 'Adresse inconnue d’un côté.',
    holds: ({ comparison }) => comparison.address === undefined,
  },
  {
    name: 'autreBailleur',
    forbids: 'another landlord, where no birth date nor number confirms',
    story: 'two namesakes of one tower, one with the social landlord and one with a private one',
    told: 'Autre bailleur, sans date de naissance ni numéro qui confirme.',
    holds: ({ comparison }) =>
      comparison.bailleur === 'different' && !bornAlike(comparison) && !numbered(comparison),
  },
  {
    name: 'autreReference',
    forbids: 'another reference of the same partner, or of the same trade',
    story:
      'an étude opens a second file for the son at the same address; two études do not follow one procedure',
    told: 'Autre référence du même partenaire, ou d’un partenaire du même métier.',
    holds: ({ comparison }) => comparison.reference === 'different',
  },
  {
    name: 'autreBail',
    forbids: 'another lease of the same landlord',
    story: 'a household rehoused by its landlord: the debt of the first lease is another file',
    told: 'Autre bail du même bailleur.',
    holds: ({ comparison }) => comparison.bail === 'different',
  },
  {
    name: 'autreAllocataire',
    forbids: 'another allocataire number of the same body',
    story: 'the number is the household’s: two numbers are two households, even at one address',
    told: 'Autre numéro d’allocataire du même organisme.',
    holds: ({ comparison }) => comparison.allocataire === 'different',
  },
  {
    name: 'autreDossierBdf',
    forbids: 'another Banque de France file',
    story: 'a second deposit is another procedure, and two homonyms have two files',
    told: 'Autre dossier de surendettement.',
    holds: ({ comparison }) => comparison.bdf === 'different',
  },
  {
    name: 'homonymes',
    forbids: 'a household that holds two persons of one name, without a birth date to tell which',
    story: 'father and son at one address: the act names one of them',
    told: 'Deux personnes du même nom dans ce ménage, et pas de date de naissance.',
    holds: ({ found, message, comparison }) =>
      comparison.birth === undefined && (namesakes(found) || namesakes(message)),
  },
  {
    name: 'bailTermine',
    forbids: 'a tenancy that ended before the act',
    story: 'successive tenants of one flat, sometimes of one family',
    told: 'Le bail ou la procédure était terminé avant cet acte.',
    holds: (meeting) => isEnded(meeting),
  },
] as const satisfies readonly Veto[];

export type VetoName = (typeof vetoes)[number]['name'];

/** The vetoes that hold for a message and a case. */
export const vetoesOf = (meeting: Meeting): VetoName[] =>
  vetoes.filter(({ holds }) => holds(meeting)).map(({ name }) => name);

/** What a reviewer reads of a veto. */
// Stryker disable next-line OptionalChaining: for the types: what the question mark guards is there
export const toldOf = (name: VetoName): string => vetoes.find((veto) => veto.name === name)?.told ?? name;
