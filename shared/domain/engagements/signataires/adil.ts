import { type Dit, hors, porte } from '../engagement.ts';

/** ADIL: charter, annexe 1. */
export const adil = {
  'adil-01': hors('information', 'informer le public dans ses centres et permanences', 'accueil', {
    indicateurs: ['adil.contacts', 'adil.recues'],
  }),
  'adil-02': hors('information', 'informer locataires et bailleurs privés de leurs droits', 'accueil'),
  'adil-03': hors('information', 'expliquer les procédures et les aides', 'accueil'),
  'adil-04': hors('information', 'brochures', 'imprimés'),
  'adil-05': porte(
    'accompagnement',
    'informer les ménages orientés au commandement de payer',
    'la lettre de l’alerte `orientationMenage` y renvoie',
  ),
  'adil-06': porte(
    'coordination',
    'participer à la CCAPEX',
    'siège, invitation : `/commissions/:commission/seances/:seance`',
  ),
  'adil-07': hors('coordination', 'manifestations des partenaires', 'rencontres'),
  'adil-08': hors('coordination', 'former les services sociaux et les associations', 'formation'),
  'adil-09': porte(
    'coordination',
    'appui juridique à la demande des partenaires ou des instances',
    'issue de séance `decisionClpil appuiJuridique`, `intervention appuiJuridique` ; `suiteOrientation adil`',
    { indicateurs: ['adil.interventions'] },
  ),
  'adil-10': hors('coordination', 'permanences sur les expulsions', 'accueil'),
} as const satisfies Record<string, Dit>;
