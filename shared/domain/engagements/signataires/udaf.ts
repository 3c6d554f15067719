import { type Dit, hors, porte } from '../engagement.ts';

/** UDAF: charter, annexe 1. */
export const udaf = {
  'udaf-01': porte(
    ['information', 'amiable', 'maintien', 'accompagnement', 'relogement'],
    'suivre ces objectifs dans ses mesures (protection, MASP, ASLL)',
    '`accompagnement masp`, `accompagnement asll`',
  ),
  'udaf-02': hors('coordination', 'relayer l’information sur les dispositifs', 'réseau des associations', {
    indicateurs: ['udaf.actions'],
  }),
  'udaf-03': hors('coordination', 'soutenir la concertation par ses représentants', 'représentation'),
  'udaf-04': porte(
    'coordination',
    'impliquer ses services dans les dispositifs',
    'siège et invitation en commission : `/commissions/:commission/seances/:seance` ; lettres au tuteur ou curateur : `/commissions/:commission/seances/:seance/fichiers/:fichier`',
  ),
} as const satisfies Record<string, Dit>;
