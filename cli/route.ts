import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse';
import * as z from 'zod';
import { type Stage, stageOf } from '../infra/stages.ts';
import { type DwellingQuery, resolveDwelling } from '../shared/domain/territory/resolve.ts';
import { arrondissements } from '../shared/domain/territory/table.ts';

const HELP = `Dit quel arrondissement et quelle boîte aux lettres de l'État reçoivent l'alerte d'un logement.

  npm run --silent route -- --insee 77284
  npm run --silent route -- --postcode 77130 --commune Montereau-Fault-Yonne
  npm run --silent route -- --file communes.csv      colonnes insee,postcode,commune (chacune peut être vide)

  --stage NOM   boîtes de cette étape (prod par défaut)
  --help        ce texte

Une ligne JSON par logement, dans l'ordre ; "mailbox": null avec un motif quand une personne doit décider.`;

/** The answer for one dwelling, as printed. */
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

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  const { values } = parseArgs({
    options: {
      insee: { type: 'string' },
      postcode: { type: 'string' },
      commune: { type: 'string' },
      file: { type: 'string' },
      stage: { type: 'string', default: 'prod' },
      help: { type: 'boolean', default: false },
    },
  });
  const { insee, postcode, commune, file } = values;
  const stage = stageOf(values.stage);
  if (values.help) console.log(HELP);
  else if (file) await routeFile(file, stage);
  else if (insee || postcode || commune)
    console.log(JSON.stringify(routeOf({ insee, postcode, commune }, stage)));
  else throw new Error('il faut --insee, --postcode ou --file (voir --help)');
} catch (error) {
  console.error(`route : ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`);
  process.exitCode = 2;
}
