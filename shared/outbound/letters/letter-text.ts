import type { Contact } from '../directory.ts';

export type Formation = 'nord' | 'sud';

/** A letter from a secretariat of CCAPEX to a household. It does not name the household: a mail is not a safe place (domain §8). */
export type Letter = {
  caseId: string;
  day: string;
  formation: Formation;
  post: readonly string[];
  partners: { adil: Contact; mds: Contact; ccas: Contact };
};

/** The blocks of a letter, in order. `list` is a bulleted list; each item's `lead` is in bold. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'list'; items: { lead: string; text: string }[] };

export const letterheadOf = ({ formation }: Letter): string[] => [
  'CCAPEX de Seine-et-Marne',
  `Secrétariat ${formationName[formation]}`,
];
export const addresseeOf = ({ caseId }: Letter): string[] => [
  `Au ménage du dossier ${caseId}`,
  '(nom et adresse : à reporter depuis le dossier)',
];
export const OBJECT = 'Objet : des organismes peuvent vous aider à garder votre logement';
export const signatureOf = ({ formation }: Letter): string =>
  `Le secrétariat ${formationName[formation]} de la CCAPEX de Seine-et-Marne`;

const formationName = { nord: 'Nord', sud: 'Sud' } as const;

/** The letter's body, in plain words: its reader may be frightened. */
export const bodyOf = ({ caseId, partners: { adil, mds, ccas } }: Letter): Block[] => [
  { kind: 'paragraph', text: 'Madame, Monsieur,' },
  {
    kind: 'paragraph',
    text: 'Un commissaire de justice vous a remis un commandement de payer, parce que des loyers ou des charges n’ont pas été réglés. Ce n’est pas une décision d’expulsion : vous avez encore le temps d’agir, et vous n’êtes pas seul. Plus vous demandez de l’aide tôt, plus il y a de solutions.',
  },
  { kind: 'heading', text: 'Qui peut vous aider, gratuitement' },
  {
    kind: 'list',
    items: [
      {
        lead: capital(adil.nom),
        text: `(agence d’information sur le logement) : ses juristes vous expliquent vos droits et la procédure. ${reach(adil)}`,
      },
      {
        lead: capital(mds.nom),
        text: `(maison départementale des solidarités) : une assistante ou un assistant social étudie avec vous les aides possibles, dont le Fonds de solidarité pour le logement. ${reach(mds)}`,
      },
      {
        lead: capital(ccas.nom),
        text: `(centre communal d’action sociale) : ses agents vous aident dans vos démarches et pour les aides d’urgence. ${reach(ccas)}`,
      },
    ],
  },
  { kind: 'heading', text: 'Ce que vous pouvez faire dès maintenant' },
  {
    kind: 'list',
    items: [
      {
        lead: 'Lisez le commandement :',
        text: 'il dit la somme demandée et le délai pour payer ou trouver un accord.',
      },
      {
        lead: 'Payez de nouveau votre loyer et vos charges, en entier,',
        text: 'avant l’audience éventuelle : le juge n’accorde de délai pour payer qu’à cette condition. Proposez un échéancier à votre propriétaire.',
      },
      {
        lead: 'Prenez rendez-vous',
        text: 'avec l’un des organismes ci-dessus, avec cette lettre, le commandement, votre bail et vos derniers justificatifs de ressources.',
      },
    ],
  },
  { kind: 'heading', text: 'Votre situation est partagée avec ces trois organismes' },
  {
    kind: 'paragraph',
    text: `Pour qu’ils puissent vous aider, votre dossier leur est signalé. Leurs agents sont tenus au secret professionnel. La loi n° 2002-2 du 2 janvier 2002 prévoit que nous vous en informions. Vous pouvez vous y opposer : écrivez-nous à l’adresse ci-dessus, en rappelant la référence ${caseId}.`,
  },
  { kind: 'paragraph', text: 'Nous vous prions d’agréer, Madame, Monsieur, nos salutations respectueuses.' },
];

/** The household never sees a placeholder address. */
const reach = ({ mail }: Contact): string =>
  mail === undefined ? 'Coordonnées auprès de votre mairie.' : `Pour écrire : ${mail}.`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
