import * as z from 'zod/mini';
import { moments, organismesEnquete } from '../events/support.ts';
import { contenuSain, estPartie, nomsParties, type Partie } from './formulaire.ts';

/**
 * Where a diagnostic stands. `carence`: the household did not answer the invitations that were made. There is no state for a body that does not
 * know the household: the charter asks enquiries «pour tous les publics connus ou non» (A1 Département, CCAS), so that is no reason to refuse one.
 */
export const etatsDiagnostic = ['enCours', 'rendu', 'carence'] as const;
export type EtatDiagnostic = (typeof etatsDiagnostic)[number];
/** The two ways in which a body ends a diagnostic. */
export type Fin = Exclude<EtatDiagnostic, 'enCours'>;
export const estFin = (text: string): text is Fin => text === 'rendu' || text === 'carence';

const saisieSchema = z.object({
  /** One more each time this part is saved: who saves it says which one they read. */
  version: z.int(),
  by: z.string(),
  at: z.iso.datetime(),
});
const partieSchema = z.custom<Partie>((value) => typeof value === 'string' && estPartie(value));

/** A diagnostic as one body fills it, for one case and moment. */
export const diagnosticSchema = z.object({
  caseId: z.string(),
  moment: z.enum(moments),
  /** Code of the partner who fills it, and the day of the request that it answers: another request is another diagnostic. */
  partenaire: z.string(),
  demandeLe: z.iso.date(),
  version: z.int(),
  etat: z.enum(etatsDiagnostic),
  contenu: z.pipe(z.unknown(), z.transform(contenuSain)),
  /** Who saved each part last, and when. */
  saisies: z.partialRecord(partieSchema, saisieSchema),
  /** Who ended it, when, and the event that told the case so. */
  fini: z.optional(z.object({ by: z.string(), at: z.iso.datetime(), evenement: z.string() })),
});
export type Diagnostic = z.infer<typeof diagnosticSchema>;

/** The body appointed for one case and moment: one at a time. */
export const nominationSchema = z.object({
  caseId: z.string(),
  moment: z.enum(moments),
  version: z.int(),
  organisme: z.enum(organismesEnquete),
  /** Code of the partner appointed, and its name in the registry that day. */
  partenaire: z.string(),
  nom: z.string(),
  /** Day of the préfet's request, from which fifteen working days run. */
  demandeLe: z.iso.date(),
  /** The event that tells the case of it. */
  evenement: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
});
export type Nomination = z.infer<typeof nominationSchema>;

/** A diagnostic that nobody has saved yet. */
export const vierge = ({
  caseId,
  moment,
  partenaire,
  demandeLe,
}: Pick<Nomination, 'caseId' | 'moment' | 'partenaire' | 'demandeLe'>): Diagnostic => ({
  caseId,
  moment,
  partenaire,
  demandeLe,
  version: 0,
  etat: 'enCours',
  contenu: {},
  saisies: {},
});

/** The version of a part that a page shows, which it gives back when it saves: 0 where nobody saved it. */
export const versionDe = ({ saisies }: Pick<Diagnostic, 'saisies'>, partie: Partie): number =>
  saisies[partie]?.version ?? 0;

/** The last save of a diagnostic, whatever the part. */
export const derniereSaisie = ({
  saisies,
}: Pick<Diagnostic, 'saisies'>): { by: string; at: string } | undefined =>
  nomsParties.flatMap((partie) => saisies[partie] ?? []).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
