import type { FC } from 'hono/jsx';
import type { PieceItem } from '../../../../shared/store/pieces.ts';
import type { ToldIssue } from '../../forms/field-errors.ts';
import { Badge } from '../kit/words.tsx';

type BadgeKind = 'error' | 'warning' | 'success' | 'info';

/** How each state of a piece reads, and what it means. */
export const statuses = {
  awaited: {
    word: 'Fichier attendu',
    kind: 'info',
    about: 'Les renseignements sont notés ; il reste à envoyer le fichier.',
  },
  analysed: {
    word: 'En cours d’analyse',
    kind: 'info',
    about:
      'Le fichier est reçu : l’antivirus l’examine, puis il est ouvert. Cela prend d’ordinaire moins d’une minute.',
  },
  accepted: {
    word: 'Enregistrée',
    kind: 'success',
    about: 'La pièce est enregistrée ; son accusé fait foi.',
  },
  pending: {
    word: 'Enregistrée, à vérifier',
    kind: 'warning',
    about:
      'La pièce est enregistrée, et son accusé fait foi. Un agent de l’État doit encore préciser un point du dossier.',
  },
  refused: {
    word: 'Refusée',
    kind: 'error',
    about: 'Le fichier n’a pas été retenu, pour ce qui suit. Rien n’est enregistré.',
  },
} as const satisfies Record<string, { word: string; kind: BadgeKind; about: string }>;
export type ShownStatus = keyof typeof statuses;

/** The state of a piece for its reader. @param isSent its file has just been sent: it is being looked at */
export const shownStatus = ({ status }: Pick<PieceItem, 'status'>, isSent = false): ShownStatus =>
  status === 'awaited' && isSent ? 'analysed' : status;

export const StatusBadge: FC<{ status: ShownStatus }> = ({ status }) => (
  <Badge kind={statuses[status].kind}>{statuses[status].word}</Badge>
);

/** Issues, each by the name of what it is about. Nothing where there is none. */
export const Issues: FC<{ title: string; of: readonly ToldIssue[] }> = ({ title, of }) =>
  of.length === 0 ? null : (
    <>
      <h2 class="fr-h5 fr-mt-4w">{title}</h2>
      <ul data-motifs={title === 'Pourquoi' ? '' : undefined}>
        {of.map(({ about, text }) => (
          <li>
            {about === undefined ? null : <strong>{about} : </strong>}
            {text}
          </li>
        ))}
      </ul>
    </>
  );
