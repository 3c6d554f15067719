import type { ReviewItem } from '../../../../shared/store/items.ts';

type Reason = ReviewItem['reason'];

/** What each kind of question is called, several of them, and what it asks. */
export const questions: Readonly<Record<Reason, { many: string; asks: string }>> = {
  fin: { many: 'Faits qui mettraient fin à un dossier', asks: 'Ce fait est-il vrai ?' },
  commune: { many: 'Communes à établir', asks: 'Dans quelle commune est ce logement ?' },
  rapprochement: { many: 'Ménages peut-être déjà connus', asks: 'Ce ménage est-il déjà connu ?' },
  fusion: { many: 'Dossiers à réunir', asks: 'Ces deux dossiers sont-ils d’un même ménage ?' },
  coherence: {
    many: 'Faits qui étonnent dans leur dossier',
    asks: 'Ce qui est arrivé est-il de ce dossier ?',
  },
  terme: { many: 'Dossiers ouverts arrivés à leur terme', asks: 'Faut-il garder ce dossier ?' },
  audit: { many: 'Contrôles à l’aveugle', asks: 'Ce rattachement est-il juste ?' },
};

/** Each answer that a page may send, as it is told once given. */
export const answered: Readonly<Record<string, string>> = {
  rattacher: 'c’est ce ménage',
  nouveau: 'un ménage nouveau',
  distinct: 'distincts pour de bon',
  demander: 'question envoyée au partenaire ; elle reste à trancher',
  reunir: 'un même ménage, les dossiers sont réunis',
  garder: 'rien à changer',
  conserver: 'le dossier est gardé',
  effacer: 'le dossier peut partir',
  sortir: 'sorti du dossier',
  confirmer: 'le fait est vrai',
  rejeter: 'le fait n’est pas vrai',
  commune: 'commune établie',
  proposer: 'réunion proposée ; une autre personne doit la confirmer',
  retirer: 'votre proposition est retirée',
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** For how long something has waited. @param from ISO UTC, as `now` @example sinceOf('2026-03-01T08:00:00Z', '2026-03-03T09:00:00Z') // 'depuis 2 jours' */
export const sinceOf = (from: string, now: string): string => {
  const ms = Math.max(0, Date.parse(now) - Date.parse(from));
  if (ms < HOUR) return `depuis ${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `depuis ${Math.floor(ms / HOUR)} h`;
  return `depuis ${Math.floor(ms / DAY)} jours`;
};

/** How many questions are left, in words. @param more there are others, that were not counted */
export const leftOf = (n: number, more: boolean): string => {
  if (n === 0 && !more) return 'Plus rien n’attend une réponse.';
  return `${more ? 'Plus de ' : ''}${n} ${n < 2 ? 'question reste' : 'questions restent'} à trancher.`;
};

/** Address of a question's page. */
export const placeOf = (caseId: string, id: string): string => `/rapprochements/${caseId}/${id}`;
