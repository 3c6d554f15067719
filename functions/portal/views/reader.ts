import type { Scope } from '../../../shared/domain/habilitation/habilitation.ts';

/** What every page says of who reads it. */
export type Reader = { name: string; formToken: string; scope: Scope };
