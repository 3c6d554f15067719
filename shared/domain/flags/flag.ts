import type { CivilDate } from '../calendar/civil-date.ts';

/** A contradiction in a case, or something an agent should look at. Never an error: no message is refused for it. */
export type Flag = {
  /** Stable, for programs. */
  code: FlagCode;
  /** What to look at, in French, without personal data. */
  message: string;
  /** Date of the fact that raises it: it is shown from that day on. */
  since: CivilDate;
};

export const flagCodes = [
  'assignationSansCommandementDePayer',
  'assignationSansConge',
  'assignationTropTot',
  'delaiCommandementAVerifier',
  'recevabilitePendantCommandement',
  'assignationAvantDelaiCcapex',
  'assignationSansSaisineCcapex',
  'audienceTropProche',
  'audienceAvantAssignation',
  'audiencesDifferentes',
  'decisionSansAssignation',
  'echeanceSansDelaiDePaiement',
  'commandementDeQuitterSansTitre',
  'commandementNonPorteAuPrefet',
  'demandeCfpSansCommandement',
  'receptionAVerifier',
  'demandeCfpPrematuree',
  'demandeCfpDuBailleur',
  'titreNonExecutoire',
  'decisionCfpSansDemande',
  'executionSansConcours',
  'expulsionPendantLaTreve',
  'expulsionPendantLaSuspension',
  'delaiDuJugeHorsBornes',
  'suspensionTropLongue',
  'lettreClpilTardive',
  'regimeAConfirmer',
  'impayeInconnuDesOrganismes',
  'motifsDifferents',
  'faitApresLaFin',
  'doublonAccompagnement',
] as const;
export type FlagCode = (typeof flagCodes)[number];
