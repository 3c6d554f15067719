import { type Dit, hors, porte } from '../engagement.ts';

/** Banque de France: charter, annexe 1. */
export const bdf = {
  'bdf-01': porte(
    'coordination',
    'participer à la CCAPEX',
    'siège, invitation : `/commissions/:commission/seances/:seance`',
  ),
  'bdf-02': porte(
    'coordination',
    'dire un surendettement quand une commission l’interroge',
    'question, mél `questionBdf`, et réponse : `/commissions/:commission/seances/:seance/situations/:situation`',
    { indicateurs: ['bdf.dossiersExpulsion'] },
  ),
  'bdf-03': porte(
    'coordination',
    'proposer la suspension dès la recevabilité',
    'alerte `suspensionAProposer` ; `surendettement recevabilite`, `suspensionExpulsion`',
  ),
  'bdf-04': porte('coordination', 'prendre l’avis de l’État', 'alerte et événement `avisSuspension`'),
  'bdf-05': hors('coordination', 'réfléchir à l’indemnisation des bailleurs', 'groupe de réflexion'),
} as const satisfies Record<string, Dit>;
