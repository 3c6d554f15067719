import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { chosen, DONE, Misused, needed } from './arguments.ts';
import { authorIn } from './author.ts';
import { readExport, writeExport } from './backup/export-files.ts';
import { type Sum, sameSum } from './backup/sum.ts';
import { createLike, dropTable, importInto, itemsIn, sumOf } from './backup/table.ts';
import { command } from './command.ts';

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

/** Records who is about to have the whole table, on a screen or in files. */
const readBy = async (told: string | undefined, table: string, asked: string): Promise<void> => {
  const who = { by: authorIn(told), at: new Date().toISOString() };
  await recordRead(createDocumentClient(), table, who, asked, ['*']);
};

type Values = { to?: string | undefined; by?: string | undefined; from?: string | undefined };
const actions: Record<string, (values: Values, table: string) => Promise<void>> = {
  export: async ({ to, by }, table) => {
    const folder = needed(to, '--to');
    await readBy(by, table, 'backup export');
    const { path, sum } = await writeExport(folder, table, itemsIn(client(), table));
    show(path, sum);
  },
  import: async ({ from }, table) => {
    show(table, await importInto(client(), table, readExport(needed(from, '--from'))));
  },
  sum: async (_, table) => show(table, await sumOf(client(), table)),
  drill: async ({ by }, table) => {
    await readBy(by, table, 'backup drill');
    await drill(table);
  },
};

export const backup = command({
  about: 'Sauvegarde de la table : export, reprise, exercice.',
  usage: `export --to DOSSIER --by NOM   écrit la table au format des exports DynamoDB vers S3 (DynamoDB JSON, .json.gz)
import --from DOSSIER          reprend un export (d’ici ou d’AWS) dans une table vide
sum                            compte la table par entité, et en donne l’empreinte
drill --by NOM                 exercice : export, reprise dans une table neuve, comparaison, puis tout est effacé`,
  options: {
    to: { type: 'string', value: 'DOSSIER', about: 'où écrire l’export' },
    from: { type: 'string', value: 'DOSSIER', about: 'l’export à reprendre' },
    by: { type: 'string', value: 'NOM', about: 'qui exporte, ou fait l’exercice' },
    table: { type: 'string', value: 'NOM', about: 'une autre table que TABLE_NAME' },
    aws: {
      type: 'boolean',
      about: 'confirme « import » ou « drill » sur AWS (sans AWS_ENDPOINT_URL_DYNAMODB)',
    },
  },
  operands: 1,
  notes: `Un export contient des données personnelles : il n’est lisible que de qui l’a fait, et s’efface après usage ; qui l’a
fait, ou l’exercice, et quand, est conservé. Voir docs/runbook.md, «Restore the table».`,
  run: async ({ values, operands: [name] }) => {
    const action = chosen(actions, name, 'action');
    const writes = name === 'import' || name === 'drill';
    if (writes && !values.aws && !process.env.AWS_ENDPOINT_URL_DYNAMODB)
      throw new Misused('sans AWS_ENDPOINT_URL_DYNAMODB, c’est AWS : confirmez par --aws');
    await action(values, needed(values.table ?? process.env.TABLE_NAME, 'TABLE_NAME'));
    return DONE;
  },
});
