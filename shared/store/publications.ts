import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { etatCodes } from '../domain/engagements/declaration.ts';
import type { Annee } from '../domain/rapport/chiffres.ts';
import { lieuxDuRapport, unitesDuRapport } from '../domain/rapport/chiffres.ts';
import { publieKey } from './keys.ts';
import type { Write } from './transact.ts';
import { absent, put } from './writes.ts';

const unites = Object.keys(unitesDuRapport).filter((one): one is keyof typeof unitesDuRapport =>
  Object.hasOwn(unitesDuRapport, one),
);
const chiffreSchema = z.object({
  id: z.string(),
  ou: z.enum([...lieuxDuRapport, 'total']),
  detail: z.string(),
  unite: z.enum(unites),
  cellule: z.union([
    z.object({ statut: z.literal('valeur'), valeur: z.number() }),
    z.object({ statut: z.enum(['nonDeclare', 'nonRecu', 'inconnu', 'sansObjet', 'secret']) }),
  ]),
});
const engagementSchema = z.object({
  id: z.string(),
  etat: z.optional(z.enum(etatCodes)),
  reprisDe: z.optional(z.int()),
});

const publicationSchema = z.object({
  annee: z.int(),
  le: z.iso.date(),
  at: z.iso.datetime(),
  by: z.string(),
  chiffres: z.array(chiffreSchema),
  declarants: z.record(z.string(), z.array(z.string())),
  engagements: z.array(engagementSchema),
});
/** A year as it was published: its figures as they were shown, what was said of commitments, when (ISO UTC) and by whom. */
export type Publication = z.infer<typeof publicationSchema>;

/** A publication as it lies in the table, or in an export of it; undefined when the item is none. */
export const publicationOf = (item: Readonly<Record<string, unknown>>): Publication | undefined =>
  item.entity === 'PUBLICATION' ? publicationSchema.parse(item) : undefined;

/** The figures of a publication, as those of a year. */
export const anneePubliee = ({ annee, le, chiffres, declarants }: Publication): Annee => ({
  ...{ annee, le, chiffres, declarants },
  textes: [],
});

/** What was published of a year; undefined when nothing was. One request. */
export const readPublication = async (
  client: DynamoDBDocumentClient,
  TableName: string,
  annee: number,
): Promise<Publication | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName, Key: publieKey(annee), ConsistentRead: true }),
  );
  return Item && publicationOf(Item);
};

/** Keeps what is published of a year; fails when it was published before. */
export const publicationWrite = (table: string, publication: Publication): Write =>
  put(
    table,
    `publication ${publication.annee}`,
    { ...publieKey(publication.annee), entity: 'PUBLICATION', ...publication },
    absent,
  );
