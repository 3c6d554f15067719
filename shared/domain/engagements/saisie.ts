import { estIndicateur } from '../indicateurs/catalogue.ts';
import { actTitles } from '../notices/act-titles.ts';
import { type Etat, estEtat, estSortePreuve, type Preuve } from './declaration.ts';

/** What a person typed, each as text; empty where nothing was. */
export type Saisie = { etat: string; sorte: string; dit: string };
/** What is wrong with it, by field, in words that say what to do. */
export type Faute = { field: keyof Saisie; text: string };
export type Lue = { etat: Etat; preuve: Preuve | undefined } | { fautes: Faute[] };

/** Longest note. */
export const NOTE_MAX = 500;
const CHEMIN_MAX = 200;

/** A case's reference, anywhere in a text: it tells of a household. */
const DOSSIER = /(?<!\d)\d{2,3}-\d{4}-\d{6,9}(?!\d)/;

const estSorteEvenement = (text: string): boolean => Object.hasOwn(actTitles, text);

/** What is wrong with an evidence; undefined when it may be kept. @param estEcran whether a path is a page's */
const fauteDe = ({ sorte, dit }: Preuve, estEcran: (path: string) => boolean): string | undefined => {
  if (DOSSIER.test(dit)) return 'aucune référence de dossier n’est gardée ici : le suivi ne nomme personne';
  switch (sorte) {
    case 'ecran':
      return dit.length <= CHEMIN_MAX && /^\/[\w:./-]*$/.test(dit) && estEcran(dit)
        ? undefined
        : 'l’adresse d’une page du portail est attendue, sans son nom de site : /commissions';
    case 'evenement':
      return estSorteEvenement(dit) ? undefined : 'une sorte d’événement est attendue : relogement';
    case 'indicateur':
      return estIndicateur(dit)
        ? undefined
        : 'l’identifiant d’un indicateur est attendu, tel que sa page le donne : departement.fslAccordes';
    case 'note':
      return dit.length <= NOTE_MAX ? undefined : `${NOTE_MAX} caractères au plus sont attendus`;
  }
};

/**
 * Reads what a person typed of a commitment.
 *
 * @param estEcran whether a path is a page's, where that is known
 */
export const lireSaisie = (
  { etat, sorte, dit }: Saisie,
  estEcran: (path: string) => boolean = () => true,
): Lue => {
  const fautes: Faute[] = [];
  const text = dit.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (!estEtat(etat))
    fautes.push({ field: 'etat', text: 'un état est attendu : fait, en cours ou non fait' });
  if (sorte !== '' && !estSortePreuve(sorte))
    fautes.push({ field: 'sorte', text: 'une sorte de preuve de la liste est attendue' });
  const preuve = estSortePreuve(sorte) && text !== '' ? { sorte, dit: text } : undefined;
  if (preuve === undefined && estSortePreuve(sorte))
    fautes.push({ field: 'dit', text: 'ce qui le montre est attendu, ou « aucune » preuve' });
  if (sorte === '' && text !== '')
    fautes.push({ field: 'sorte', text: 'dites de quelle sorte est cette preuve' });
  const faute = preuve && fauteDe(preuve, estEcran);
  if (faute !== undefined) fautes.push({ field: 'dit', text: faute });
  return fautes.length > 0 || !estEtat(etat) ? { fautes } : { etat, preuve };
};

const INDICATEUR = 'indicateur:';
/**
 * An evidence as one writes it in a command: a path, a kind of event, `indicateur:` and an id; anything else is a note.
 *
 * @example preuveEcrite('/commissions') // { sorte: 'ecran', dit: '/commissions' }
 */
export const preuveEcrite = (text: string): Pick<Saisie, 'sorte' | 'dit'> => {
  if (text.startsWith('/')) return { sorte: 'ecran', dit: text };
  if (text.startsWith(INDICATEUR)) return { sorte: 'indicateur', dit: text.slice(INDICATEUR.length) };
  return { sorte: text === '' ? '' : estSorteEvenement(text) ? 'evenement' : 'note', dit: text };
};
