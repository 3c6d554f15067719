import { type Dit, hors, porte } from '../engagement.ts';

/** FNAIM et SNPI, bailleurs privés: charter, annexe 1. */
export const fnaim = {
  'fnaim-01': hors('information', 'joindre au bail les droits et obligations', 'imprimé'),
  'fnaim-02': porte(
    'amiable',
    'régler à l’amiable d’abord : plan d’apurement, FSL',
    '`planApurement signe`, `bailleur.v1`',
    { manque: 'l’aide du FSL que le bailleur suggère' },
  ),
  'fnaim-03': porte(
    'amiable',
    'solliciter l’ADIL ou la commission de conciliation',
    '`intervention mediation`',
    { manque: 'la conciliation ne se demande qu’en CLPIL, où le parc privé n’est pas examiné' },
  ),
  'fnaim-04': hors('amiable', 'accompagner les bailleurs privés', 'conseil des professionnels'),
  'fnaim-05': hors('maintien', 'demander le tiers payant dès le bail', 'dossier de la CAF'),
  'fnaim-06': hors('maintien', 'faire connaître VISALE', 'information'),
  'fnaim-07': hors('relogement', 'assouplir les règles de relogement', 'groupe de réflexion'),
  'fnaim-08': porte('relogement', 'reloger dans le parc privé avec les agences', '`relogement parcPrive`'),
  'fnaim-09': porte(
    'coordination',
    'signaler l’impayé à la CAF ou à la MSA en deux mois',
    '`saisineOrganisme` ; délai `signalementImpaye` ; alerte `impayeNonSignale`',
  ),
  'fnaim-10': porte(
    'coordination',
    'représenter les bailleurs privés en CCAPEX',
    'siège, invitation : `/commissions`',
  ),
  'fnaim-11': hors(
    'coordination',
    'un interlocuteur de la CAF pour les professionnels',
    'organisation de la CAF',
  ),
  'fnaim-12': porte(
    'coordination',
    'informer CAF, MSA et FSL dès l’impayé',
    'signalement `impayeInconnuDesOrganismes` ; `impaye`',
    { manque: 'le FSL n’est pas informé de l’impayé' },
  ),
  'fnaim-13': hors('coordination', 'réfléchir à l’indemnisation des bailleurs', 'groupe de réflexion'),
} as const satisfies Record<string, Dit>;
