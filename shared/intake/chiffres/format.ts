import * as z from 'zod/mini';
import { PLUS_GRAND, PLUS_LONG } from '../../domain/indicateurs/declares.ts';
import { oneLine, plainText } from '../../domain/text/plain-text.ts';
import { wireFields } from '../wire.ts';

/** What tells a figure from an event: its `kind`. */
export const CHIFFRE = 'chiffre';

/** A figure as partners write it, format version 1: one a message, or one a row. */
const chiffreWire = z
  .strictObject({
    version: wireFields.version,
    messageId: wireFields.messageId,
    sender: wireFields.sender,
    kind: z.literal(CHIFFRE).check(z.describe('Chiffre déclaré pour une année')),
    annee: z.int().check(z.describe('Année civile que le chiffre décrit')),
    indicateur: z
      .string()
      .check(
        z.overwrite(oneLine),
        z.minLength(1),
        z.maxLength(300),
        z.describe('Indicateur ; son identifiant, ou son libellé dans la charte'),
      ),
    valeur: z.optional(
      z
        .int()
        .check(
          z.nonnegative(),
          z.maximum(PLUS_GRAND),
          z.describe('Valeur ; un nombre entier, 0 compris, pour tout indicateur qui n’est pas un texte'),
        ),
    ),
    texte: z.optional(
      z
        .string()
        .check(
          z.overwrite(plainText),
          z.minLength(1),
          z.maxLength(PLUS_LONG),
          z.describe('Texte ; pour un indicateur qui en est un'),
        ),
    ),
  })
  .check(
    z.meta({
      title: 'Chiffre déclaré, version 1',
      examples: [
        {
          version: '1',
          messageId: 'adil-2025-contacts',
          sender: 'adil',
          kind: CHIFFRE,
          annee: 2025,
          indicateur: 'adil.contacts',
          valeur: 1834,
        },
        {
          version: '1',
          messageId: 'adil-2025-analyse',
          sender: 'adil',
          kind: CHIFFRE,
          annee: 2025,
          indicateur: 'adil.analyse',
          texte: 'Les contacts précèdent de plus en plus souvent le commandement de payer.',
        },
      ],
    }),
  );
type ChiffreWire = z.infer<typeof chiffreWire>;

/** The format of figures: it tells of no household, and makes no event. */
export type ChiffreFormat = { schema: z.ZodMiniType<ChiffreWire>; declare: true };
export const chiffres: ChiffreFormat = { schema: chiffreWire, declare: true };
