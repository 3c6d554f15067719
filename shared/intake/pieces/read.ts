import type { Piece } from '../../domain/events/common.ts';
import type { Issue } from '../../outbound/replies/issue.ts';

/** What an upload holds, as far as it could be read, or why it is refused before its data are. */
export type Read = {
  raw: string;
  piece: Piece | undefined;
  refusal: Issue | undefined;
  /** What its étude named its data. */
  path: string;
  /** Its reader must not meet it again: it is put apart. */
  apart: boolean;
};
