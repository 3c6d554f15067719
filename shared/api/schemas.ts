import * as z from 'zod/mini';
import { explocActSchema } from '../outbound/exploc/export.ts';
import { issueSchema } from '../outbound/replies/issue.ts';
import { replySchema } from '../outbound/replies/reply.ts';
import { explocReceiptSchema, pieceStatuses } from '../store/pieces.ts';

/** Bodies of the HTTP API, version 1. */
const status = z
  .enum(pieceStatuses)
  .check(
    z.describe(
      'awaited : le fichier est attendu ou en cours d’analyse ; accepted : enregistrée ; pending : enregistrée, la commune est à vérifier ou une précision vous est demandée ; refused : refusée',
    ),
  );
const id = z.string().check(z.describe('Numéro d’enregistrement'));

const uploadSchema = z.object({
  url: z.string().check(z.describe('Adresse du formulaire')),
  fields: z
    .record(z.string(), z.string())
    .check(z.describe('Champs du formulaire multipart, avant « file »')),
  expiresAt: z.iso.datetime().check(z.describe('Fin de validité, UTC')),
  maxBytes: z.int().check(z.describe('Taille maximale du fichier, en octets')),
});

/** What is wrong with a request, in the same form as in a reply. */
export const problemSchema = z
  .object({ errors: z.array(issueSchema).check(z.describe('Ce qui ne va pas')) })
  .check(z.meta({ title: 'Problème, version 1' }));

/** The answer to an announced piece: where to send its file. */
export const depositSchema = z
  .object({
    id,
    status,
    upload: z.optional(uploadSchema),
    warnings: z.array(issueSchema).check(z.describe('Ce qui manque ou a été ignoré')),
  })
  .check(z.meta({ title: 'Dépôt d’une pièce, version 1' }));

export const pieceStatusSchema = z
  .object({
    id,
    status,
    reference: z.optional(z.string().check(z.describe('Votre référence'))),
    kind: z.optional(z.string().check(z.describe('Nature de l’acte'))),
    actDate: z.optional(z.string().check(z.describe('Date de l’acte'))),
    case: z.optional(z.string().check(z.describe('Nom du dossier pour votre étude seule'))),
    receivedAt: z.optional(z.iso.datetime().check(z.describe('Réception du fichier, UTC'))),
    sha256: z.optional(z.string().check(z.describe('Empreinte du fichier reçu'))),
    replaces: z.optional(
      z.string().check(z.describe('Numéro de la pièce du même acte que celle-ci remplace')),
    ),
    exploc: z.optional(explocReceiptSchema.check(z.describe('Récépissé EXPLOC'))),
    errors: z.array(issueSchema).check(z.describe('Motifs du refus')),
    warnings: z.array(issueSchema).check(z.describe('Ce qui manque ou a été ignoré')),
  })
  .check(z.meta({ title: 'État d’une pièce, version 1' }));

const next = z.optional(z.string().check(z.describe('À redonner dans « apres » pour la suite')));
export const piecePageSchema = z
  .object({ pieces: z.array(pieceStatusSchema), next })
  .check(z.meta({ title: 'Pièces d’un jour, version 1' }));
export const explocPageSchema = z
  .object({ acts: z.array(explocActSchema), next })
  .check(z.meta({ title: 'Actes à porter dans EXPLOC, version 1' }));

/** The answer to a message: it is taken, and its reply will come. */
export const takenSchema = z
  .object({
    messageId: z.string().check(z.describe('Identifiant du message (le vôtre, sinon son empreinte)')),
    reference: z.optional(z.string().check(z.describe('Votre référence, telle que reçue'))),
    warnings: z.array(issueSchema).check(z.describe('Ce qui manque ou a été ignoré')),
  })
  .check(z.meta({ title: 'Message reçu, version 1' }));

export const unreadPageSchema = z
  .object({
    reponses: z.array(
      z.object({
        id: z.string().check(z.describe('À donner pour retirer la réponse, une fois lue')),
        reponse: replySchema,
      }),
    ),
    suite: z.boolean().check(z.describe('Il en reste : retirez celles-ci, puis redemandez')),
  })
  .check(z.meta({ title: 'Réponses non lues, version 1' }));

const fileId = z.string().check(z.describe('Numéro du fichier'));
/** The answer to an announced file: where to send it. */
export const fileAnnouncedSchema = z
  .object({ id: fileId, upload: uploadSchema })
  .check(z.meta({ title: 'Dépôt d’un fichier, version 1' }));
export const fileStatusSchema = z
  .object({
    id: fileId,
    status: z
      .enum(['awaited', 'reported'])
      .check(
        z.describe(
          'awaited : le fichier est attendu ou en cours de lecture ; reported : lu, son compte rendu est là',
        ),
      ),
    reports: z.optional(
      z.object({
        json: z.string().check(z.describe('Adresse du compte rendu pour un programme, valable dix minutes')),
        csv: z.string().check(z.describe('La même, pour un tableur')),
      }),
    ),
  })
  .check(z.meta({ title: 'État d’un fichier, version 1' }));
