import type { Piece } from '../../domain/events/common.ts';
import type { Issue } from '../../outbound/replies/issue.ts';

/** What could be read of an upload, or why it is refused before its data are read. */
export type Read = {
  raw: string;
  piece: Piece | undefined;
  refusal: Issue | undefined;
  /** What the étude is told of a piece that is kept. */
  warning?: Issue | undefined;
  /** Name that the étude gave its data. */
  path: string;
  /** The piece exhausted its reader, and must not be read again: it is set apart. */
  apart: boolean;
};
