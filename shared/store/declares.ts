import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type ChiffreDeclare, moyens, voies } from '../domain/indicateurs/declares.ts';
import { etapesDemande } from '../domain/indicateurs/demandes.ts';
import { schemaVersion } from './items.ts';
import { correctionKey, declareKey, demandeKey, type Key } from './keys.ts';
import { rowsOf } from './register.ts';
import { transactAgain, type Write } from './transact.ts';
import { absent, put } from './writes.ts';

/** What was declared, by whom, when and how. */
const ditShape = {
  indicateur: z.string(),
  partenaire: z.string(),
  valeur: z.optional(z.int().check(z.nonnegative())),
  texte: z.optional(z.string()),
  at: z.iso.datetime(),
  by: z.string(),
  /** Id of the person who signed in to say it. */
  person: z.optional(z.string()),
  voie: z.enum(voies),
  /** How the partner told it to the agent who entered it. */
  moyen: z.optional(z.enum(moyens)),
};
const annuleSchema = z.object({ at: z.iso.datetime(), by: z.string() });

const chiffreSchema = z.object({
  annee: z.int(),
  ...ditShape,
  version: z.int().check(z.positive()),
  corrections: z.int().check(z.nonnegative()),
});
/** A figure of a year, as it stands; without a value nor a text when the only one it had was undone. */
export type Chiffre = z.infer<typeof chiffreSchema>;

const correctionSchema = z.object({
  annee: z.int(),
  ...ditShape,
  version: z.int(),
  /** It was undone the day it was told. */
  annule: z.optional(annuleSchema),
  /** It is in force again: what replaced it was undone. */
  repris: z.optional(z.literal(true)),
});
/** A value that a figure had, and that another replaced or a person undid. */
export type Correction = z.infer<typeof correctionSchema>;

export const demandeSchema = z.object({
  id: z.string(),
  annee: z.int(),
  etape: z.enum(etapesDemande),
  /** Code and name of the partner that is written to; the State's, for the list of what is missing. */
  partenaire: z.string(),
  nom: z.string(),
  mailbox: z.email(),
  /** Ids of what is asked, or is missing still. */
  indicateurs: z.array(z.string()),
  /** For the State: what is missing, partner by partner. */
  manquants: z.optional(z.array(z.object({ nom: z.string(), indicateurs: z.array(z.string()) }))),
  at: z.iso.datetime(),
  status: z.enum(['due', 'sent', 'undelivered']),
});
/** A mail that asks for figures. */
export type Demande = z.infer<typeof demandeSchema>;

/** Whether a figure has a value, or a text. */
export const estDeclare = ({ valeur, texte }: Pick<Chiffre, 'valeur' | 'texte'>): boolean =>
  valeur !== undefined || texte !== undefined;

/** The figures that partners declare, their earlier values, and the mails that ask for them. */
export const createDeclareStore = (client: DynamoDBDocumentClient, TableName: string) => {
  const rows = async <T>(PK: string, prefix: string, schema: z.ZodMiniType<T>): Promise<T[]> =>
    (await rowsOf(client, TableName, PK, prefix)).map((row) => schema.parse(row));
  const keyOf = ({
    annee,
    partenaire,
    indicateur,
  }: Pick<Chiffre, 'annee' | 'partenaire' | 'indicateur'>): Key => declareKey(annee, partenaire, indicateur);
  const atVersion = (version: number) =>
    version === 0
      ? { ConditionExpression: absent }
      : {
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        };

  return {
    /** Every figure of a year. One request for some thousands. */
    annee: (annee: number): Promise<Chiffre[]> =>
      rows(declareKey(annee, '', '').PK, 'CHIFFRE#', chiffreSchema),

    /** A partner's figures of a year. One request. */
    dePartenaire: (annee: number, partenaire: string): Promise<Chiffre[]> => {
      const { PK, SK } = declareKey(annee, partenaire, '');
      return rows(PK, SK, chiffreSchema);
    },

    /** One figure of a year. One request. */
    chiffre: async (annee: number, partenaire: string, indicateur: string): Promise<Chiffre | undefined> => {
      const Key = declareKey(annee, partenaire, indicateur);
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item && chiffreSchema.parse(Item);
    },

    /** The values that a partner's figures of a year had, by figure, the earliest first. One request. */
    corrections: (annee: number, partenaire: string): Promise<Correction[]> =>
      rows(correctionKey(annee, '', '', 0).PK, `CORRECTION#${partenaire}#`, correctionSchema),

    /** The write of a figure, whose `version` is one more than what was read: it fails when somebody changed it meanwhile. */
    chiffreWrite: (chiffre: Chiffre): Write => ({
      name: chiffre.indicateur,
      Put: {
        TableName,
        Item: { schemaVersion, entity: 'DECLARE', ...keyOf(chiffre), ...chiffre },
        ...atVersion(chiffre.version - 1),
      },
    }),

    /** The check that a figure still has the version that was read, 0 for none. */
    chiffreIs: (annee: number, partenaire: string, indicateur: string, version: number): Write => ({
      name: indicateur,
      ConditionCheck: { TableName, Key: declareKey(annee, partenaire, indicateur), ...atVersion(version) },
    }),

    /** The write that keeps a value which is replaced, undone, or in force again. */
    correctionWrite: (correction: Correction): Write =>
      put(TableName, 'correction', {
        ...correctionKey(correction.annee, correction.partenaire, correction.indicateur, correction.version),
        entity: 'CORRECTION',
        ...correction,
      }),

    /** The mails that asked for a year's figures. One request. */
    demandes: (annee: number): Promise<Demande[]> =>
      rows(demandeKey(annee, '', '').PK, 'DEMANDE#', demandeSchema),

    /** Writes a mail unless it was written before. Gives whether it did. One request. */
    demanderOnce: async (demande: Demande): Promise<boolean> => {
      const key = demandeKey(demande.annee, demande.etape, demande.partenaire);
      const written = await transactAgain(client, [
        put(TableName, 'demande', { ...key, entity: 'DEMANDE', ...demande }, absent),
      ]);
      return written.kind === 'written';
    },
  };
};
export type DeclareStore = ReturnType<typeof createDeclareStore>;

const ditDe = ({
  indicateur,
  partenaire,
  valeur,
  texte,
  at,
  by,
  voie,
  corrections,
}: Chiffre): ChiffreDeclare => ({
  ...{ indicateur, partenaire, at, by, voie, corrections },
  ...(valeur !== undefined && { valeur }),
  ...(texte !== undefined && { texte }),
});

/** What partners declared for a year, one figure a partner and indicator, undone ones left out. One request for some thousands. */
export const readDeclares = async (
  client: DynamoDBDocumentClient,
  table: string,
  annee: number,
): Promise<ChiffreDeclare[]> =>
  (await createDeclareStore(client, table).annee(annee)).filter(estDeclare).map(ditDe);

/** A declared figure as it lies in an export of the table, with its year; undefined when the item is none, or was undone. */
export const declareOf = (
  item: Readonly<Record<string, unknown>>,
): { annee: number; chiffre: ChiffreDeclare } | undefined => {
  if (item.entity !== 'DECLARE') return undefined;
  const found = chiffreSchema.parse(item);
  return estDeclare(found) ? { annee: found.annee, chiffre: ditDe(found) } : undefined;
};
