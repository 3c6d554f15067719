import { assertNever } from '../../domain/assert-never.ts';
import { whoDoes } from '../../domain/commissions/commission.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import type { OrganismeDit, Suivi } from '../../domain/suivi/qui-suit.ts';
import { arrondissementNames } from '../../domain/territory/arrondissements.ts';
import type { CommissionStore } from '../../store/commissions.ts';
import type { PartnerEntry } from '../../store/partners.ts';
import { nomDeCode } from '../communications/mots.ts';
import { type Contact, contactOf } from '../directory.ts';
import type { AddressBook } from '../mailbox.ts';
import { ofCommune } from '../place.ts';

/** A body at work, in words, and whom to ring. */
export type SuiviDit = { titre: string; contact: Contact };
/** Where a household's dwelling is, and who is at work: what `demanderQuiSuit` gives. */
type Menage = {
  arrondissement: ArrondissementCode | undefined;
  commune: string;
  insee: string | undefined;
  suivis: readonly Suivi[];
};

/** What each body is called. */
const titresSuivi = {
  mds: 'Maison départementale des solidarités (MDS)',
  ccas: 'Centre communal d’action sociale (CCAS)',
  association: 'Association d’accompagnement',
  ccapex: 'CCAPEX, qui a examiné la situation',
  clpil: 'CLPIL, qui a examiné la situation',
  adil: 'ADIL (information sur le logement)',
  fsl: 'Fonds de solidarité pour le logement (FSL)',
} as const satisfies Record<OrganismeDit, string>;

/** The State's office of an arrondissement. @example bureauDeLEtat('771', book).nom // 'Prévention des expulsions, arrondissement de Meaux' */
export const bureauDeLEtat = (
  arrondissement: ArrondissementCode,
  { mailboxes }: Pick<AddressBook, 'mailboxes'>,
): Contact => ({
  nom: `Prévention des expulsions, arrondissement ${ofCommune(arrondissementNames[arrondissement])}`,
  mail: mailboxes.arrondissements[arrondissement],
});

type Known = {
  partenaire: (code: string) => Promise<Pick<PartnerEntry, 'code' | 'name' | 'contact'> | undefined>;
  commission: CommissionStore['get'];
};

const ofPartner = async (code: string | undefined, { partenaire }: Known): Promise<Contact | undefined> => {
  const entry = code === undefined ? undefined : await partenaire(code);
  // A partner entered without a name of its own is called by its family and its commune.
  return (
    entry && { nom: entry.name === entry.code ? nomDeCode(entry.code) : entry.name, mail: entry.contact }
  );
};

const ofCommission = async (code: string | undefined, known: Known): Promise<Contact | undefined> => {
  const commission = code === undefined ? undefined : await known.commission(code);
  if (!commission) return undefined;
  const secretary = whoDoes(commission, 'suivi');
  const mail = secretary?.mail ?? (await ofPartner(secretary?.partenaire, known))?.mail;
  return { nom: commission.nom, ...(mail !== undefined && { mail }) };
};

const contactDe = async (
  { organisme, code }: Suivi,
  { arrondissement, commune, insee }: Menage,
  { directory, mailboxes, ccapexFormations }: AddressBook,
  known: Known,
): Promise<Contact> => {
  switch (organisme) {
    case 'mds':
    case 'ccas':
    case 'adil':
    case 'association': {
      const accompagnants = code === undefined ? [] : [code];
      const found = contactOf(directory, { recipient: organisme, commune, insee, accompagnants });
      return found.mail === undefined ? ((await ofPartner(code, known)) ?? found) : found;
    }
    case 'fsl':
      return (await ofPartner(code ?? 'fsl', known)) ?? { nom: 'FSL, Département de Seine-et-Marne' };
    case 'ccapex': {
      const formation = arrondissement && ccapexFormations[arrondissement];
      return formation === undefined
        ? { nom: 'Secrétariat de la CCAPEX', mail: mailboxes.ccapex }
        : {
            nom: `Secrétariat ${formation === 'nord' ? 'Nord' : 'Sud'} de la CCAPEX`,
            mail: mailboxes.secretariatsCcapex[formation],
          };
    }
    case 'clpil':
      return (
        (await ofCommission(code, known)) ?? contactOf(directory, { recipient: 'clpil', commune, insee })
      );
    default:
      return assertNever(organisme);
  }
};

/** Whom to ring of the bodies at work for a household, in their order. A request or two for each that the directory does not have. */
export const contactsDe = (menage: Menage, book: AddressBook, known: Known): Promise<SuiviDit[]> =>
  Promise.all(
    menage.suivis.map(async (suivi) => ({
      titre: titresSuivi[suivi.organisme],
      contact: await contactDe(suivi, menage, book, known),
    })),
  );

/** The ways to a dwelling that shelters are to be told of (charter, annexe 1 SIAO: «leviers existant vers le logement»). */
export const leviers: readonly { nom: string; texte: string }[] = [
  {
    nom: 'SYPLO, le contingent préfectoral',
    texte:
      'un ménage prioritaire y est signalé par le service de l’État de son arrondissement, avec le numéro de sa demande de logement social.',
  },
  {
    nom: 'Accord collectif départemental (ACD)',
    texte:
      'un relogement chez un bailleur social, pour un ménage qui cumule les difficultés : le dossier se constitue avec le travailleur social qui suit le ménage (MDS, CCAS, association).',
  },
];
