import * as z from 'zod';
import { outcomeSchema } from '../store/items.ts';
import { issueSchema } from './issue.ts';

/** What each partner reads on its replies queue, one for each arrival of a message. */
export const replySchema = z
  .object({
    version: z.literal('1').describe('Version du format'),
    messageId: z.string().describe('Identifiant du message (le vôtre, sinon son empreinte)'),
    reference: z.string().optional().describe('Votre référence, telle que reçue'),
    outcome: outcomeSchema.describe(
      'accepted : enregistré ; pending : enregistré, une personne vérifie ; refused : refusé',
    ),
    case: z.string().optional().describe('Référence du dossier, par exemple 77-2026-000123'),
    receivedAt: z.iso.datetime().describe('Première réception, UTC'),
    warnings: z.array(issueSchema).describe('Ce qui manque ou a été ignoré'),
    errors: z.array(issueSchema).describe('Motifs du refus'),
  })
  .meta({
    title: 'Réponse du hub, version 1',
    examples: [
      {
        version: '1',
        messageId: 'CAF77-2026-0004512',
        reference: 'IMP-2026-4512',
        outcome: 'accepted',
        case: '77-2026-000123',
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
  });
export type Reply = z.infer<typeof replySchema>;
