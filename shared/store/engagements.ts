import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Declaration, declarationSchema } from '../domain/engagements/declaration.ts';
import { declarationKey } from './keys.ts';
import { rowsOf } from './register.ts';
import { transactAgain } from './transact.ts';
import { absent, put } from './writes.ts';

/** What signatories said of their commitments, by year. Nothing said is ever written over: its version is in its key. */
export const createEngagementStore = (client: DynamoDBDocumentClient, table: string) => ({
  /** All that was said for a year. One request for some thousands. */
  ofYear: async (annee: number): Promise<Declaration[]> =>
    (await rowsOf(client, table, declarationKey(annee, '', 0).PK, 'DIT#')).map((row) =>
      declarationSchema.parse(row),
    ),

  /** Keeps what is said, whose `version` is one more than what was read. Gives false when somebody else said something meanwhile. */
  say: async (declaration: Declaration): Promise<boolean> => {
    const { annee, engagement, version } = declaration;
    const written = await transactAgain(client, [
      put(
        table,
        'declaration',
        { ...declarationKey(annee, engagement, version), entity: 'DECLARATION', ...declaration },
        absent,
      ),
    ]);
    return written.kind === 'written';
  },
});
