import { moments, organismesEnquete } from '../events/support.ts';

/** When an enquiry is made: at the assignation, where it is the DSF; at the réquisition, where the charter asks for a second one. */
export type Moment = (typeof moments)[number];
export const estMoment = (text: string): text is Moment => moments.some((one) => one === text);
export const momentNames: Readonly<Record<Moment, string>> = {
  assignation: 'à l’assignation',
  requisition: 'à la réquisition',
};

/** The bodies that make enquiries (charter A1 État, Département, CCAS). */
export type Enqueteur = (typeof organismesEnquete)[number];
export const enqueteurNames: Readonly<Record<Enqueteur, string>> = { mds: 'MDS', ccas: 'CCAS' };

/**
 * The body that a family of partners is; undefined for one that makes no enquiry. The registry says a partner's family by its code too:
 * `ccas-meaux` is of `ccas`.
 */
export const enqueteurDe = (code: string): Enqueteur | undefined =>
  organismesEnquete.find((one) => code === one || code.startsWith(`${one}-`));
