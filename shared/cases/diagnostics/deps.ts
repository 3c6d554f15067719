import type { DiagnosticStore } from '../../store/diagnostics.ts';
import type { RecordDeps } from '../recording/record-event.ts';

/** What the work of social enquiries reaches. */
export type DiagnosticDeps = RecordDeps & { store: DiagnosticStore };

/** Why something was not done, in words for who asked. */
export type RefusDsf = { code: string; texte: string };
/** What came of something asked: done, refused, or overtaken by somebody else's change. */
export type Suite<T = object> =
  | ({ kind: 'fait' } & T)
  | { kind: 'refus'; refus: RefusDsf }
  | { kind: 'change' };

export const refuser = (code: string, texte: string): { kind: 'refus'; refus: RefusDsf } => ({
  kind: 'refus',
  refus: { code, texte },
});
