import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { authorIn } from './author.ts';
import { readExport, writeExport } from './backup/export-files.ts';
import { type Sum, sameSum } from './backup/sum.ts';
import { createLike, dropTable, importInto, itemsIn, sumOf } from './backup/table.ts';

const HELP = `Sauvegarde de la table : export, reprise, exercice.

  npm run --silent backup -- export --to DOSSIER --by NOM
                                                      écrit la table au format des exports DynamoDB vers S3 (DynamoDB JSON, .json.gz)
  npm run --silent backup -- import --from DOSSIER    reprend un export (d’ici ou d’AWS) dans une table vide
  npm run --silent backup -- sum                      compte la table par entité, et en donne l’empreinte
  npm run --silent backup -- drill --by NOM           exercice : export, reprise dans une table neuve, comparaison, puis tout est effacé

  --table NOM   une autre table que TABLE_NAME
Un export contient des données personnelles : il n’est lisible que de qui l’a fait, et s’efface après usage ; qui l’a
fait, ou l’exercice, et quand, est conservé. « import » et « drill »
écrivent : sur AWS (sans AWS_ENDPOINT_URL_DYNAMODB), ils demandent --aws. Voir docs/runbook.md, «Restore the table».`;

const show = (what: string, { items, entities, sha256 }: Sum): void => {
  console.log(`${what} : ${items} éléments, empreinte ${sha256}`);
  for (const [entity, count] of Object.entries(entities)) console.log(`  ${entity.padEnd(12)} ${count}`);
};

const client = (): DynamoDBClient => new DynamoDBClient({});

const drill = async (table: string): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-drill-'));
  const fresh = `${table}-drill-${Date.now()}`;
  const db = client();
  try {
    const began = performance.now();
    const { path, sum: before } = await writeExport(folder, table, itemsIn(db, table));
    const exported = performance.now();
    await createLike(db, table, fresh);
    try {
      await importInto(db, fresh, readExport(path));
      const after = await sumOf(db, fresh);
      const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
      show('Table', before);
      show('Table reprise', after);
      console.log(
        `export ${seconds(began, exported)}, reprise et relecture ${seconds(exported, performance.now())}`,
      );
      if (!sameSum(before, after)) throw new Error('la table reprise n’est pas celle d’origine');
      console.log('identiques');
    } finally {
      await dropTable(db, fresh);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const required = (value: string | undefined, name: string): string => {
  if (value) return value;
  throw new Error(`il manque ${name} (voir --help)`);
};

/** Whoever has the whole table before them, on a screen or in files, says who they are first. */
const readBy = async (told: string | undefined, table: string, command: string): Promise<void> => {
  const who = { by: authorIn(told), at: new Date().toISOString() };
  await recordRead(createDocumentClient(), table, who, command, ['*']);
};

type Values = { to?: string; by?: string; from?: string; table?: string; aws: boolean };
const actions: Record<string, (values: Values, table: string) => Promise<void>> = {
  export: async ({ to, by }, table) => {
    const folder = required(to, '--to');
    await readBy(by, table, 'backup export');
    const { path, sum } = await writeExport(folder, table, itemsIn(client(), table));
    show(path, sum);
  },
  import: async ({ from }, table) => {
    show(table, await importInto(client(), table, readExport(required(from, '--from'))));
  },
  sum: async (_, table) => show(table, await sumOf(client(), table)),
  drill: async ({ by }, table) => {
    await readBy(by, table, 'backup drill');
    await drill(table);
  },
};

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      by: { type: 'string' },
      from: { type: 'string' },
      table: { type: 'string' },
      aws: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [name] = positionals;
  const action = name === undefined ? undefined : actions[name];
  if (values.help || name === undefined) console.log(HELP);
  else if (!action) throw new Error(`« ${name} » est inconnu (voir --help)`);
  else {
    const writes = name === 'import' || name === 'drill';
    if (writes && !values.aws && !process.env.AWS_ENDPOINT_URL_DYNAMODB)
      throw new Error('sans AWS_ENDPOINT_URL_DYNAMODB, c’est AWS : confirmez par --aws');
    await action(values, required(values.table ?? process.env.TABLE_NAME, 'TABLE_NAME'));
  }
} catch (error) {
  console.error(`backup : ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
