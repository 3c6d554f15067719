import * as z from 'zod/mini';
import { type ArrondissementCode, arrondissementCodeSchema } from '../events/household.ts';
import { arrondissementNames } from '../territory/arrondissements.ts';

/**
 * What a named person may do. «individuellement désignés et spécialement habilités»: décret 2025-348 of 17 April 2025, article 3, for
 * EXPLOC, whose rule the hub takes for itself.
 */
export const roles = {
  agent: {
    about: 'agent de l’État : dossiers, alertes et actes de ses arrondissements',
    of: 'arrondissements',
  },
  relecteur: {
    about: 'tranche les rapprochements et les communes de ses arrondissements',
    of: 'arrondissements',
  },
  partenaire: { about: 'dépose pour un partenaire et lit ce qui lui a été répondu', of: 'partner' },
  administrateur: { about: 'habilitations, registre, boîtes', of: 'hub' },
  dpd: { about: 'protection des données : qui a lu quoi', of: 'hub' },
} as const satisfies Record<string, { about: string; of: 'arrondissements' | 'partner' | 'hub' }>;
export type Role = keyof typeof roles;

const own = {
  /** Names it among those of its person. */
  id: z.string(),
  /** First day, and the day from which it gives nothing; Europe/Paris. */
  from: z.iso.date(),
  to: z.optional(z.iso.date()),
  /** Who gave it, and that person's id where a page knew them. */
  by: z.string(),
  byPerson: z.optional(z.string()),
  /** The last half-yearly review at which an administrator confirmed it: the day, Europe/Paris, and who. */
  confirmed: z.optional(z.object({ on: z.iso.date(), by: z.string() })),
};
const over = <R extends Role>(role: R) =>
  z.object({
    ...own,
    role: z.literal(role),
    arrondissements: z.array(arrondissementCodeSchema).check(z.minLength(1)),
  });

/** One right of one person: a role, and over what. */
export const habilitationSchema = z.discriminatedUnion('role', [
  over('agent'),
  over('relecteur'),
  z.object({ ...own, role: z.literal('partenaire'), partner: z.string() }),
  z.object({ ...own, role: z.literal('administrateur') }),
  z.object({ ...own, role: z.literal('dpd') }),
]);
export type Habilitation = z.infer<typeof habilitationSchema>;

/** What a right is over, in words: «Provins, Torcy», a partner's code; empty when it is the whole hub. */
export const overOf = (one: Habilitation): string => {
  switch (one.role) {
    case 'agent':
    case 'relecteur':
      return one.arrondissements.map((code) => arrondissementNames[code]).join(', ');
    case 'partenaire':
      return one.partner;
    case 'administrateur':
    case 'dpd':
      return '';
  }
};

/** Whether two rights give the same, over the same, for the same days, whoever gave them. */
export const isSameRight = (a: Habilitation, b: Habilitation): boolean =>
  a.role === b.role && overOf(a) === overOf(b) && a.from === b.from && a.to === b.to;

/** Those that give something on a day. @param today Europe/Paris */
export const inForce = (all: readonly Habilitation[], today: string): Habilitation[] =>
  all.filter(({ from, to }) => from <= today && (to === undefined || today < to));

/** What a person may do on a day, all their rights together. */
export type Scope = {
  readonly agent: ReadonlySet<ArrondissementCode>;
  readonly relecteur: ReadonlySet<ArrondissementCode>;
  /** Codes of the partners the person speaks for. */
  readonly partners: ReadonlySet<string>;
  readonly isAdministrateur: boolean;
  readonly isDpd: boolean;
};

/** @param today Europe/Paris */
export const scopeOf = (all: readonly Habilitation[], today: string): Scope => {
  const now = inForce(all, today);
  const over = (role: 'agent' | 'relecteur'): Set<ArrondissementCode> =>
    new Set(now.flatMap((one) => (one.role === role ? one.arrondissements : [])));
  return {
    agent: over('agent'),
    relecteur: over('relecteur'),
    partners: new Set(now.flatMap((one) => (one.role === 'partenaire' ? [one.partner] : []))),
    isAdministrateur: now.some(({ role }) => role === 'administrateur'),
    isDpd: now.some(({ role }) => role === 'dpd'),
  };
};

/**
 * Whether a person's rights reach a case as an agent, as a reviewer, or as either (`state`). A case whose commune is not certain yet is
 * everybody's who settles communes: nobody knows whose it will be.
 */
export const reachesCase = (
  { agent, relecteur }: Scope,
  as: 'state' | 'agent' | 'relecteur',
  arrondissement: ArrondissementCode | undefined,
): boolean => {
  if (arrondissement === undefined) return as !== 'agent' && relecteur.size > 0;
  return (
    (as !== 'relecteur' && agent.has(arrondissement)) || (as !== 'agent' && relecteur.has(arrondissement))
  );
};
