import type { Report } from '../rule.ts';

/** Why a delay is or is not carried to the next working day. */
export const acteDeProcedure: Report = {
  applies: true,
  reason:
    'délai d’un acte de procédure : expirant un samedi, un dimanche ou un jour férié, il court jusqu’au jour ouvrable suivant (CPC, art. 642)',
};
export const silenceAdministration: Report = {
  applies: false,
  reason:
    'le silence de l’administration vaut décision au terme exact, même un samedi, un dimanche ou un jour férié',
};
export const aRebours: Report = {
  applies: false,
  reason: 'délai compté à rebours : le reporter après son terme le ferait manquer',
};
export const delaiAdministratif: Report = {
  applies: false,
  reason: 'délai d’information entre partenaires : aucun report, pour prévenir à temps',
};
export const dateFixee: Report = { applies: false, reason: 'date fixée : aucun report' };
