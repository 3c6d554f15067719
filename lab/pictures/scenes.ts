/** A picture of the guide: a page as somebody sees it. */
export type Scene = {
  /** Name of the picture, without its kind. */
  name: string;
  /** Who sees it: a person of the demonstration. */
  reader: string;
  /** Its address, or a link to follow on the page at `from`: the first that this selects. */
  path?: string;
  from?: string;
  follow?: string;
  /** Links, buttons and summaries clicked on the page then, by their whole text. */
  press?: readonly string[];
  /** Width of the window; 1280 when absent. */
  width?: number;
  /** What is shown of it: the whole page, or its first screen. */
  whole?: boolean;
};

const ANNE = 'Anne Renard';
const SONIA = 'Sonia Lefort';
const PAUL = 'Paul Girard';
const CLAIRE = 'Claire Martin';
const LEA = 'Léa Morin';
const HELENE = 'Hélène Vidal';
const CLPIL = '/commissions/clpil-meaux';
const CCAPEX = '/commissions/ccapex-nord';
/** Sessions on a commission's page: those that are to come are first, the last one closed follows. */
const CLOSED = 'tr:has-text("close") a[href*="/seances/"]';
const PLANNED = 'tr:has-text("invités") a[href*="/seances/"]';
const DEPOSITS = '/partenaires/etude-girard-provins/depots';

/** The pictures of the guide, in its order. */
export const scenes: readonly Scene[] = [
  { name: 'journee', reader: ANNE, path: '/journee' },
  { name: 'journee-telephone', reader: ANNE, path: '/journee', width: 390 },
  { name: 'dossiers', reader: ANNE, path: '/dossiers' },
  { name: 'dossier', reader: ANNE, from: '/engagements', follow: 'main a[href^="/dossiers/77-"]' },
  { name: 'alerte', reader: ANNE, from: '/alertes', follow: 'main table a[href^="/alertes/"]' },
  { name: 'engagements', reader: ANNE, path: '/engagements' },
  { name: 'indicateurs', reader: ANNE, path: '/indicateurs?chapitre=etat' },
  {
    name: 'indicateur',
    reader: ANNE,
    path: '/indicateurs/2026/etat.demandesCfp?arrondissement=773#dossiers',
  },
  { name: 'a-trancher', reader: SONIA, path: '/rapprochements' },
  {
    name: 'rapprochement',
    reader: SONIA,
    from: '/rapprochements?sorte=rapprochement',
    follow: 'main table a[href^="/rapprochements/"]',
    whole: true,
  },
  { name: 'depots', reader: PAUL, path: `${DEPOSITS}/nouveau` },
  { name: 'administration', reader: CLAIRE, path: '/administration' },
  { name: 'lectures', reader: 'Iris Noël', path: '/lectures' },
  { name: 'clpil', reader: LEA, path: CLPIL },
  { name: 'clpil-bailleur', reader: LEA, from: CLPIL, follow: PLANNED, press: ['Habitat Exemple'] },
  { name: 'clpil-liste', reader: LEA, from: CLPIL, follow: CLOSED, press: ['La liste'] },
  { name: 'clpil-releve', reader: LEA, from: CLPIL, follow: CLOSED, press: ['Relevé et lettres'] },
  { name: 'ccapex-saisines', reader: HELENE, path: `${CCAPEX}/saisines` },
  { name: 'ccapex-liste', reader: HELENE, from: CCAPEX, follow: CLOSED, press: ['Ordre du jour'] },
  { name: 'ccapex-avis', reader: HELENE, path: `${CCAPEX}/avis` },
  // The last: it opens a closed session again.
  {
    name: 'clpil-salle',
    reader: LEA,
    from: CLPIL,
    follow: CLOSED,
    press: ['Rouvrir la séance', 'Rouvrir maintenant', 'En salle'],
  },
];
