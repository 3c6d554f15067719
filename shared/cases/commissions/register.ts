import { parisDay } from '../../domain/calendar/paris-day.ts';
import {
  type Commission,
  commissionSchema,
  type Fault,
  faultsOf,
} from '../../domain/commissions/commission.ts';
import type { Protocole } from '../../domain/commissions/protocole.ts';
import type { Answer } from '../recording/record-event.ts';
import type { CommissionDeps } from './deps.ts';

/** What came of a commission that a person described. */
export type Kept =
  | { kind: 'kept'; commission: Commission }
  | { kind: 'wrong'; faults: Fault[] }
  | { kind: 'changed' };

/**
 * Enters a commission, or puts a description in the place of the one it has. Its protocol's life stays: it is told by other words.
 *
 * @param described as a person wrote it, JSON already read
 */
export const keepCommission = async (
  { store }: Pick<CommissionDeps, 'store'>,
  described: unknown,
  { by, at }: Answer,
): Promise<Kept> => {
  const read = commissionSchema.safeParse(described);
  if (!read.success)
    return {
      kind: 'wrong',
      faults: read.error.issues.map(({ path, message }) => ({ path: path.join('.'), text: message })),
    };
  const faults = faultsOf(read.data);
  if (faults.length > 0) return { kind: 'wrong', faults };
  const before = await store.get(read.data.code);
  if (before && before.nature !== read.data.nature)
    return { kind: 'wrong', faults: [{ path: 'nature', text: 'une commission ne change pas de nature' }] };
  const protocole = before?.protocole ?? read.data.protocole;
  const commission = {
    ...read.data,
    version: (before?.version ?? 0) + 1,
    ...(protocole && { protocole }),
  };
  const kept = await store.save(commission, { by, at, what: before ? 'changée' : 'créée' });
  return kept ? { kind: 'kept', commission } : { kind: 'changed' };
};

const VIDE: Protocole = { signatures: [], bilans: [], denonciations: [], avenants: [] };

/** What happens to a protocol. */
export type FaitDuProtocole =
  | { fait: 'signaturePrevue'; le: string }
  | { fait: 'commissionPermanente'; le: string }
  | { fait: 'signature'; membre: string; le: string }
  | { fait: 'denonciation'; membre: string; le: string }
  | { fait: 'bilan'; annee: number; le: string }
  | { fait: 'avenant'; objet: string }
  | { fait: 'signatureAvenant'; rang: number; membre: string; le: string };

/**
 * Tells what happened to a CLPIL's protocol. The same again changes nothing.
 *
 * @throws nothing: what cannot be is said in `wrong`
 */
export const tellProtocole = async (
  { store }: Pick<CommissionDeps, 'store'>,
  commission: Commission,
  fait: FaitDuProtocole,
  { by, at }: Answer,
): Promise<Kept> => {
  const wrong = (path: string, text: string): Kept => ({ kind: 'wrong', faults: [{ path, text }] });
  if (commission.nature !== 'clpil') return wrong('nature', 'seule une CLPIL repose sur un protocole');
  if ('membre' in fait && !commission.membres.some(({ id }) => id === fait.membre))
    return wrong('membre', `${fait.membre} n’est pas un des signataires`);
  const isPast = fait.fait !== 'signaturePrevue' && 'le' in fait;
  if (isPast && fait.le > parisDay(at)) return wrong('le', 'une date passée, ou du jour, est attendue');
  const protocole = apply(commission.protocole ?? VIDE, fait);
  if (protocole === undefined) return wrong('rang', 'cet avenant n’existe pas');
  const next = { ...commission, version: commission.version + 1, protocole };
  const kept = await store.save(next, { by, at, what: `protocole : ${fait.fait}` });
  return kept ? { kind: 'kept', commission: next } : { kind: 'changed' };
};

const signed = (all: Protocole['signatures'], membre: string, on: string): Protocole['signatures'] => [
  ...all.filter((one) => one.membre !== membre),
  { membre, on },
];

const apply = (protocole: Protocole, fait: FaitDuProtocole): Protocole | undefined => {
  switch (fait.fait) {
    case 'signaturePrevue':
      return { ...protocole, signaturePrevue: fait.le };
    case 'commissionPermanente':
      return { ...protocole, commissionPermanente: fait.le };
    case 'signature':
      return { ...protocole, signatures: signed(protocole.signatures, fait.membre, fait.le) };
    case 'denonciation':
      return {
        ...protocole,
        denonciations: [
          ...protocole.denonciations.filter(({ membre }) => membre !== fait.membre),
          { membre: fait.membre, recueLe: fait.le },
        ],
      };
    case 'bilan':
      return {
        ...protocole,
        bilans: [
          ...protocole.bilans.filter(({ annee }) => annee !== fait.annee),
          { annee: fait.annee, presenteLe: fait.le },
        ],
      };
    case 'avenant':
      return { ...protocole, avenants: [...protocole.avenants, { objet: fait.objet, signatures: [] }] };
    case 'signatureAvenant': {
      const avenant = protocole.avenants[fait.rang];
      return (
        avenant && {
          ...protocole,
          avenants: protocole.avenants.with(fait.rang, {
            ...avenant,
            signatures: signed(avenant.signatures, fait.membre, fait.le),
          }),
        }
      );
    }
  }
};
