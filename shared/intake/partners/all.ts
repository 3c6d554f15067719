import { actionLogement } from './action-logement/partner.ts';
import { adil } from './adil/partner.ts';
import { association } from './association/partner.ts';
import { bailleur } from './bailleur/partner.ts';
import { bdf } from './bdf/partner.ts';
import { caf, msa } from './caf-msa/partner.ts';
import { ccapex } from './ccapex/partner.ts';
import { clpil } from './clpil/partner.ts';
import { comed } from './comed/partner.ts';
import { etat } from './etat/partner.ts';
import { fsl } from './fsl/partner.ts';
import { huissier } from './huissier/partner.ts';
import { ccas, mds } from './mds-ccas/partner.ts';
import type { Partner } from './partner.ts';
import { siao } from './siao/partner.ts';
import { tribunal } from './tribunal/partner.ts';

/** All the partners (charter A1). A new partner is a folder, and a line here. */
export const partners: readonly Partner[] = [
  caf,
  msa,
  bdf,
  huissier,
  bailleur,
  mds,
  ccas,
  association,
  adil,
  siao,
  actionLogement,
  clpil,
  ccapex,
  comed,
  fsl,
  tribunal,
  etat,
];

/**
 * The partner, or the family, that a sender's code belongs to; undefined when there is none.
 *
 * @example partnerOfSender('bailleur-habitat-exemple')?.code // 'bailleur'
 */
export const partnerOfSender = (sender: string): Partner | undefined =>
  partners.find(({ code, many }) => (many ? sender.startsWith(`${code}-`) : sender === code));

/**
 * Value by which the metric counts a sender: its family. CloudWatch bills each value of a dimension every month; the log line
 * `message.received` names each sender.
 */
export const countedAs = (sender: string): string => partnerOfSender(sender)?.code ?? sender;
