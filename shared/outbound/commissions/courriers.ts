import { addDays, type CivilDate, dateAloud } from '../../domain/calendar/civil-date.ts';
import { type Commission, type Membre, natureNames, whoDoes } from '../../domain/commissions/commission.ts';
import { issues as issueNames } from '../../domain/commissions/issues.ts';
import { nomDe, type Seance, type Situation } from '../../domain/commissions/seance.ts';
import { type Organisme, organismes } from '../../domain/events/organismes.ts';
import { words } from '../../domain/notices/words.ts';
import { type Courrier, courriersPdf } from '../letters/courrier.ts';
import type { Block } from '../letters/letter-text.ts';

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const heading = (text: string): Block => ({ kind: 'heading', text });
const SALUT = paragraph('Nous vous prions d’agréer, Madame, Monsieur, nos salutations respectueuses.');

/** The address of a household, as an envelope has it. */
const addresseeOf = ({ household, dwelling }: Pick<Situation, 'household' | 'dwelling'>): string[] => {
  const { street, complement, postcode, commune } = dwelling;
  return [
    household.map((one) => nomDe({ household: [one] })).join(' et '),
    ...(complement ? [complement] : []),
    ...(street ? [street] : []),
    [postcode, commune?.toUpperCase()].filter(Boolean).join(' '),
  ].filter(Boolean);
};

/** Where its author is written to, as far as the commission knows. */
const reachOf = (author: Membre | undefined): string[] => (author?.mail === undefined ? [] : [author.mail]);

/** To the household and, where somebody protects it, to them too (charter, annexe 6, art. 2). */
export const bothOf = (
  situation: Pick<Situation, 'household' | 'dwelling' | 'protecteur'>,
  letter: Omit<Courrier, 'addressee' | 'blank'>,
): Courrier[] => {
  const { protecteur } = situation;
  const toHousehold = { ...letter, addressee: addresseeOf(situation), blank: 0 };
  if (!protecteur) return [toHousehold];
  const copy = `Copie à la personne chargée de la mesure de protection (${words[protecteur.nature]})`;
  const lines = (protecteur.coordonnees ?? '')
    .split(/[,;\n]/)
    .map((line) => line.trim())
    .filter(Boolean);
  return [
    toHousehold,
    {
      ...letter,
      addressee: lines.length > 0 ? lines : ['À la personne chargée de la mesure de protection'],
      blank: lines.length > 0 ? 0 : 3,
      body: [paragraph(`${copy}, pour ${nomDe(situation)}.`), ...letter.body],
    },
  ];
};

/** Who sits, in words: those who will read the situation. */
const lecteursDe = ({ membres }: Pick<Commission, 'membres'>, bailleur: string): string =>
  membres
    .filter(({ organisme, id }) => organisme !== 'bailleur' || id === bailleur)
    .map(({ nom }) => nom)
    .join(', ');

/** The social services that a household may see before a session. */
const servicesDe = ({ membres }: Pick<Commission, 'membres'>): Membre[] =>
  membres.filter(({ organisme }) => organisme === 'ccas' || organisme === 'mds');

/**
 * The letter by which a landlord asks a tenant whether a CLPIL may examine their situation (charter, annexe 6, art. 4): consent is presumed when
 * they do not answer (code pénal, art. 226-1), a meeting with the social services is offered, and how to say no is said.
 *
 * @param le the day it leaves
 */
const courriersDAccord = (
  commission: Commission,
  seance: Pick<Seance, 'date' | 'lieu' | 'heure'>,
  bailleur: Membre,
  situations: readonly Situation[],
  le: CivilDate,
): Courrier[] => {
  const { delaiReponse } = commission.parametres;
  const jusquAu = addDays(le, delaiReponse);
  const services = servicesDe(commission);
  return situations.flatMap((situation) =>
    bothOf(situation, {
      letterhead: [bailleur.nom],
      post: reachOf(bailleur),
      date: `Le ${dateAloud(le)}`,
      reference: `Référence : ${situation.reference}`,
      object: 'Objet : votre situation peut être examinée par une commission, si vous en êtes d’accord',
      body: [
        paragraph('Madame, Monsieur,'),
        paragraph(
          `Des loyers ou des charges n’ont pas été réglés. Pour chercher avec vous une solution et éviter une procédure, nous proposons que votre situation soit examinée le ${dateAloud(seance.date)} par la commission locale de prévention des impayés locatifs (${commission.nom}).`,
        ),
        heading('Qui en parlera'),
        paragraph(
          `${lecteursDe(commission, bailleur.id)}. Tous sont tenus au secret (code pénal, art. 226-13). Nous leur dirons votre nom, votre adresse, le montant de la dette et ce que nous avons déjà fait.`,
        ),
        heading('Vous pouvez en parler avant'),
        paragraph(
          services.length === 0
            ? 'Vous pouvez rencontrer les services sociaux de votre commune ou du Département.'
            : `Vous pouvez rencontrer ces services sociaux : ${services.map(({ nom, mail }) => (mail ? `${nom} (${mail})` : nom)).join(' ; ')}.`,
        ),
        heading('Vous pouvez dire non'),
        paragraph(
          `Si vous ne voulez pas que votre situation soit examinée, écrivez-nous avant le ${dateAloud(jusquAu)}. Votre nom sera alors retiré de la liste. Sans réponse de votre part à cette date, votre accord est présumé (code pénal, art. 226-1). Vous pourrez encore changer d’avis ensuite.`,
        ),
        SALUT,
      ],
      signature: bailleur.nom,
    }),
  );
};

/** How a body in charge is called in a letter: by its name in the commission, where it has one. */
const nomDuResponsable = (
  { membres }: Pick<Commission, 'membres'>,
  organisme: Organisme,
  bailleur: string,
): string =>
  membres.find((one) => (organisme === 'bailleur' ? one.id === bailleur : one.organisme === organisme))
    ?.nom ?? organismes[organisme];

/**
 * The letters by which households learn what a commission decided for them (annexe 6, art. 4), and to whom their situation was told (loi n° 2002-2
 * du 2 janvier 2002): written by the secretariat, or by each body for what it is in charge of.
 */
const courriersDIssue = (
  commission: Commission,
  seance: Pick<Seance, 'date' | 'presences'>,
  situations: readonly Situation[],
  le: CivilDate,
): Courrier[] =>
  situations.flatMap((situation) =>
    auteursDe(commission, situation).flatMap(({ auteur, organismes: own }) =>
      bothOf(situation, {
        letterhead: [commission.nom, ...(auteur === undefined ? [] : [auteur.nom])],
        post: reachOf(auteur),
        date: `Le ${dateAloud(le)}`,
        reference: `Référence : ${situation.caseId === undefined ? situation.reference : `dossier ${situation.caseId}`}`,
        object: `Objet : ce que la commission du ${dateAloud(seance.date)} vous propose`,
        body: [
          paragraph('Madame, Monsieur,'),
          paragraph(
            `Votre situation a été examinée le ${dateAloud(seance.date)} par ${commission.nature === 'clpil' ? 'la commission locale de prévention des impayés locatifs' : `la ${natureNames[commission.nature]}`} (${commission.nom}). Voici ce qui vous est proposé.`,
          ),
          {
            kind: 'list',
            items: propositionsDe(commission, situation, own),
          },
          heading('C’est à vous de décider'),
          paragraph(
            'Cette aide est gratuite. Vous êtes libre de l’accepter ou de la refuser. Plus vous y répondez tôt, plus il y a de solutions. Payez de nouveau votre loyer et vos charges dès que vous le pouvez.',
          ),
          heading('À qui votre situation a été dite'),
          paragraph(
            `${presentsDe(commission, seance, situation.bailleur)}. Tous sont tenus au secret. La loi n° 2002-2 du 2 janvier 2002 prévoit que nous vous en informions. Vous pouvez demander à lire ce qui vous concerne, à le faire corriger, ou vous opposer à un nouvel examen : écrivez-nous.`,
          ),
          SALUT,
        ],
        signature: auteur?.nom ?? `Le secrétariat de ${commission.nom}`,
      }),
    ),
  );

type Auteur = { auteur: Membre | undefined; organismes: readonly Organisme[] | undefined };

/** Who writes to a household: the secretariat of all, or each body of its own (a parameter of the protocol). */
const auteursDe = (commission: Commission, situation: Situation): Auteur[] => {
  const { parametres, membres } = commission;
  const secretariat = whoDoes(commission, 'releve');
  if (parametres.courriers === 'secretariat' || situation.issues.length === 0)
    return [{ auteur: secretariat, organismes: undefined }];
  const bodies = [...new Set(situation.issues.map(({ organisme }) => organisme))];
  return bodies.map((organisme) => ({
    auteur:
      membres.find((one) =>
        organisme === 'bailleur' ? one.id === situation.bailleur : one.organisme === organisme,
      ) ?? secretariat,
    organismes: [organisme],
  }));
};

const propositionsDe = (
  commission: Commission,
  { issues, recommandations, bailleur }: Situation,
  own: readonly Organisme[] | undefined,
): { lead: string; text: string }[] => [
  ...issues
    .filter(({ organisme }) => own === undefined || own.includes(organisme))
    .map(({ issue, organisme }) => ({
      lead: `${nomDuResponsable(commission, organisme, bailleur)} :`,
      text: `${issueNames[issue].aFaire}.`,
    })),
  ...recommandations.map((one) => ({ lead: 'La commission recommande :', text: `${words[one]}.` })),
];

/** Who heard of it: the members that were there, as the session says; all of them where it does not. */
const presentsDe = (
  { membres }: Commission,
  { presences }: Pick<Seance, 'presences'>,
  bailleur: string,
): string => {
  const told = membres.filter(
    ({ id, organisme }) =>
      (organisme !== 'bailleur' || id === bailleur) &&
      (Object.keys(presences).length === 0 || presences[id] === 'present'),
  );
  return told.map(({ nom }) => nom).join(', ');
};

/** All the letters of a session, as one PDF to print. */
export const courriersDeSeancePdf = (
  commission: Commission,
  seance: Seance,
  situations: readonly Situation[],
  le: CivilDate,
): Promise<Uint8Array> =>
  courriersPdf(
    `Lettres aux ménages, ${commission.nom}, séance du ${dateAloud(seance.date)}`,
    le,
    courriersDIssue(commission, seance, situations, le),
  );

/** The letters of consent of one landlord, as one PDF to print. */
export const courriersDAccordPdf = (
  commission: Commission,
  seance: Seance,
  bailleur: Membre,
  situations: readonly Situation[],
  le: CivilDate,
): Promise<Uint8Array> =>
  courriersPdf(
    `Lettres d’accord, ${bailleur.nom}, séance du ${dateAloud(seance.date)}`,
    le,
    courriersDAccord(commission, seance, bailleur, situations, le),
  );
