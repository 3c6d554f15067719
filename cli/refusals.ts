import { HubError } from '../shared/errors.ts';

/** The hub's refusals by code, in French, for whoever types a command. */
const refusals: Readonly<Record<string, string>> = {
  CASE_UNKNOWN: 'ce dossier n’existe pas',
  CASE_CHANGED: 'le dossier a changé entre-temps : regardez de nouveau, puis relancez la commande',
  NAME_WRONG:
    'ni une référence (77-2026-000123), ni un nom de dossier dont les lettres concordent : faites-le relire',
  NAME_UNKNOWN: 'aucun dossier ne porte ce nom',
  TABLE_BUSY: 'la table est trop sollicitée : relancez la même commande',
  TEXT_TOO_LONG: 'le texte est trop long',

  REVIEW_UNKNOWN: 'aucune question de ce nom n’attend ici (review list les donne)',
  REVIEW_OTHERWISE: 'cette question se répond autrement (review --help dit comment)',
  SAME_CASE: 'c’est un seul dossier, dit deux fois',
  MERGED_ALREADY:
    'l’un de ces dossiers est déjà réuni à un autre, sans rien à y ajouter (review why dit lequel)',
  SECOND_READER: 'une autre personne doit confirmer',
  NOTHING_TO_UNDO:
    'rien à annuler ici ; une réunion ou une sortie s’annule par undo, depuis le dossier d’arrivée',
  EVENT_UNKNOWN: 'ce dossier n’a pas cet événement (review why les donne)',

  PERSON_UNKNOWN: 'personne de ce nom, né ce jour-là, dans ce dossier',
  PERSON_UNSURE: 'deux personnes du ménage répondent à ce nom et à cette date : ajoutez --prenom',
  NOT_RETIRED: 'ce dossier n’est ni mis à l’écart ni à effacer : rien à ramener',
  DIGEST_DUE: 'un récapitulatif qui cite le dossier est en train de partir : relancez la même commande',
  OBJECT_KEPT: 'un objet n’a pas pu être effacé (droits ?) : relancez la même commande',

  REKEY_SAME: 'la nouvelle clé est l’ancienne',
  REKEY_NOT_IN_USE: 'MATCHING_KEY n’est pas la clé en service : aucun dossier n’a de numéro sous elle',
  REKEY_OTHER: 'un changement vers une autre clé n’est pas fini : finissez-le d’abord, avec ses deux clés',
};

/** The system's errors by code, in French. */
const systemErrors: Readonly<Record<string, string>> = {
  ENOENT: 'introuvable',
  EACCES: 'accès refusé',
  EISDIR: 'c’est un dossier, un fichier est attendu',
  ENOTDIR: 'un dossier est attendu',
  EEXIST: 'existe déjà',
  ECONNREFUSED: 'rien ne répond à cette adresse',
  EADDRINUSE: 'ce port est déjà pris',
};

/** What went wrong, for whoever typed a command: in French when the error was to be expected. */
export const inFrench = (error: unknown): string => {
  if (error instanceof HubError) return `${refusals[error.code] ?? error.message} (${error.code})`;
  if (!(error instanceof Error)) return String(error);
  // A fault of this program: whoever mends it needs the stack.
  if (error instanceof TypeError || error instanceof ReferenceError) return error.stack ?? error.message;
  const { code, path, address, port }: NodeJS.ErrnoException & { address?: string; port?: number } = error;
  const said = systemErrors[code ?? ''];
  if (said === undefined) return error.message;
  const where = path ?? (address === undefined ? undefined : `${address}:${port}`);
  return where === undefined ? `${said} (${error.message || code})` : `${where} : ${said}`;
};
