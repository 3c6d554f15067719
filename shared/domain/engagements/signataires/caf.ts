import { type Dit, hors, manque, porte } from '../engagement.ts';

/** CAF: charter, annexe 1. */
export const caf = {
  'caf-01': hors(
    'information',
    'téléprocédures et points relais contre le non-recours',
    'services de la CAF',
  ),
  'caf-02': hors('information', 'séances collectives pour les bailleurs privés', 'rencontres', {
    indicateurs: ['caf.reunionsCollectives', 'caf.proprietairesRencontres'],
  }),
  'caf-03': porte(
    'maintien',
    '40 % des bailleurs sociaux sur IDEAL',
    'ce que la CAF en déclare chaque année : `chiffres.v1`, `/partenaires/:partenaire/chiffres`',
    { indicateurs: ['caf.partIdeal'] },
  ),
  'caf-04': porte(
    'maintien',
    'traiter 85 % des demandes d’aide en 15 jours ouvrés, 100 % des minima en 10',
    'ce que la CAF en déclare chaque année : `chiffres.v1`, `/partenaires/:partenaire/chiffres`',
    { indicateurs: ['caf.partAidesTraitees', 'caf.partMinimaTraites'] },
  ),
  'caf-05': manque(
    'accompagnement',
    'offre de service avant la procédure, parc privé, moins de deux loyers',
    'une sorte d’événement pour cette offre',
    { indicateurs: ['caf.offresDeService', 'caf.famillesRencontrees'] },
  ),
  'caf-06': porte(
    'coordination',
    'contribuer à la CCAPEX',
    '`saisineCcapex` ; décision sur l’aide, lue sur sa file : `decisionCcapex`, `decision-aide.v1`, `/commissions/:commission/aides`, `passerelle ccapex`',
    { indicateurs: ['caf.saisinesCcapex'] },
  ),
  'caf-07': hors(
    'coordination',
    'réfléchir à l’échange d’informations avec les CLPIL',
    'groupe de réflexion',
  ),
  'caf-08': porte(
    'coordination',
    'échanger avec l’État sur les situations complexes',
    'siège en CCAPEX : `/commissions/:commission/seances/:seance/liste`',
    { manque: 'le registre des agents habilités à Cdap' },
  ),
  'caf-09': hors(
    'coordination',
    'partenariat avec les bailleurs de son schéma directeur',
    'conventions de la CAF',
  ),
} as const satisfies Record<string, Dit>;
