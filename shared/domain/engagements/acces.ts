import type { Scope } from '../habilitation/habilitation.ts';
import { type Engagement, type Signataire, signataireCodes } from './engagement.ts';

/** What partners' codes begin with, and the signatory that each is of. The longest that fits says it: UDAF and CGL are associations too. */
const familles: readonly (readonly [prefix: string, signataire: Signataire])[] = [
  ['association-adil', 'adil'],
  ['association-udaf', 'udaf'],
  ['association-cgl', 'cgl'],
  ['association-familles-rurales', 'cgl'],
  ['bailleur-fnaim', 'fnaim'],
  ['bailleur-snpi', 'fnaim'],
  ['action-logement', 'action-logement'],
  ['association', 'associations'],
  ['bailleur', 'aorif'],
  ['etude', 'huissiers'],
  ['mds', 'departement'],
  ['fsl', 'departement'],
  ['ccas', 'ccas'],
  ['adil', 'adil'],
  ['caf', 'caf'],
  ['msa', 'msa'],
  ['bdf', 'bdf'],
  ['siao', 'siao'],
];

/**
 * The signatory that a partner is of; undefined for one that signs nothing (a commission, a court). Who represents private landlords, CGL, UDAF or
 * ADIL is known by the name in their code.
 *
 * @example signataireDe('mds-meaux') // 'departement'
 */
export const signataireDe = (partner: string): Signataire | undefined =>
  familles.find(([prefix]) => partner === prefix || partner.startsWith(`${prefix}-`))?.[1];

/** The signatories for which a person speaks: an agent, who leads the charter for the State, for all; others, for their partners' own. */
export const signatairesDe = ({ agent, partners }: Pick<Scope, 'agent' | 'partners'>): Signataire[] => {
  if (agent.size > 0) return [...signataireCodes];
  const own = new Set([...partners].map(signataireDe));
  return signataireCodes.filter((one) => own.has(one));
};

/** Whether a person may read the register: a reviewer, and whoever may say something of it, reads the whole, which names nobody. */
export const litLeSuivi = (scope: Pick<Scope, 'agent' | 'relecteur' | 'partners'>): boolean =>
  scope.relecteur.size > 0 || signatairesDe(scope).length > 0;

/** Whether a person may say what became of a commitment. What all signed together, an agent says. */
export const ditDe = (
  scope: Pick<Scope, 'agent' | 'partners'>,
  { signataire }: Pick<Engagement, 'signataire'>,
): boolean => signatairesDe(scope).includes(signataire);
