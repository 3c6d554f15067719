import * as z from 'zod';
import { engagementsDe } from '../../shared/cases/engagements/read.ts';
import type { SourceDuRapport } from '../../shared/cases/indicateurs/rapport.ts';
import { lignesDe } from '../../shared/cases/indicateurs/reconstruire.ts';
import type { CivilDate } from '../../shared/domain/calendar/civil-date.ts';
import { declarationSchema } from '../../shared/domain/engagements/declaration.ts';
import { tableauDe } from '../../shared/domain/indicateurs/tableau.ts';
import { declareOf } from '../../shared/store/declares.ts';
import { publicationOf } from '../../shared/store/publications.ts';
import type { StoredItem } from '../backup/item-lines.ts';
import { rebuild } from './rebuild.ts';

const partnerSchema = z.object({ entity: z.literal('PARTNER'), code: z.string(), name: z.string() });

/**
 * Reads a report from an export: its cases are counted anew from their events, and the rest is as the export has it.
 *
 * @param day as of which it is counted, Europe/Paris
 * @param onCase is told of each case that is counted
 */
export const sourceOfExport = async (
  items: AsyncIterable<StoredItem>,
  day: CivilDate,
  onCase: () => void = () => {},
): Promise<SourceDuRapport> => {
  const { rebuilt, hub, others } = await rebuild(items, day, {
    wanted: ['DECLARE', 'DECLARATION', 'PUBLICATION', 'PARTNER'],
    onSource: async () => onCase(),
  });
  const declares = others.flatMap((item) => declareOf(item) ?? []);
  const publications = others.flatMap((item) => publicationOf(item) ?? []);
  const said = others.flatMap((item) =>
    item.entity === 'DECLARATION' ? [declarationSchema.parse(item)] : [],
  );
  const names = others.flatMap((item) => partnerSchema.safeParse(item).data ?? []);
  return {
    tableau: async (annee) =>
      tableauDe(
        annee,
        lignesDe(annee, rebuilt, hub),
        declares.filter((one) => one.annee === annee).map(({ chiffre }) => chiffre),
        day,
      ),
    publication: async (annee) => publications.find((one) => one.annee === annee),
    engagements: async (annee) => engagementsDe(said, annee),
    noms: async () => new Map(names.map(({ code, name }) => [code, name])),
  };
};
