import { type CivilDate, dateAloud } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { caseOf } from '../../domain/case/case-of.ts';
import type { Situation } from '../../domain/commissions/seance.ts';
import type { Communication } from '../../domain/communications/registre.ts';
import type { CaseEvent } from '../../domain/events/case-event.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { bothOf } from '../commissions/courriers.ts';
import { type Courrier, courriersPdf } from '../letters/courrier.ts';
import type { Desk } from '../letters/letter.ts';
import type { Block } from '../letters/letter-text.ts';
import { jourDe, jourDit, motsDestinataire, motsTeneur } from './mots.ts';

/** What a letter tells, to which household. */
export type ToldHousehold = {
  caseId: string;
  arrondissement: ArrondissementCode | undefined;
  events: readonly CaseEvent[];
  /** When the letter was prepared, ISO UTC. */
  letter: { at: string };
  communications: readonly Communication[];
};

const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const heading = (text: string): Block => ({ kind: 'heading', text });
const SALUT = paragraph('Nous vous prions d’agréer, Madame, Monsieur, nos salutations respectueuses.');

/** One item for each body, with what it was told, the earliest first: «MDS de Meaux : Assignation, le 3 mars 2026 ; …». */
const itemsOf = (communications: readonly Communication[]): { lead: string; text: string }[] => {
  const byBody = new Map<string, string[]>();
  for (const one of communications.toReversed()) {
    const body = motsDestinataire(one.a);
    const said = `${motsTeneur(one.teneur)}, le ${jourDit(jourDe(one))}`;
    byBody.set(body, [...(byBody.get(body) ?? []), said]);
  }
  return [...byBody].map(([body, said]) => ({
    lead: `${body} :`,
    text: `${[...new Set(said)].join(' ; ')}.`,
  }));
};

/** Who protects the household, as its landlord said last. */
const protecteurDe = (events: readonly CaseEvent[]): Situation['protecteur'] => {
  const last = events.findLast(
    (event) => event.kind === 'inscriptionClpil' && event.protection !== undefined,
  );
  return last?.kind === 'inscriptionClpil' && last.protection !== undefined
    ? { nature: last.protection, ...(last.protecteur && { coordonnees: last.protecteur }) }
    : undefined;
};

/** Lines left to write an address by hand, where the hub has none whole. */
const BLANK = 3;
/** Room of the window of an envelope. */
const ADDRESS_LINES = 6;
const ADDRESS_LETTERS = 60;
const inWindow = (lines: readonly string[]): string[] =>
  lines.slice(0, ADDRESS_LINES).map((line) => line.slice(0, ADDRESS_LETTERS));

/**
 * The letter that tells a household to whom its situation was told since the last one (loi n° 2002-2 du 2 janvier 2002; charter, annexe 6, art. 7),
 * and a copy to who protects it.
 */
const lettreInformation = (
  { caseId, arrondissement, events, letter, communications }: ToldHousehold,
  { mailboxes, postalAddresses }: Pick<Desk, 'mailboxes' | 'postalAddresses'>,
): Courrier[] => {
  const le = parisDay(letter.at);
  const { household, dwelling } = caseOf(events, le);
  const [service = 'Préfecture de Seine-et-Marne', ...post] =
    arrondissement === undefined ? [] : postalAddresses[arrondissement];
  const mail = arrondissement && mailboxes.arrondissements[arrondissement];
  const protecteur = protecteurDe(events);
  const own: Omit<Courrier, 'addressee' | 'blank'> = {
    letterhead: [service, 'Prévention des expulsions locatives'],
    post,
    date: `Le ${dateAloud(le)}`,
    reference: `Référence : dossier ${caseId}`,
    object: 'Objet : à qui votre situation a été dite',
    body: [
      paragraph('Madame, Monsieur,'),
      paragraph(
        'Plusieurs organismes travaillent ensemble pour que vous gardiez votre logement, ou pour vous aider à en trouver un autre. Pour cela, votre situation leur est dite. La loi n° 2002-2 du 2 janvier 2002 et la charte de prévention des expulsions de Seine-et-Marne prévoient que nous vous en informions. Cette lettre ne vous demande rien.',
      ),
      heading('À qui, et quoi'),
      { kind: 'list', items: itemsOf(communications) },
      heading('Vos droits'),
      paragraph(
        `Chacun n’a reçu que ce dont il a besoin pour agir, et est tenu à la discrétion ou au secret. Vous pouvez demander à lire ce qui vous concerne, à le faire corriger, ou vous opposer à ce que cela soit dit encore : écrivez-nous à l’adresse ci-dessus${mail === undefined ? '' : ` ou à ${mail}`}, en rappelant la référence ${caseId}.`,
      ),
      SALUT,
    ],
    signature: 'Le service de prévention des expulsions locatives',
  };
  const letters = bothOf({ household: [...household], dwelling, ...(protecteur && { protecteur }) }, own);
  return letters.map((one, n) => {
    if (n > 0) return { ...one, addressee: inWindow(one.addressee) };
    const isWhole = household.length > 0 && dwelling.street !== undefined;
    const named = household.length > 0 ? one.addressee : [`Au ménage du dossier ${caseId}`, ...one.addressee];
    return { ...one, addressee: inWindow(named), blank: isWhole ? 0 : BLANK };
  });
};

/** Letters of households as one PDF to print, each on its own page. @param le the day it is made, Europe/Paris */
export const lettresInformationPdf = (
  households: readonly ToldHousehold[],
  desk: Pick<Desk, 'mailboxes' | 'postalAddresses'>,
  le: CivilDate,
): Promise<Uint8Array> =>
  courriersPdf(
    'Lettres aux ménages : à qui leur situation a été dite',
    le,
    households.flatMap((one) => lettreInformation(one, desk)),
  );
