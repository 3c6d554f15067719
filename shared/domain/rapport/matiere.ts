import type { CivilDate } from '../calendar/civil-date.ts';
import type { Etat, Preuve } from '../engagements/declaration.ts';
import type { Engagement } from '../engagements/engagement.ts';
import type { Annee, Lecteur } from './chiffres.ts';
import type { Version } from './document.ts';

/** A commitment, and what became of it in the year. */
export type EngagementDuRapport = {
  readonly engagement: Engagement;
  readonly etat: Etat | undefined;
  readonly preuve: Preuve | undefined;
  readonly reprisDe: number | undefined;
};

/** What a report is made of. */
export type MatiereDuRapport = {
  version: Version;
  annee: Annee;
  /** The years before it that have figures, the earliest first. */
  avant: readonly Annee[];
  engagements: readonly EngagementDuRapport[];
  /** What a partner is called, by its code. */
  nom: (code: string) => string;
  /** What a reason to refuse a message says, by its code. */
  motif?: (code: string) => string;
  /** When the public version was published (ISO UTC); undefined while it is a draft. */
  publieLe?: CivilDate | undefined;
};

/** The figures of the year, and of the one before where it has some. */
export type Lecteurs = { courante: Lecteur; precedente: Lecteur | undefined };
