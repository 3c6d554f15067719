import type { CaseEventKind } from '../domain/events/case-event.ts';

/** What a mail says of one kind of event: its name, what is expected of the agent, and under which text. */
export type Step = { title: string; expected: string; source: string };

/** The texts of each step, in French as agents read them (charter A1 and A4; sources checked in the law cited). */
export const steps: Record<CaseEventKind, Step> = {
  impaye: {
    title: 'Impayé de loyer signalé',
    expected: 'Vérifier que le ménage est connu des partenaires et orienté.',
    source: 'Charte de prévention des expulsions 2018-2023, annexe 1 (CAF, MSA)',
  },
  commandementDePayer: {
    title: 'Commandement de payer',
    expected: 'Orienter le ménage vers l’ADIL, la MDS et le CCAS, dès réception.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 I ; charte, annexe 1 (État)',
  },
  assignation: {
    title: 'Assignation',
    expected: 'Demander sans attendre l’enquête sociale à la MDS ou au CCAS.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 III ; charte, annexe 1 (État)',
  },
  decision: {
    title: 'Décision du juge',
    expected:
      'Noter le sens de la décision ; parc social et bail résilié : suivre le protocole de cohésion sociale.',
    source: 'Charte, annexe 4',
  },
  commandementDeQuitterLesLieux: {
    title: 'Commandement de quitter les lieux',
    expected: 'Prendre en compte le délai avant une demande de concours de la force publique.',
    source: 'Code des procédures civiles d’exécution, art. L412-1 et L412-5',
  },
  demandeCfp: {
    title: 'Demande de concours de la force publique',
    expected: 'Demander la seconde enquête sociale et décider dans les deux mois.',
    source: 'Code des procédures civiles d’exécution, art. L153-1 et R153-1',
  },
  executionCfp: {
    title: 'Compte rendu d’exécution du concours de la force publique',
    expected: 'Mettre à jour le suivi du concours accordé.',
    source: 'Charte, annexe 1 (huissiers de justice)',
  },
  procesVerbal: {
    title: 'Procès-verbal',
    expected: 'Mettre à jour le suivi du dossier.',
    source: 'Code des procédures civiles d’exécution, art. R432-1',
  },
  departVolontaire: {
    title: 'Départ volontaire',
    expected: 'Aucune action : l’occupant a quitté le logement.',
    source: 'Charte, annexe 4',
  },
  surendettement: {
    title: 'Surendettement',
    expected: 'À la recevabilité, examiner une suspension de la procédure ; elle n’est pas de droit.',
    source: 'Code de la consommation, art. L722-6 à L722-9 ; charte, annexe 1 (Banque de France)',
  },
  communeConfirmee: {
    title: 'Commune confirmée',
    expected: 'Aucune action.',
    source: 'Charte, annexe 6',
  },
};
