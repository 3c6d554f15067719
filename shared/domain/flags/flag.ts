import type { CivilDate } from '../calendar/civil-date.ts';

/** Something in a case that does not hold together, or that an agent should look at. Never an error: nothing is refused for it. */
export type Flag = {
  /** Stable, for programs. */
  code: FlagCode;
  /** What it is about, in French, without personal data. */
  message: string;
  /** The fact that raises it. */
  since: CivilDate;
};

export const flagCodes = [
  'assignationSansCommandementDePayer',
  'assignationSansConge',
  'assignationTropTot',
  'assignationAvantDelaiCcapex',
  'audienceTropProche',
  'audienceAvantAssignation',
  'decisionSansAssignation',
  'echeanceSansDelaiDePaiement',
  'commandementDeQuitterSansTitre',
  'commandementNonPorteAuPrefet',
  'demandeCfpSansCommandement',
  'demandeCfpPrematuree',
  'decisionCfpSansDemande',
  'executionSansConcours',
  'expulsionPendantLaTreve',
  'expulsionPendantLaSuspension',
  'delaiDuJugeHorsBornes',
  'suspensionTropLongue',
  'impayeInconnuDesOrganismes',
  'motifsDifferents',
  'faitApresLaFin',
  'doublonAccompagnement',
] as const;
export type FlagCode = (typeof flagCodes)[number];
