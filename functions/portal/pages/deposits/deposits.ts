import type { PageDeps } from '../../page.ts';
import { eventPages } from './events.tsx';
import { explocPages } from './exploc.tsx';
import { filePages } from './files.tsx';
import { newPiecePages } from './new-piece.tsx';
import { piecePages } from './pieces.tsx';

/** What a partner deposits, and what became of it. */
export const depositPages = (deps: PageDeps) => ({
  ...piecePages(deps),
  ...newPiecePages(deps),
  ...explocPages(deps),
  ...eventPages(deps),
  ...filePages(deps),
});
