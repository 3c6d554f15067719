import { type Dit, hors, manque, porte } from '../engagement.ts';

/** CGL 77 et Familles rurales: charter, annexe 1. */
export const cgl = {
  'cgl-01': hors('information', 'diffuser la charte (CGL)', 'information'),
  'cgl-02': hors('information', 'informer et former les familles (Familles rurales)', 'formation'),
  'cgl-03': hors('information', 'moyens d’information et de formation (Familles rurales)', 'formation'),
  'cgl-04': hors('information', 'permanences sociales (Familles rurales)', 'accueil'),
  'cgl-05': porte('amiable', 'chercher une solution amiable (CGL)', '`intervention mediation`'),
  'cgl-06': manque(
    'amiable',
    'réduire la dette, chercher une créance de charges (CGL)',
    'la dette contestée',
  ),
  'cgl-07': hors('amiable', 'défendre le consommateur (Familles rurales)', 'action de l’association'),
  'cgl-08': hors(
    'amiable',
    'défendre les intérêts des familles (Familles rurales)',
    'action de l’association',
  ),
  'cgl-09': porte('maintien', 'orienter vers les aides (CGL)', '`intervention information`'),
  'cgl-10': porte(
    'accompagnement',
    'orienter vers l’accompagnement social (CGL)',
    '`intervention information`',
  ),
  'cgl-11': porte(
    'accompagnement',
    'accompagner les démarches du locataire (CGL)',
    '`suiteOrientation association`',
    { indicateurs: ['cgl.interventions'] },
  ),
  'cgl-12': porte('relogement', 'mutations vers un logement adapté (CGL)', '`relogement mutation`'),
  'cgl-13': hors(
    'coordination',
    'porter la charte dans les commissions d’attribution (CGL)',
    'commissions tenues ailleurs',
  ),
  'cgl-14': hors(
    'coordination',
    'représenter le consommateur dans les instances (Familles rurales)',
    'représentation',
  ),
} as const satisfies Record<string, Dit>;
