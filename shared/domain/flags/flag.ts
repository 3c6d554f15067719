import type { CivilDate } from '../calendar/civil-date.ts';

/** A contradiction in a case, or something an agent should look at. Never an error: no message is refused for it. */
export type Flag = {
  /** Stable, for programs. */
  code: FlagCode;
  /** What to look at, in French, without personal data. */
  message: string;
  /** Date of the fact that raises it. */
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
