import type { CaseEvent } from '../events/case-event.ts';
import { normaliseName } from '../text/normalise-name.ts';

/** The kinds of numbers by which a partner, a body, a landlord or a court knows a file or a household. */
export type NumberKind = 'reference' | 'allocataire' | 'bdf' | 'bail' | 'rg' | 'exploc';

/** What a kind of number looks like once compacted (`compacted`), and what its sender reads when it does not. */
type Shape = {
  shape: RegExp;
  expected: string;
  /** Eight digits that read as a date are refused: they are one. */
  noDate?: true;
};

const digits = (n: number): RegExp => new RegExp(`^(?=(?:[A-Z]*\\d){${n}})[A-Z\\d]{1,100}$`);

/**
 * The shape of each kind of number. Wide on purpose: it sets aside what cannot be one, never what is only unusual. A reference is
 * for its sender to choose: any word will do that names a file.
 */
const shapes: Readonly<Record<NumberKind, Shape>> = {
  reference: {
    shape: /^[A-Z\d]+$/,
    expected: 'votre référence du dossier, qu’aucun autre dossier ne porte',
  },
  allocataire: {
    shape: /^\d{4,15}[A-Z]{0,2}$/,
    expected: 'le numéro d’allocataire : des chiffres, une lettre peut-être à la fin',
    noDate: true,
  },
  bdf: {
    shape: /^\d{4,15}[A-Z]?$/,
    expected: 'le numéro du dossier de surendettement : des chiffres',
    noDate: true,
  },
  bail: { shape: digits(1), expected: 'la référence du bail chez le bailleur, qu’aucun autre bail ne porte' },
  rg: { shape: digits(3), expected: 'le numéro RG, par exemple 26/00012' },
  exploc: { shape: /^[A-Z\d]+$/, expected: 'le numéro du récépissé EXPLOC' },
};

/** Senders whose numbers have a shape of their own: MSA's is often the social security number, with `2A` and `2B` in it. */
const shapesOfSenders: Readonly<Record<string, Partial<Record<NumberKind, RegExp>>>> = {
  msa: { allocataire: /^(\d{4,15}[A-Z]{0,2}|[1-478]\d{4}2[AB]\d{6,8})$/ },
};

/** What people and software write for «no number», compacted. */
const nobodys = new Set(
  `NEANT NC NA ND NR NP NSP SN SANS SANSOBJET SANSNUMERO SANSREFERENCE SANSBAIL AUCUN AUCUNE AUCUNNUMERO AUCUNEREFERENCE
  INCONNU INCONNUE INCONNUS INCONNUES NONCONNU NONCONNUE NONCOMMUNIQUE NONCOMMUNIQUEE NONRENSEIGNE NONRENSEIGNEE NONDISPONIBLE
  NONATTRIBUE NONATTRIBUEE NONAPPLICABLE NONDETERMINE NONFOURNI NONFOURNIE NONTRANSMIS NONTRANSMISE NONPRECISE ARENSEIGNER
  ACOMPLETER APRECISER AVERIFIER ACOMMUNIQUER ADEFINIR AVENIR ATTENTE ENATTENTE ENCOURS PASDENUMERO PASDEREFERENCE PASDEBAIL
  NUL NULL NULLE NONE NAN NIL UNDEFINED UNKNOWN EMPTY VIDE RIEN BLANC DIVERS DIV TEST TODO TBD TBC IDEM NUMERO NO REF REFERENCE
  REFDOSSIER DOSSIER BAIL CONTRAT ALLOCATAIRE MATRICULE VALEUR VALUE NOM NAME NOMBRE NUM DIV0 CALC SPILL`.split(
    /\s+/,
  ),
);

/** A number as it is checked: capitals and digits, nothing between. */
const compacted = (told: string): string => normaliseName(told).replaceAll(' ', '');

/** What a spreadsheet turns a long number into, or a number that it takes for a date. */
const damaged: readonly RegExp[] = [
  /^[+-]?\d([.,]\d+)?E\+\d{1,3}$/i,
  /^[+-]?\d[.,]\d+E\d{1,3}$/i,
  // A number that became one of decimals.
  /^\d+[.,]0+$/,
  // Only 15 digits are kept, the others become zeros.
  /^\d{15}0+$/,
  /^(0?[1-9]|[12]\d|3[01])[/.-](0?[1-9]|1[0-2])[/.-](19|20)\d\d([ T][\d:.]+Z?)?$/i,
  /^(19|20)\d\d[/.-](0?[1-9]|1[0-2])[/.-](0?[1-9]|[12]\d|3[01])([ T][\d:.]+Z?)?$/i,
  /^(0?[1-9]|[12]\d|3[01])\/(0?[1-9]|1[0-2])\/\d\d$/,
  /^(janv|févr|fevr|mars|avr|mai|juin|juil|août|aout|sept|oct|nov|déc|dec)\.?[-/ ]\d{2,4}$/i,
];

const date8 =
  /^((19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])|(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d)$/;

/** Digits that only fill a field: all the same, or counting up or down, even with a few letters around them. */
const isFiller = (value: string): boolean => {
  const [, core] = /^[A-Z]{0,3}?(\d+)[A-Z]{0,2}$/.exec(value) ?? [];
  if (core === undefined) return /^[A-Z]*?0+[A-Z]*$/.test(value) && !/[1-9]/.test(value);
  if (/^0+$/.test(core)) return true;
  const bare = core === value;
  if (/^(\d)\1*$/.test(core)) return bare || core.length >= 5;
  return (
    core.length >= 5 && ['0123456789', '123456789012345', '9876543210'].some((run) => run.startsWith(core))
  );
};

/**
 * Words that only fill a field: one letter repeated («XXXX»), or a word for «none», followed or not by a filling («NCXXX»,
 * «REF000»).
 */
const isNobodysWord = (value: string): boolean =>
  value === '' ||
  /^([A-Z])\1+$/.test(value) ||
  nobodys.has(value) ||
  nobodys.has(value.replace(/(X{2,}|0+)$/, ''));

/**
 * Whether a number names nobody: a word for «none», a filling, or a number damaged by a spreadsheet. It is no evidence, and no
 * case may claim it.
 */
const isNobodys = (told: string): boolean => {
  const value = compacted(told);
  return (
    isNobodysWord(value) ||
    isFiller(value) ||
    damaged.some((one) => one.test(told.replace(/\s+/g, ' ').trim()) || one.test(told.replace(/\s+/g, '')))
  );
};

/**
 * Whether a number can name a file, a household or a lease: it has the shape of its kind, and is neither a filling nor damaged.
 *
 * @param told as the sender wrote it
 *
 * @example isPlausible('allocataire', '7712345', 'caf') // true
 * isPlausible('allocataire', '1,23E+12', 'caf') // false: a spreadsheet rounded it
 */
export const isPlausible = (kind: NumberKind, told: string, sender: string): boolean => {
  const value = compacted(told);
  const { shape, noDate } = shapes[kind];
  return (
    !isNobodys(told) &&
    (shapesOfSenders[sender]?.[kind] ?? shape).test(value) &&
    !(noDate && date8.test(value))
  );
};

/** What its sender reads of a number that is not plausible, in French. */
export const expectedOf = (kind: NumberKind): string => shapes[kind].expected;

/** A number that an event tells, and where in the message it stands. */
export type ToldNumber = { kind: NumberKind; path: string; value: string };

/** Every number an event tells, plausible or not; its sender's own reference first. */
export const numbersOf = (event: CaseEvent): ToldNumber[] => {
  const found: [NumberKind, string, string | undefined][] = [
    ['reference', 'reference', event.reference],
    ['allocataire', 'allocataire', event.kind === 'impaye' ? event.allocataire : undefined],
    ['bdf', 'numeroBdf', event.kind === 'surendettement' ? event.numeroBdf : undefined],
    ['rg', 'numeroRg', 'numeroRg' in event ? event.numeroRg : undefined],
    // Stryker disable next-line OptionalChaining: for the types: what the question mark guards is there
    ['bail', 'bailleur.referenceBail', 'bailleur' in event ? event.bailleur?.referenceBail : undefined],
  ];
  return found.flatMap(([kind, path, value]) => (value === undefined ? [] : [{ kind, path, value }]));
};
