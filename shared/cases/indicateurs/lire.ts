import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { type Tableau, tableauDe } from '../../domain/indicateurs/tableau.ts';
import { readDeclares } from '../../store/declares.ts';
import { readAnnee, readBehind } from '../../store/indicateurs.ts';
import { caseRowSchema } from '../../store/items.ts';
import { caseKey } from '../../store/keys.ts';
import type { ListedCase } from '../../store/lists.ts';
import { readMany } from '../../store/read-many.ts';

type Deps = { client: DynamoDBDocumentClient; table: string };

/** The figures of a year, as they are counted and declared. A request for each. @param today Europe/Paris */
export const lireTableau = async (
  { client, table }: Deps,
  annee: number,
  today: CivilDate,
): Promise<Tableau> => {
  const [lignes, chiffres] = await Promise.all([
    readAnnee(client, table, annee),
    readDeclares(client, table, annee),
  ]);
  return tableauDe(annee, lignes, chiffres, today);
};

const listedSchema = z.object({ caseId: z.string(), row: caseRowSchema });

/** Cases shown at a time. */
const PAGE = 50;

/** The cases behind a count, by reference, as lists show them. Two requests. @param after the last one of the page before */
export const lireDerriere = async (
  { client, table }: Deps,
  of: { annee: number; cle: string; lieu: ArrondissementCode },
  after?: string,
): Promise<{ cases: Pick<ListedCase, 'caseId' | 'row'>[]; next: string | undefined }> => {
  const { caseIds, next } = await readBehind(client, table, of, PAGE, after);
  const items = await readMany(client, table, caseIds.map(caseKey), {
    expression: 'caseId, #row',
    names: { '#row': 'row' },
  });
  const found = items.flatMap((item) => listedSchema.safeParse(item).data ?? []);
  return { cases: found.toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1)), next };
};
