import * as z from 'zod/mini';
import { outcomeSchema } from '../../store/items.ts';
import { issueSchema } from '../replies/issue.ts';

/** What the sender of a file reads about one row. */
export const reportRowSchema = z.object({
  line: z.int().check(z.describe('Ligne du fichier ; la première est 1')),
  reference: z.optional(z.string().check(z.describe('Votre référence'))),
  outcome: outcomeSchema.check(z.describe('accepted, pending ou refused, comme dans une réponse')),
  repeated: z.boolean().check(z.describe('Déjà reçue auparavant : rien n’a changé')),
  case: z.optional(z.string().check(z.describe('Nom du dossier pour vous seul, comme dans une réponse'))),
  issues: z.array(
    z.extend(issueSchema, { column: z.string().check(z.describe('Colonne du fichier, ou chemin')) }),
  ),
});
export type ReportRow = z.infer<typeof reportRowSchema>;

const totalsSchema = z.object({
  rows: z.int().check(z.describe('Lignes de données')),
  accepted: z.int().check(z.describe('Enregistrées')),
  pending: z.int().check(z.describe('Enregistrées, à vérifier ou à préciser')),
  refused: z.int().check(z.describe('Refusées')),
  repeated: z.int().check(z.describe('Parmi elles, celles qui étaient déjà venues')),
});
export type Totals = z.infer<typeof totalsSchema>;

/** The report of a file, for programs. */
export const reportSchema = z
  .object({
    version: z.literal('1').check(z.describe('Version du format')),
    file: z.string().check(z.describe('Clé du fichier déposé')),
    sha256: z.optional(z.string().check(z.describe('Empreinte du fichier'))),
    receivedAt: z.iso.datetime().check(z.describe('Réception, UTC')),
    endedAt: z.iso.datetime().check(z.describe('Fin du traitement, UTC')),
    outcome: z
      .enum(['processed', 'refused', 'known'])
      .check(
        z.describe('processed : traité ; refused : refusé en entier ; known : déjà reçu, rien n’a changé'),
      ),
    knownAs: z.optional(z.string().check(z.describe('Fichier déjà reçu : sa clé'))),
    errors: z.array(issueSchema).check(z.describe('Motifs du refus du fichier entier')),
    warnings: z.optional(
      z.array(issueSchema).check(z.describe('Ce qui, du fichier, n’a pas été lu : feuilles, colonnes')),
    ),
    totals: totalsSchema.check(z.describe('Nombre de lignes')),
    rows: z.array(reportRowSchema),
  })
  .check(
    z.meta({
      title: 'Compte rendu d’un fichier, version 1',
      examples: [
        {
          version: '1',
          file: 'drop/caf/impayes-2026-03.csv',
          sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          receivedAt: '2026-03-03T08:12:45.120Z',
          endedAt: '2026-03-03T08:12:51.480Z',
          outcome: 'processed',
          errors: [],
          totals: { rows: 2, accepted: 1, pending: 0, refused: 1, repeated: 0 },
          rows: [
            {
              line: 2,
              reference: 'IMP-2026-4512',
              outcome: 'accepted',
              repeated: false,
              case: 'K7QF-2M9X-4TRB',
              issues: [],
            },
            {
              line: 3,
              outcome: 'refused',
              repeated: false,
              issues: [
                {
                  code: 'CHAMP_MANQUANT',
                  path: 'reference',
                  expected: 'un texte',
                  message: 'Champ obligatoire absent.',
                  column: 'Référence',
                },
              ],
            },
          ],
        },
      ],
    }),
  );
export type Report = z.infer<typeof reportSchema>;
export type ReportHead = Omit<Report, 'rows'>;

export const noTotals: Totals = { rows: 0, accepted: 0, pending: 0, refused: 0, repeated: 0 };

export const counted = (totals: Totals, { outcome, repeated }: ReportRow): Totals => ({
  ...totals,
  rows: totals.rows + 1,
  [outcome]: totals[outcome] + 1,
  repeated: totals.repeated + (repeated ? 1 : 0),
});
