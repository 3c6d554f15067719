/*
 * What signatories of the charter committed themselves to (charter 2018-2023, annexes 1 and 2), in words of our own, and what the hub carries of it.
 * Section VI evaluates these objectives, and not counts alone.
 */

/** Who signs, in annex 1's order; what all sign (annex 2) comes last. */
export const signataires = {
  etat: 'État',
  departement: 'Département',
  ccas: 'CCAS',
  adil: 'ADIL',
  caf: 'CAF',
  msa: 'MSA',
  aorif: 'AORIF, bailleurs sociaux',
  fnaim: 'FNAIM et SNPI, bailleurs privés',
  huissiers: 'Huissiers de justice',
  udaf: 'UDAF',
  associations: 'Associations d’action sociale pour le logement',
  cgl: 'CGL 77 et Familles rurales',
  bdf: 'Banque de France',
  'action-logement': 'Action Logement',
  siao: 'SIAO',
  annexe2: 'Tous les signataires (annexe 2)',
} as const;
export type Signataire = keyof typeof signataires;
export const estSignataire = (text: string): text is Signataire => Object.hasOwn(signataires, text);
export const signataireCodes: readonly Signataire[] = Object.keys(signataires).filter(estSignataire);

/** What a commitment serves: the headings of annex 1, then of annex 2. */
export const objectifs = {
  information: 'Dire leurs droits aux locataires et aux propriétaires',
  amiable: 'Chercher un accord avant le juge',
  maintien: 'Reprendre le loyer, garder le logement',
  accompagnement: 'Accompagner les ménages en difficulté',
  relogement: 'Reloger après un impayé',
  coordination: 'Mieux travailler ensemble, tout au long de la procédure',
  culture: 'Se connaître entre signataires',
  liens: 'Se parler et échanger',
  ouverture: 'S’ouvrir à la justice, à l’accès au droit, à la santé',
} as const;
type Objectif = keyof typeof objectifs;

/**
 * What the hub does of it. `porte`: what is there, each name in grave accents (`preuvesDe`), and perhaps what is still missing of it. `manque`: it
 * should carry it, and does not. `hors`: it is nothing that a hub can do.
 */
type Portage =
  | { readonly portage: 'porte'; readonly porte: string; readonly manque?: string }
  | { readonly portage: 'manque'; readonly manque: string }
  | { readonly portage: 'hors'; readonly pourquoi: string };
type Plus = {
  /** The indicators that tell of it, by their ids. */
  readonly indicateurs?: readonly string[];
};
/** A commitment as its signatory's file says it. */
export type Dit = { readonly objectifs: readonly Objectif[]; readonly texte: string } & Portage & Plus;
/** `id` never changes: what is kept of each year is found by it. */
export type Engagement = Dit & { readonly id: string; readonly signataire: Signataire };

type Pour = Objectif | readonly Objectif[];
const commun = (pour: Pour, texte: string) => ({
  objectifs: typeof pour === 'string' ? [pour] : pour,
  texte,
});
/** One that the hub carries. @param porte what is there, names in grave accents */
export const porte = (
  pour: Pour,
  texte: string,
  dit: string,
  plus: Plus & { readonly manque?: string } = {},
): Dit => ({ ...commun(pour, texte), portage: 'porte', porte: dit, ...plus });
/** One that it should carry, and does not. */
export const manque = (pour: Pour, texte: string, dit: string, plus: Plus = {}): Dit => ({
  ...commun(pour, texte),
  portage: 'manque',
  manque: dit,
  ...plus,
});
/** One that is nothing of a hub's. @param pourquoi why */
export const hors = (pour: Pour, texte: string, pourquoi: string, plus: Plus = {}): Dit => ({
  ...commun(pour, texte),
  portage: 'hors',
  pourquoi,
  ...plus,
});

/** How far the hub carries one, in words. */
export const portages = {
  porte: 'porté par la plateforme',
  manque: 'devrait être porté, et ne l’est pas encore',
  hors: 'ne relève pas de la plateforme',
} as const satisfies Record<Engagement['portage'], string>;

/**
 * What the hub shows of a commitment by itself: the pages, events with their values, alerts, flags, mails, contracts and commands that its text names.
 *
 * @example preuvesDe(porte('amiable', '…', 'alerte `protocoleRappel`')) // ['protocoleRappel']
 */
export const preuvesDe = (dit: Dit): string[] => {
  const text = dit.portage === 'porte' ? dit.porte : dit.portage === 'hors' ? dit.pourquoi : '';
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
};
