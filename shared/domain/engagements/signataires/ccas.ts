import { type Dit, hors, porte } from '../engagement.ts';

/** CCAS: charter, annexe 1. */
export const ccas = {
  'ccas-01': porte(
    'amiable',
    'repérer et orienter les ménages en difficulté',
    '« qui suit ce ménage ? » : `/qui-suit`',
  ),
  'ccas-02': porte(
    'amiable',
    'encourager les CLPIL et y participer',
    'communes sans CLPIL : `/commissions/couverture` ; siège : `/commissions`',
  ),
  'ccas-03': porte(
    'amiable',
    'envoyer à l’État le relevé quand le CCAS tient le secrétariat',
    '`/commissions/:commission/seances/:seance/releve` ; mél `releveManquant`',
  ),
  'ccas-04': hors('maintien', 'faire connaître les nouveaux outils aux CCAS', 'animation du réseau'),
  'ccas-05': porte(
    'accompagnement',
    'accompagner les ménages orientés au commandement de payer',
    '`suiteOrientation ccas`',
  ),
  'ccas-06': porte(
    'coordination',
    'représenter les CCAS en CCAPEX',
    'siège, invitation : `/commissions/:commission/seances/:seance`',
  ),
  'ccas-07': porte(
    'coordination',
    'faire les enquêtes d’avant l’audience, avec les MDS',
    'un organisme désigné, l’autre prévenu : `/diagnostics`, `/dossiers/:dossier/enquete` ; `enqueteSociale`',
  ),
  'ccas-08': porte(
    'coordination',
    'faire celles d’avant le concours, avec les MDS',
    '`enqueteSociale requisition` ; alerte `enqueteRequisitionTardive`',
  ),
} as const satisfies Record<string, Dit>;
