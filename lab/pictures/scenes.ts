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
  /** Width of the window; 1280 when absent. */
  width?: number;
  /** What is shown of it: the whole page, or its first screen. */
  whole?: boolean;
};

const ANNE = 'Anne Renard';
const SONIA = 'Sonia Lefort';
const PAUL = 'Paul Girard';
const CLAIRE = 'Claire Martin';
const DEPOSITS = '/partenaires/etude-girard-provins/depots';

/** The pictures of the guide, in its order. */
export const scenes: readonly Scene[] = [
  { name: 'journee', reader: ANNE, path: '/journee' },
  { name: 'journee-telephone', reader: ANNE, path: '/journee', width: 390 },
  { name: 'dossiers', reader: ANNE, path: '/dossiers' },
  { name: 'dossier', reader: ANNE, from: '/engagements', follow: 'main a[href^="/dossiers/77-"]' },
  { name: 'alerte', reader: ANNE, from: '/alertes', follow: 'main table a[href^="/alertes/"]' },
  { name: 'engagements', reader: ANNE, path: '/engagements' },
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
];
