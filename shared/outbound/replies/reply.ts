import * as z from 'zod/mini';
import { outcomeSchema } from '../../store/items.ts';
import { issueSchema } from './issue.ts';

/** What each partner reads on its replies queue, one for each arrival of a message. */
export const replySchema = z
  .object({
    version: z.literal('1').check(z.describe('Version du format')),
    messageId: z.string().check(z.describe('Identifiant du message (le vôtre, sinon son empreinte)')),
    reference: z.optional(z.string().check(z.describe('Votre référence, telle que reçue'))),
    outcome: outcomeSchema.check(
      z.describe(
        'accepted : enregistré ; pending : enregistré, la commune est à vérifier ou une précision vous est demandée ; refused : refusé',
      ),
    ),
    case: z.optional(
      z
        .string()
        .check(
          z.describe(
            'Nom du dossier pour vous seul, par exemple K7QF-2M9X-4TRB : le même pour tous vos messages de ce dossier ; à dire au téléphone',
          ),
        ),
    ),
    receivedAt: z.iso.datetime().check(z.describe('Première réception, UTC')),
    receipt: z.optional(
      z.string().check(z.describe('Accusé d’enregistrement d’une pièce : clé, sans .json ni .pdf')),
    ),
    warnings: z.array(issueSchema).check(z.describe('Ce qui manque ou a été ignoré')),
    errors: z.array(issueSchema).check(z.describe('Motifs du refus')),
  })
  .check(
    z.meta({
      title: 'Réponse du hub, version 1',
      examples: [
        {
          version: '1',
          messageId: 'CAF77-2026-0004512',
          reference: 'IMP-2026-4512',
          outcome: 'accepted',
          case: 'K7QF-2M9X-4TRB',
          receivedAt: '2026-03-03T08:12:45.120Z',
          warnings: [
            {
              code: 'CHAMP_MANQUANT',
              path: 'dateConstitution',
              expected: 'ce renseignement, s’il est connu',
              message: 'Renseignement absent : dossier enregistré, à compléter.',
            },
          ],
          errors: [],
        },
      ],
    }),
  );
export type Reply = z.infer<typeof replySchema>;
