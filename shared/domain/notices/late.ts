import type { AlertName } from '../delays/rules/all.ts';

/** The alerts that say a body has not done what was asked of it, and which body. */
const lateBodies: Partial<Record<AlertName, string>> = {
  impayeNonSignale: 'bailleur',
  planApurementAttendu: 'bailleur',
  reponseFslAttendue: 'FSL',
  enqueteTardive: 'MDS ou CCAS',
  enqueteRequisitionTardive: 'MDS ou CCAS',
  diagnosticManquant: 'MDS ou CCAS',
  diagnosticCcapexManquant: 'MDS ou CCAS',
  receptionCommandementAVerifier: 'commissaire de justice',
  receptionCommandementRappel: 'commissaire de justice',
  compteRenduManquant: 'commissaire de justice',
  protocoleRappel: 'bailleur',
};

/** The body that is late, where an alert says that one is. */
export const lateBodyOf = (template: string): string | undefined =>
  Object.entries(lateBodies).find(([name]) => name === template)?.[1];
