import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { type Tableau, tableauDe } from '../../domain/indicateurs/tableau.ts';
import { type Annee, chiffresDe } from '../../domain/rapport/chiffres.ts';
import { apercu } from '../../domain/rapport/public.ts';
import { readDeclares } from '../../store/declares.ts';
import { readAnnee, readBehind } from '../../store/indicateurs.ts';
import { caseRowSchema } from '../../store/items.ts';
import { caseKey } from '../../store/keys.ts';
import type { ListedCase } from '../../store/lists.ts';
import { anneePubliee, readPublication } from '../../store/publications.ts';
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

/** The figures of a year as the State's services read them: all. Two requests. @param today Europe/Paris */
export const lireAnnee = async (deps: Deps, annee: number, today: CivilDate): Promise<Annee> =>
  chiffresDe(
    await lireTableau(deps, annee, today),
    annee === Number(today.slice(0, 4)) ? 'courante' : 'passee',
  );

/**
 * The figures of a year as any other signatory reads them: as they were published; until they are, those of the whole département without what would name a
 * household. Three requests at the most. @param today Europe/Paris
 */
export const lireAnneePartagee = async (deps: Deps, annee: number, today: CivilDate): Promise<Annee> => {
  const publication = await readPublication(deps.client, deps.table, annee);
  return publication ? anneePubliee(publication) : apercu(await lireAnnee(deps, annee, today));
};

const listedSchema = z.object({
  caseId: z.string(),
  row: caseRowSchema,
  arrondissement: z.optional(z.string()),
  apart: z.optional(z.unknown()),
  erasing: z.optional(z.unknown()),
});

/** Cases shown at a time. */
const PAGE = 50;

/**
 * The cases behind a count, by reference, as lists show them. Two requests. A case that went to another arrondissement, or that was set apart, is
 * left out: counts follow it later than its summary, and its new place says who may read it.
 *
 * @param after the last one of the page before
 */
export const lireDerriere = async (
  { client, table }: Deps,
  of: { annee: number; cle: string; lieu: ArrondissementCode },
  after?: string,
): Promise<{ cases: Pick<ListedCase, 'caseId' | 'row'>[]; next: string | undefined }> => {
  const { caseIds, next } = await readBehind(client, table, of, PAGE, after);
  const items = await readMany(client, table, caseIds.map(caseKey), {
    expression: 'caseId, #row, arrondissement, apart, erasing',
    names: { '#row': 'row' },
  });
  const found = items
    .flatMap((item) => listedSchema.safeParse(item).data ?? [])
    .filter(({ arrondissement, apart, erasing }) => arrondissement === of.lieu && !apart && !erasing)
    .map(({ caseId, row }) => ({ caseId, row }));
  return { cases: found.toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1)), next };
};
