import type { Partner } from '../../shared/intake/partners/partner.ts';
import type { Depositor } from '../../shared/store/pieces.ts';
import type { Reader } from './views/layout.tsx';

/** The partner that a page is about, and who reads it. */
export type Here = {
  code: string;
  name: string;
  family: Partner;
  /** Whether its partnership is open today: one that has ended only reads. */
  maySend: boolean;
  reader: Reader;
  by: Depositor;
};

/** Études deposit pieces; all others send events and files. */
export const isEtude = ({ family }: Pick<Here, 'family'>): boolean => family.code === 'etude';

/** Address of a page of a partner. */
export const under = ({ code }: Pick<Here, 'code'>, path: string): string => `/partenaires/${code}${path}`;
