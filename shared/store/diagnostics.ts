import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import {
  type Diagnostic,
  diagnosticSchema,
  etatsDiagnostic,
  type Nomination,
  nominationSchema,
} from '../domain/dsf/diagnostic.ts';
import type { Moment } from '../domain/dsf/organisme.ts';
import { moments } from '../domain/events/support.ts';
import { schemaVersion } from './items.ts';
import { caseKey, diagnosticKey, enqueteKey, type Key, nominationKey } from './keys.ts';
import { readMany } from './read-many.ts';
import { rowsOf } from './register.ts';
import type { Write } from './transact.ts';
import { absent, put } from './writes.ts';

/** An enquiry as the list of its body has it: no name, no word of anybody's. */
const enqueteSchema = z.object({
  caseId: z.string(),
  moment: z.enum(moments),
  partenaire: z.string(),
  demandeLe: z.iso.date(),
  etat: z.enum(etatsDiagnostic),
});
export type Enquete = z.infer<typeof enqueteSchema>;

/** What a list says of each case beside its enquiry. */
const briefSchema = z.object({
  caseId: z.string(),
  mergedInto: z.optional(z.string()),
  erasing: z.optional(z.unknown()),
  row: z.optional(z.object({ commune: z.string(), audience: z.optional(z.iso.date()) })),
});
export type Brief = z.infer<typeof briefSchema>;

/** Writes an item over the version before its own. */
const versioned = (
  table: string,
  name: string,
  item: Key & Record<string, unknown>,
  version: number,
): Write =>
  version === 1
    ? put(table, name, item, absent)
    : {
        name,
        Put: {
          TableName: table,
          Item: { schemaVersion, ...item },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version - 1 },
        },
      };

/** Names of the writes, by which a refusal tells what somebody else changed. */
const NOMINATION = 'nomination';
export const DIAGNOSTIC = 'diagnostic';

/** Who makes the social enquiries of cases, and what they found. */
export const createDiagnosticStore = (client: DynamoDBDocumentClient, TableName: string) => {
  const get = async <T>(key: Key, schema: z.ZodMiniType<T>): Promise<T | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: key, ConsistentRead: true }));
    return Item && schema.parse(Item);
  };
  const enqueteWrite = (nomination: Nomination, etat: Diagnostic['etat']): Write => {
    const { caseId, moment, partenaire, demandeLe } = nomination;
    const enquete: Enquete = { caseId, moment, partenaire, demandeLe, etat };
    return put(TableName, 'enquete', {
      ...enqueteKey(partenaire, caseId, moment),
      entity: 'ENQUETE',
      ...enquete,
    });
  };
  const goneFrom = ({ partenaire, caseId, moment }: Nomination): Write => ({
    name: 'gone',
    Delete: { TableName, Key: enqueteKey(partenaire, caseId, moment) },
  });
  return {
    /** The body appointed for a case and moment. One request. */
    nomination: (caseId: string, moment: Moment): Promise<Nomination | undefined> =>
      get(nominationKey(caseId, moment), nominationSchema),

    /** A body's diagnostic; undefined while nobody saved any of it. One request. */
    diagnostic: ({ caseId, ...of }: Nomination): Promise<Diagnostic | undefined> =>
      get(diagnosticKey(caseId, of), diagnosticSchema),

    /**
     * The writes by which a body is appointed, in place of the one before. `version` is one more than what was read.
     *
     * @param etat where its diagnostic stands, if it had begun one
     */
    appointWrites: (
      nomination: Nomination,
      before: Nomination | undefined,
      etat: Diagnostic['etat'],
    ): Write[] => [
      versioned(
        TableName,
        NOMINATION,
        {
          ...nominationKey(nomination.caseId, nomination.moment),
          entity: 'NOMINATION',
          ...nomination,
        },
        nomination.version,
      ),
      ...(before && before.partenaire !== nomination.partenaire ? [goneFrom(before)] : []),
      enqueteWrite(nomination, etat),
    ],

    /** The writes by which nobody is appointed any more. */
    withdrawWrites: (nomination: Nomination): Write[] => [
      {
        name: NOMINATION,
        Delete: {
          TableName,
          Key: nominationKey(nomination.caseId, nomination.moment),
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': nomination.version },
        },
      },
      goneFrom(nomination),
    ],

    /**
     * The writes by which a diagnostic is kept, while its body is still the one appointed. `version` is one more than what was read.
     */
    keepWrites: (diagnostic: Diagnostic, nomination: Nomination): Write[] => [
      versioned(
        TableName,
        DIAGNOSTIC,
        { ...diagnosticKey(diagnostic.caseId, diagnostic), entity: 'DIAGNOSTIC', ...diagnostic },
        diagnostic.version,
      ),
      {
        name: NOMINATION,
        ConditionCheck: {
          TableName,
          Key: nominationKey(nomination.caseId, nomination.moment),
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': nomination.version },
        },
      },
      enqueteWrite(nomination, diagnostic.etat),
    ],

    /** The enquiries of a partner. One request for some thousands. */
    enquetes: async (partner: string): Promise<Enquete[]> =>
      (await rowsOf(client, TableName, enqueteKey(partner, '', '').PK, 'ENQUETE#')).map((row) =>
        enqueteSchema.parse(row),
      ),

    /** What a list says of cases, by reference; an erased case is not there. One request for each hundred. */
    briefs: async (cases: readonly string[]): Promise<Map<string, Brief>> =>
      new Map(
        (
          await readMany(client, TableName, cases.map(caseKey), {
            expression: 'caseId, mergedInto, erasing, #row.commune, #row.audience',
            names: { '#row': 'row' },
          })
        ).map((item) => {
          const brief = briefSchema.parse(item);
          return [brief.caseId, brief];
        }),
      ),

    /** The diagnostics of a case that bodies began, whoever is appointed now. One request. */
    ofCase: async (caseId: string): Promise<Diagnostic[]> =>
      (await rowsOf(client, TableName, nominationKey(caseId, '').PK, 'DIAGNOSTIC#')).map((row) =>
        diagnosticSchema.parse(row),
      ),
  };
};
export type DiagnosticStore = ReturnType<typeof createDiagnosticStore>;
