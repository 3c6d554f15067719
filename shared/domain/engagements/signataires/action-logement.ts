import { type Dit, hors, manque, porte } from '../engagement.ts';

/** Action Logement: charter, annexe 1. */
export const actionLogement = {
  'action-logement-01': porte(
    'maintien',
    'traiter les impayés par ses dispositifs',
    '`aideActionLogement pretAllegement`, `aideActionLogement locaPass`, `aideActionLogement visale`',
    {
      indicateurs: [
        'actionLogement.locaPass',
        'actionLogement.locaPassImpayes',
        'actionLogement.pretsAllegement',
        'actionLogement.visale',
        'actionLogement.visaleImpayes',
      ],
    },
  ),
  'action-logement-02': manque(
    'maintien',
    'engager les démarches d’aide avec le locataire',
    'son contrat ne dit que ses propres aides',
  ),
  'action-logement-03': hors('relogement', 'assouplir les règles de relogement', 'groupe de réflexion'),
  'action-logement-04': porte(
    'coordination',
    'participer à la CCAPEX',
    'siège, invitation : `/commissions/:commission/seances/:seance`',
  ),
} as const satisfies Record<string, Dit>;
