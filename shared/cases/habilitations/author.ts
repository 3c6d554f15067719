import type { Habilitation } from '../../domain/habilitation/habilitation.ts';
import { overOf } from '../../domain/habilitation/habilitation.ts';

/** Who changes a right, and when (ISO UTC). `person`: their id, where a page knows it; none for who operates the hub by command. */
export type Author = { by: string; at: string; person?: string | undefined };

/** What a right is, in a few words, as changes keep it. */
export const toldRight = (one: Habilitation): string =>
  `${[one.role, overOf(one)].filter(Boolean).join(' ')}, du ${one.from}${one.to === undefined ? '' : ` au ${one.to}`}, donnée par ${one.by} (${one.id})`;
