import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import * as z from 'zod';
import { isStageName, type Stage, stages } from '../infra/stages.ts';
import { type DwellingQuery, resolveDwelling } from '../shared/domain/territory/resolve.ts';
import { arrondissements } from '../shared/domain/territory/table.ts';
import { DONE, Misused } from './arguments.ts';
import { command } from './command.ts';

/** The printed answer about one dwelling. */
const routeOf = (query: DwellingQuery, { mailboxes }: Stage): Record<string, unknown> => {
  const found = resolveDwelling(query);
  switch (found.kind) {
    case 'resolved':
      return {
        insee: found.insee ?? null,
        commune: found.commune ?? null,
        arrondissement: { code: found.arrondissement, name: arrondissements().get(found.arrondissement) },
        mailbox: mailboxes.arrondissements[found.arrondissement],
        by: found.by,
        ...(found.warnings.length > 0 && { warnings: found.warnings }),
      };
    case 'outside':
      return {
        mailbox: null,
        reason: {
          code: 'HORS_DEPARTEMENT',
          message: `Le logement est dans le département ${found.departement.name} (${found.departement.code}).`,
        },
      };
    case 'unresolved':
      return { mailbox: null, reason: found.reason };
  }
};

const rowSchema = z.object({
  insee: z.string().optional(),
  postcode: z.string().optional(),
  commune: z.string().optional(),
});
const columns = ['insee', 'postcode', 'commune'];

const routeFile = async (file: string, stage: Stage): Promise<void> => {
  const header = (names: string[]): string[] => {
    const found = names.map((name) => name.trim().toLowerCase());
    if (!found.some((name) => columns.includes(name))) {
      throw new Error(`${file}: aucune des colonnes ${columns.join(', ')} dans l'en-tête`);
    }
    return found;
  };
  const rows = parse({
    bom: true,
    delimiter: [',', ';'],
    columns: header,
    skip_empty_lines: false,
    relax_column_count: true,
    trim: true,
  });
  await pipeline(createReadStream(file), rows, async (source: AsyncIterable<unknown>) => {
    for await (const row of source) console.log(JSON.stringify(routeOf(rowSchema.parse(row), stage)));
  });
};

export const route = command({
  about: "Dit quel arrondissement et quelle boîte aux lettres de l'État reçoivent l'alerte d'un logement.",
  usage: `--insee 77284
--postcode 77130 --commune Montereau-Fault-Yonne
--file communes.csv`,
  options: {
    insee: { type: 'string', value: 'CODE', about: 'code INSEE de la commune' },
    postcode: { type: 'string', value: 'CODE', about: 'code postal' },
    commune: { type: 'string', value: 'NOM', about: 'nom de la commune' },
    file: {
      type: 'string',
      value: 'FICHIER',
      about: 'un CSV, colonnes insee,postcode,commune (chacune peut être vide)',
    },
    stage: {
      type: 'string',
      value: 'NOM',
      about: 'boîtes de cette étape (prod par défaut)',
      default: 'prod',
    },
  },
  notes:
    'Une ligne JSON par logement, dans l\'ordre ; "mailbox": null avec un motif quand une personne doit décider.',
  run: async ({ values: { insee, postcode, commune, file, stage: name } }) => {
    if (!isStageName(name))
      throw new Misused(`--stage ${name} : une de ${Object.keys(stages).join(', ')} est attendue`);
    const stage = stages[name];
    if (file) await routeFile(file, stage);
    else if (insee || postcode || commune)
      console.log(JSON.stringify(routeOf({ insee, postcode, commune }, stage)));
    else throw new Misused('il faut --insee, --postcode ou --file');
    return DONE;
  },
});
