import { enqueteurDe } from '../../shared/domain/dsf/organisme.ts';
import { litLeSuivi } from '../../shared/domain/engagements/acces.ts';
import type { ArrondissementCode } from '../../shared/domain/events/household.ts';
import { reachesCase, type Scope } from '../../shared/domain/habilitation/habilitation.ts';
import { accueilDe } from '../../shared/domain/suivi/acces.ts';

/**
 * Who may ask for a page. `state`: an agent or a reviewer. `siege`: who has a seat in a commission, for a partner or for the State. `accueil`: who
 * speaks for a body that receives households, the SIAO or a CCAS. `enqueteur`: who speaks for a body that makes social enquiries; `lecteurEnquete`:
 * such a person, or an agent. `signataire`: an agent, a reviewer, or who speaks for a signatory of the charter. What is on it depends on their arrondissements, or on the partner they speak
 * for.
 */
export type Who =
  | 'everybody'
  | 'signed-in'
  | 'state'
  | 'agent'
  | 'relecteur'
  | 'partenaire'
  | 'siege'
  | 'enqueteur'
  | 'lecteurEnquete'
  | 'accueil'
  | 'signataire'
  | 'administrateur'
  | 'dpd';

/**
 * One page or form. Routes, refusals and the tests of both are made from this table, and from nothing else.
 *
 * `of`: what the path names besides the page, `:dossier` a case, `:partenaire` a partner, `:commission` a commission; `enquete`: the
 * enquiry of a case and moment, for which one body is appointed. The right must be over that one.
 */
export type PortalRoute = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly who: Who;
  readonly of?: 'dossier' | 'partenaire' | 'commission' | 'enquete';
  /** How the site map names it; the menu's own word when absent. What is no page of its own has none. */
  readonly title?: string;
};

/** A page of a partner, under its own address. */
const ofPartner = <const M extends PortalRoute['method'], const P extends string>(method: M, path: P) =>
  ({ method, path: `/partenaires/:partenaire${path}`, who: 'partenaire', of: 'partenaire' }) as const;

/** A page of a commission, under its own address; of one of its sessions. */
const ofCommission = <const M extends PortalRoute['method'], const P extends string>(method: M, path: P) =>
  ({ method, path: `/commissions/:commission${path}`, who: 'siege', of: 'commission' }) as const;
const ofSeance = <const M extends PortalRoute['method'], const P extends string>(method: M, path: P) =>
  ofCommission(method, `/seances/:seance${path}`);
/** A page of an enquiry, for the body that makes it. */
const ofEnquete = <const M extends PortalRoute['method'], const P extends string>(method: M, path: P) =>
  ({ method, path: `/diagnostics/:dossier/:moment${path}`, who: 'enqueteur', of: 'enquete' }) as const;

export const portalRoutes = {
  home: { method: 'GET', path: '/', who: 'everybody', title: 'Accueil' },
  accessibility: { method: 'GET', path: '/accessibilite', who: 'everybody', title: 'Accessibilité' },
  legal: { method: 'GET', path: '/mentions-legales', who: 'everybody', title: 'Mentions légales' },
  privacy: { method: 'GET', path: '/donnees-personnelles', who: 'everybody', title: 'Données personnelles' },
  siteMap: { method: 'GET', path: '/plan-du-site', who: 'everybody', title: 'Plan du site' },
  help: { method: 'GET', path: '/aide', who: 'everybody', title: 'Aide' },
  contracts: {
    method: 'GET',
    path: '/contrats',
    who: 'everybody',
    title: 'Contrats et guides des partenaires',
  },
  contract: { method: 'GET', path: '/contrats/:fichier', who: 'everybody' },
  communes: { method: 'GET', path: '/communes', who: 'signed-in' },
  signIn: { method: 'GET', path: '/connexion', who: 'everybody', title: 'Connexion' },
  toProvider: { method: 'GET', path: '/connexion/proconnect', who: 'everybody' },
  signedIn: { method: 'GET', path: '/connexion/retour', who: 'everybody' },
  signOut: { method: 'POST', path: '/deconnexion', who: 'signed-in' },
  account: { method: 'GET', path: '/mon-compte', who: 'signed-in', title: 'Mes droits' },
  day: { method: 'GET', path: '/journee', who: 'state' },
  engaged: { method: 'GET', path: '/engagements', who: 'state', title: 'Ce qui engage l’État' },
  alerts: { method: 'GET', path: '/alertes', who: 'agent' },
  alert: { method: 'GET', path: '/alertes/:dossier/:alerte', who: 'agent', of: 'dossier' },
  handleAlert: { method: 'POST', path: '/alertes/:dossier/:alerte', who: 'agent', of: 'dossier' },
  notMine: { method: 'GET', path: '/alertes/:dossier/:alerte/renvoyer', who: 'agent', of: 'dossier' },
  sendAlertOn: { method: 'POST', path: '/alertes/:dossier/:alerte/renvoyer', who: 'agent', of: 'dossier' },
  cases: { method: 'GET', path: '/dossiers', who: 'state' },
  casesExport: { method: 'GET', path: '/dossiers/export', who: 'state' },
  saveView: { method: 'POST', path: '/dossiers/vues', who: 'state' },
  case: { method: 'GET', path: '/dossiers/:dossier', who: 'state', of: 'dossier' },
  attachments: { method: 'GET', path: '/dossiers/:dossier/rattachements', who: 'state', of: 'dossier' },
  piece: { method: 'GET', path: '/dossiers/:dossier/pieces/:piece', who: 'state', of: 'dossier' },
  detaching: {
    method: 'GET',
    path: '/dossiers/:dossier/detacher/:evenement',
    who: 'relecteur',
    of: 'dossier',
  },
  detach: { method: 'POST', path: '/dossiers/:dossier/detacher', who: 'relecteur', of: 'dossier' },
  undoDetach: {
    method: 'POST',
    path: '/dossiers/:dossier/detacher/annuler',
    who: 'relecteur',
    of: 'dossier',
  },
  record: { method: 'GET', path: '/dossiers/:dossier/consigner', who: 'agent', of: 'dossier' },
  // Before the acts: none is called so.
  undoAct: { method: 'POST', path: '/dossiers/:dossier/consigner/annuler', who: 'agent', of: 'dossier' },
  recordForm: { method: 'GET', path: '/dossiers/:dossier/consigner/:acte', who: 'agent', of: 'dossier' },
  recordAct: { method: 'POST', path: '/dossiers/:dossier/consigner/:acte', who: 'agent', of: 'dossier' },
  enquete: { method: 'GET', path: '/dossiers/:dossier/enquete', who: 'agent', of: 'dossier' },
  nameEnqueteur: { method: 'POST', path: '/dossiers/:dossier/enquete', who: 'agent', of: 'dossier' },
  transmitDsf: {
    method: 'POST',
    path: '/dossiers/:dossier/enquete/transmission',
    who: 'agent',
    of: 'dossier',
  },
  communications: { method: 'GET', path: '/dossiers/:dossier/communications', who: 'state', of: 'dossier' },
  informHousehold: {
    method: 'POST',
    path: '/dossiers/:dossier/communications',
    who: 'agent',
    of: 'dossier',
  },
  householdLetter: {
    method: 'GET',
    path: '/dossiers/:dossier/communications/lettres/:lettre',
    who: 'agent',
    of: 'dossier',
  },
  letters: { method: 'GET', path: '/communications', who: 'agent', title: 'Lettres aux ménages' },
  prepareLetters: { method: 'POST', path: '/communications', who: 'agent' },
  printLetters: {
    method: 'GET',
    path: '/communications/:arrondissement/lettres/:lot',
    who: 'agent',
  },
  quiSuit: { method: 'GET', path: '/qui-suit', who: 'accueil', title: 'Qui suit ce ménage ?' },
  askQuiSuit: { method: 'POST', path: '/qui-suit', who: 'accueil' },
  indicateurs: { method: 'GET', path: '/indicateurs', who: 'signataire', title: 'Indicateurs de la charte' },
  indicateursService: {
    method: 'GET',
    path: '/indicateurs/service',
    who: 'state',
    title: 'Ce que fait la plateforme',
  },
  charte: { method: 'GET', path: '/charte', who: 'signataire', title: 'Suivi de la charte' },
  engagement: { method: 'GET', path: '/charte/:annee/:engagement', who: 'signataire' },
  // Of which signatory's commitments something may be said, the page holds.
  sayEngagement: { method: 'POST', path: '/charte/:annee/:engagement', who: 'signataire' },
  reviews: { method: 'GET', path: '/rapprochements', who: 'relecteur' },
  reviewPropose: { method: 'POST', path: '/rapprochements', who: 'relecteur' },
  review: { method: 'GET', path: '/rapprochements/:dossier/:question', who: 'relecteur', of: 'dossier' },
  reviewAnswer: {
    method: 'POST',
    path: '/rapprochements/:dossier/:question',
    who: 'relecteur',
    of: 'dossier',
  },
  reviewUndo: {
    method: 'POST',
    path: '/rapprochements/:dossier/:question/annuler',
    who: 'relecteur',
    of: 'dossier',
  },
  deposits: ofPartner('GET', '/depots'),
  newDeposit: ofPartner('GET', '/depots/nouveau'),
  announceDeposit: ofPartner('POST', '/depots/nouveau'),
  explocAwaited: ofPartner('GET', '/depots/exploc'),
  explocExport: ofPartner('GET', '/depots/exploc/export'),
  deposit: ofPartner('GET', '/depots/:piece'),
  depositReceipt: ofPartner('GET', '/depots/:piece/accuse'),
  replaceDeposit: ofPartner('POST', '/depots/:piece/remplacer'),
  explocReceipt: ofPartner('GET', '/depots/:piece/recepisse'),
  noteExplocReceipt: ofPartner('POST', '/depots/:piece/recepisse'),
  takeExplocReceiptBack: ofPartner('POST', '/depots/:piece/recepisse/retrait'),
  sentEvents: ofPartner('GET', '/evenements'),
  newEvent: ofPartner('GET', '/evenements/nouveau/:nature'),
  sendEvent: ofPartner('POST', '/evenements/nouveau/:nature'),
  sentEvent: ofPartner('GET', '/evenements/:evenement'),
  files: ofPartner('GET', '/fichiers'),
  announceFile: ofPartner('POST', '/fichiers'),
  fileModel: ofPartner('GET', '/fichiers/modeles/:modele'),
  file: ofPartner('GET', '/fichiers/:fichier'),
  fileReport: ofPartner('GET', '/fichiers/:fichier/compte-rendu'),
  chiffres: ofPartner('GET', '/chiffres'),
  declareChiffres: ofPartner('POST', '/chiffres'),
  undoChiffre: ofPartner('POST', '/chiffres/annuler'),
  declares: { method: 'GET', path: '/indicateurs/declares', who: 'agent', title: 'Chiffres déclarés' },
  declaresOf: { method: 'GET', path: '/indicateurs/declares/:organisme', who: 'agent' },
  tellDeclares: { method: 'POST', path: '/indicateurs/declares/:organisme', who: 'agent' },
  undoDeclare: { method: 'POST', path: '/indicateurs/declares/:organisme/annuler', who: 'agent' },
  // After those: no year is called so.
  indicateur: { method: 'GET', path: '/indicateurs/:annee/:indicateur', who: 'signataire' },
  commissions: { method: 'GET', path: '/commissions', who: 'siege', title: 'Commissions' },
  coverage: { method: 'GET', path: '/commissions/couverture', who: 'state', title: 'Communes et CLPIL' },
  commission: ofCommission('GET', ''),
  tellProtocole: ofCommission('POST', '/protocole'),
  planSeance: ofCommission('POST', '/seances'),
  bilan: ofCommission('GET', '/bilans/:annee'),
  bilanFile: ofCommission('GET', '/bilans/:annee/:fichier'),
  saisines: ofCommission('GET', '/saisines'),
  runSaisines: ofCommission('POST', '/saisines'),
  aides: ofCommission('GET', '/aides'),
  // Before one household's: none is called so.
  aidesAvant: ofCommission('GET', '/aides/avant-2027'),
  aide: ofCommission('GET', '/aides/:reference'),
  runAide: ofCommission('POST', '/aides/:reference'),
  avisSuivis: ofCommission('GET', '/avis'),
  seance: ofSeance('GET', ''),
  runSeance: ofSeance('POST', ''),
  acknowledge: ofSeance('POST', '/confidentialite'),
  invite: ofSeance('POST', '/invites'),
  liste: ofSeance('GET', '/liste'),
  salle: ofSeance('GET', '/salle'),
  situation: ofSeance('GET', '/situations/:situation'),
  tellSituation: ofSeance('POST', '/situations/:situation'),
  bailleurSlot: ofSeance('GET', '/bailleurs/:membre'),
  runBailleur: ofSeance('POST', '/bailleurs/:membre'),
  bailleurFile: ofSeance('GET', '/bailleurs/:membre/:fichier'),
  releve: ofSeance('GET', '/releve'),
  seanceFile: ofSeance('GET', '/fichiers/:fichier'),
  journal: ofSeance('GET', '/journal'),
  diagnostics: { method: 'GET', path: '/diagnostics', who: 'enqueteur', title: 'Diagnostics' },
  diagnostic: ofEnquete('GET', ''),
  diagnosticPart: ofEnquete('GET', '/parties/:partie'),
  saveDiagnostic: ofEnquete('POST', '/parties/:partie'),
  endDiagnostic: ofEnquete('POST', '/fin'),
  diagnosticFile: { ...ofEnquete('GET', '/fichiers/:fichier'), who: 'lecteurEnquete' },
  administration: { method: 'GET', path: '/administration', who: 'administrateur', title: 'Administration' },
  persons: {
    method: 'GET',
    path: '/administration/personnes',
    who: 'administrateur',
    title: 'Personnes habilitées',
  },
  findPersons: { method: 'POST', path: '/administration/personnes', who: 'administrateur' },
  newPerson: { method: 'GET', path: '/administration/personnes/nouvelle', who: 'administrateur' },
  addPerson: { method: 'POST', path: '/administration/personnes/nouvelle', who: 'administrateur' },
  person: { method: 'GET', path: '/administration/personnes/:personne', who: 'administrateur' },
  giveRight: { method: 'POST', path: '/administration/personnes/:personne/droits', who: 'administrateur' },
  withdrawRight: {
    method: 'POST',
    path: '/administration/personnes/:personne/retraits',
    who: 'administrateur',
  },
  confirmRight: { method: 'POST', path: '/administration/personnes/:personne/revue', who: 'administrateur' },
  partners: {
    method: 'GET',
    path: '/administration/partenaires',
    who: 'administrateur',
    title: 'Registre des partenaires',
  },
  partner: { method: 'GET', path: '/administration/partenaires/:code', who: 'administrateur' },
  mailboxes: {
    method: 'GET',
    path: '/administration/boites',
    who: 'administrateur',
    title: 'Boîtes de l’État',
  },
  directory: { method: 'GET', path: '/administration/annuaire', who: 'administrateur', title: 'Annuaire' },
  importDirectory: { method: 'GET', path: '/administration/annuaire/import', who: 'administrateur' },
  readImport: { method: 'POST', path: '/administration/annuaire/import', who: 'administrateur' },
  directoryOf: { method: 'GET', path: '/administration/annuaire/:organisme', who: 'administrateur' },
  directoryEntry: {
    method: 'GET',
    path: '/administration/annuaire/:organisme/:entree',
    who: 'administrateur',
  },
  saveDirectoryEntry: {
    method: 'POST',
    path: '/administration/annuaire/:organisme/:entree',
    who: 'administrateur',
  },
  readLog: { method: 'GET', path: '/lectures', who: 'dpd', title: 'Lectures des dossiers' },
  exportReads: { method: 'GET', path: '/lectures/export.csv', who: 'dpd' },
} as const satisfies Record<string, PortalRoute>;
export type RouteName = keyof typeof portalRoutes;

export type NameWith<R> = { [N in RouteName]: (typeof portalRoutes)[N] extends R ? N : never }[RouteName];
/** The names of the routes that anybody may ask for, of those of a case, and of those of a partner. */
export type OpenRoute = NameWith<{ who: 'everybody' }>;
/** The names of the routes of administration, which a function of its own answers: only its role may write a right. */
export type AdministrationRoute = NameWith<{ path: '/administration' | `/administration/${string}` }>;
/**
 * The names of the routes of commissions, diagnostics, of who follows a household and of what was told of it, which a function of its own answers: it
 * makes documents, writes sessions, and reads the directory.
 */
export type CommissionRoute = NameWith<{
  path:
    | '/commissions'
    | `/commissions/${string}`
    | '/diagnostics'
    | `/diagnostics/${string}`
    | '/qui-suit'
    | '/communications'
    | `/communications/${string}`
    | '/dossiers/:dossier/communications'
    | `/dossiers/:dossier/communications/${string}`;
}>;
/** The names of all the others. */
export type PageRoute = Exclude<RouteName, AdministrationRoute | CommissionRoute>;
type CaseRoute = NameWith<{ of: 'dossier' }>;
type PartnerRoute = NameWith<{ of: 'partenaire' }>;
type SeatedRoute = NameWith<{ of: 'commission' }>;
type EnqueteRoute = NameWith<{ of: 'enquete' }>;

/** A route, as its rule reads it. */
export const routeOf = (name: RouteName): PortalRoute => portalRoutes[name];
export const isRouteName = (name: string): name is RouteName => Object.hasOwn(portalRoutes, name);
export const isOpenRoute = (name: RouteName): name is OpenRoute => routeOf(name).who === 'everybody';
export const isCaseRoute = (name: RouteName): name is CaseRoute => routeOf(name).of === 'dossier';
export const isSeatedRoute = (name: RouteName): name is SeatedRoute => routeOf(name).of === 'commission';
export const isEnqueteRoute = (name: RouteName): name is EnqueteRoute => routeOf(name).of === 'enquete';
export const isPartnerRoute = (name: RouteName): name is PartnerRoute => routeOf(name).of === 'partenaire';

/** What a route may be asked for: a case of an arrondissement (undefined while nobody knows which), or a partner. */
export type Asked = { arrondissement: ArrondissementCode | undefined } | { partner: string };

/** The partners that a person speaks for, of those that make enquiries. */
export const enqueteursOf = ({ partners }: Scope): string[] =>
  [...partners].filter((code) => enqueteurDe(code) !== undefined);

/** Whether a person's rights open a route, and what it is asked for. */
export const opens = (who: Who, scope: Scope, asked?: Asked): boolean => {
  const isOfCase = asked !== undefined && 'arrondissement' in asked;
  switch (who) {
    case 'everybody':
    case 'signed-in':
      return true;
    case 'state':
    case 'agent':
    case 'relecteur':
      return isOfCase
        ? reachesCase(scope, who, asked.arrondissement)
        : (who !== 'relecteur' && scope.agent.size > 0) || (who !== 'agent' && scope.relecteur.size > 0);
    case 'partenaire':
      return asked !== undefined && 'partner' in asked
        ? scope.partners.has(asked.partner)
        : scope.partners.size > 0;
    case 'siege':
      // Which commission, its members say.
      return scope.partners.size > 0 || scope.agent.size > 0;
    // Which enquiry, who is appointed for it says.
    case 'enqueteur':
      return enqueteursOf(scope).length > 0;
    case 'lecteurEnquete':
      return enqueteursOf(scope).length > 0 || scope.agent.size > 0;
    case 'accueil':
      return accueilDe(scope) !== undefined;
    case 'signataire':
      return litLeSuivi(scope);
    case 'administrateur':
      return scope.isAdministrateur;
    case 'dpd':
      return scope.isDpd;
  }
};
