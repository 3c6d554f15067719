/**
 * What the departmental charter 2018-2023 (annexe 6) gives of the State's services: mailboxes, postal addresses, the formations
 * of CCAPEX.
 */

/** INSEE codes of the arrondissements of Seine-et-Marne: Meaux, Melun, Provins, Fontainebleau, Torcy. */
export type ArrondissementCode = '771' | '772' | '773' | '774' | '775';

/** The two formations of CCAPEX. */
export type CcapexFormation = 'nord' | 'sud';

/** Where alerts go: one address for each role (annexe 6 of the charter). */
export type Mailboxes = {
  /** The State mailbox of each arrondissement. */
  arrondissements: Record<ArrondissementCode, string>;
  /** Complex cases referred to CCAPEX, any arrondissement. */
  ccapex: string;
  /** A landlord's referral to CCAPEX before assignation. */
  saisineCcapex: string;
  /** The secretariat of each formation of CCAPEX, which writes to households. */
  secretariatsCcapex: Record<CcapexFormation, string>;
  /** Those of the addresses above, or of the directory's, that want each notice as it comes: the others get a summary each morning. */
  atOnce: readonly string[];
};

const MEAUX_POST = [
  'Sous-préfecture de Meaux',
  'Bureau des expulsions locatives',
  '27, place de l’Europe',
  '77105 MEAUX',
] as const;
/** The charter prints the DDCS, which became the DDETS on 1 April 2021. Confirm the address before production. */
const DDETS_POST = [
  'Direction départementale de l’emploi, du travail et des solidarités',
  '20, quai Hippolyte Rossignol',
  '77000 MELUN',
] as const;
const PROVINS_POST = ['Sous-préfecture de Provins', '17, rue Sainte-Croix', '77487 PROVINS'] as const;

const MEAUX_MAILBOX = 'sp-meaux-expulsionslocatives@seine-et-marne.gouv.fr';
const DDCS_MAILBOX = 'ddc-logements@seine-et-marne.gouv.fr';

/**
 * The mailboxes printed in annexe 6 of the departmental charter 2018-2023, but CCAPEX's: it printed one person's. Each stage has its
 * own.
 */
export const CHARTER_MAILBOXES: Omit<Mailboxes, 'ccapex'> = {
  arrondissements: {
    '771': MEAUX_MAILBOX,
    '772': DDCS_MAILBOX,
    '773': 'sp-provins@seine-et-marne.gouv.fr',
    '774': DDCS_MAILBOX,
    '775': MEAUX_MAILBOX,
  },
  saisineCcapex: 'ddcs77-saisineccapex@seine-et-marne.gouv.fr',
  // The charter seats Nord at the sous-préfecture de Meaux; Sud is the DDETS (DDCS then), which runs both.
  secretariatsCcapex: { nord: MEAUX_MAILBOX, sud: DDCS_MAILBOX },
  atOnce: [],
};

/**
 * The service that runs the hub, and its mailbox. The charter prints no telephone of it: a stage adds its own, and the mails show
 * it.
 */
export const CHARTER_CONTACT = { service: 'DDETS de Seine-et-Marne', mail: DDCS_MAILBOX } as const;

/** Postal address of the service behind each arrondissement's mailbox; one element is one line. */
export const CHARTER_POST: Record<ArrondissementCode, readonly string[]> = {
  '771': MEAUX_POST,
  '772': DDETS_POST,
  '773': PROVINS_POST,
  '774': DDETS_POST,
  '775': MEAUX_POST,
};

/** The charter seats CCAPEX Nord at the sous-préfecture de Meaux: Nord takes the arrondissements of that mailbox, Sud the others. */
export const CHARTER_FORMATIONS: Record<ArrondissementCode, CcapexFormation> = {
  '771': 'nord',
  '772': 'sud',
  '773': 'sud',
  '774': 'sud',
  '775': 'nord',
};
