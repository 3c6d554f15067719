import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { assertNever } from '../domain/assert-never.ts';
import type { Recipient } from '../domain/delays/rule.ts';
import { landlordKeyOf } from '../domain/notices/said.ts';
import { normaliseName } from '../domain/text/normalise-name.ts';
import { communeOf, ofCommune, type Place } from './place.ts';

/** Recipients that always have a mailbox of the State (charter A6). */
export const stateRecipients = ['arrondissement', 'ccapex', 'secretariatCcapex'] as const;
export type StateRecipient = (typeof stateRecipients)[number];
/** Recipients to be found in the directory, which may lack them. */
export type Partner = Exclude<Recipient, StateRecipient>;

/** Short enough for a letter of one page. */
const nom = z.string().check(z.minLength(1), z.maxLength(80));
/** `mail: null` stands for an address that is not known yet: the name can be shown, but nobody is written to. */
const contact = { nom, mail: z.nullable(z.email()) };
const communes = z.array(z.string().check(z.regex(/^77\d{3}$/)));
const once = <T>(keysOf: (entry: T) => string[]) =>
  z.refine<T[]>((entries) => {
    const keys = entries.flatMap(keysOf);
    return new Set(keys).size === keys.length;
  }, 'said twice');

const localSchema = z.strictObject({ ...contact, communes });
const landlordSchema = z.strictObject(contact);
const etudeSchema = z.strictObject({ ...contact, code: z.string() });
type Local = z.infer<typeof localSchema>;

/** The partners' directory: one file for each stage, which its deployment reads. Each commune, landlord and étude appears once. */
export const directorySchema = z.strictObject({
  adil: z.strictObject(contact),
  bdf: z.strictObject(contact),
  mds: z.array(localSchema).check(once((entry: Local) => entry.communes)),
  ccas: z.array(localSchema).check(once((entry: Local) => entry.communes)),
  bailleurs: z
    .array(landlordSchema)
    .check(once(({ nom }: z.infer<typeof landlordSchema>) => [normaliseName(nom)])),
  /** Associations that carry out measures, by their code as senders. */
  associations: z.array(etudeSchema).check(once(({ code }: z.infer<typeof etudeSchema>) => [code])),
  etudes: z.array(etudeSchema).check(once(({ code }: z.infer<typeof etudeSchema>) => [code])),
  /** Secretariats of the local commissions; one may be for some landlords only. */
  clpil: z.array(z.strictObject({ ...contact, communes, bailleurs: z.optional(z.array(z.string())) })),
});
export type Directory = z.infer<typeof directorySchema>;

/**
 * Reads the directory, at cold start.
 *
 * @param url `directory.json` beside the bundle unless told
 * @throws Error naming the entries that are wrong
 */
export const loadDirectory = (url: URL = new URL('./directory.json', import.meta.url)): Directory => {
  const parsed = directorySchema.safeParse(JSON.parse(readFileSync(url, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`directory: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')} wrong`);
};

/** The partner whose address is looked for, and what is known of the case. */
export type Addressee = Place & {
  recipient: Partner;
  /** The landlord's key (`landlordKeyOf`). */
  bailleur?: string | undefined;
  etude?: string | undefined;
  /** Codes of the partners who have a measure open for the household. */
  accompagnants?: readonly string[] | undefined;
};

/** How a partner is called, and its address where it is known. */
export type Contact = { nom: string; mail?: string };

/**
 * The contact of a case's partner. A partner that is not in the directory is called by its role: a landlord's own name stays in
 * the case, since it may be a person's.
 */
export const contactOf = (directory: Directory, { recipient, ...notice }: Addressee): Contact => {
  const commune = communeOf(notice);
  const here = ({ communes }: { communes: string[] }): boolean =>
    commune !== undefined && communes.includes(commune.insee);
  switch (recipient) {
    case 'adil':
    case 'bdf':
      return known(directory[recipient]);
    case 'mds':
      return known(
        directory.mds.find(here),
        commune ? `MDS dont dépend ${commune.name}` : 'MDS dont dépend la commune',
      );
    case 'ccas':
      return known(
        directory.ccas.find(here),
        commune ? `CCAS ${ofCommune(commune.name)}` : 'CCAS de la commune',
      );
    case 'association':
      return known(
        directory.associations.find(({ code }) => notice.accompagnants?.includes(code)),
        'association chargée de l’accompagnement',
      );
    case 'bailleur':
      return known(
        directory.bailleurs.find(({ nom }) => isNamed(nom, notice.bailleur)),
        'bailleur',
      );
    case 'huissier':
      return known(
        directory.etudes.find(({ code }) => code === notice.etude),
        notice.etude ? `commissaire de justice (${notice.etude})` : 'commissaire de justice',
      );
    case 'clpil':
      return known(clpilOf(directory, notice.bailleur, here), 'secrétariat de la CLPIL');
    default:
      return assertNever(recipient);
  }
};

const known = (entry: { nom: string; mail: string | null } | undefined, otherwise = ''): Contact => ({
  nom: entry?.nom ?? otherwise,
  ...(entry?.mail && { mail: entry.mail }),
});

const isNamed = (nom: string, key: string | undefined): boolean =>
  key !== undefined && landlordKeyOf(nom) === key;

/** The CLPIL of the dwelling. When two commissions of the commune fit, none is given rather than the wrong one. */
const clpilOf = (
  { clpil }: Directory,
  bailleur: string | undefined,
  here: (entry: { communes: string[] }) => boolean,
): Directory['clpil'][number] | undefined => {
  const all = clpil.filter(
    (entry) => here(entry) && (entry.bailleurs?.some((nom) => isNamed(nom, bailleur)) ?? true),
  );
  return all.length === 1 ? all[0] : undefined;
};
