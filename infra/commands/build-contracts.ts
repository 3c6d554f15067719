import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { replySchema } from '../../shared/intake/reply.ts';
import { surendettementWireSchema } from '../../shared/partners/bdf/wire.ts';
import { impayeWireSchema } from '../../shared/partners/caf-msa/wire.ts';
import { pieceWireSchema } from '../../shared/partners/huissier/wire.ts';

/**
 * Publishes the wire formats, version 1, from the schemas that validate them: a JSON Schema and an example each, in
 * `docs/contracts/`. With `--check`, fails when what is committed is not what the code says.
 */
const folder = new URL('../../docs/contracts/', import.meta.url);
const formats = {
  'impaye.v1': impayeWireSchema,
  'piece.v1': pieceWireSchema,
  'surendettement.v1': surendettementWireSchema,
  'reply.v1': replySchema,
};

const files = new Map<string, string>();
for (const [name, schema] of Object.entries(formats)) {
  const published = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  files.set(`${name}.schema.json`, `${JSON.stringify(published, null, 2)}\n`);
  const example = z.globalRegistry.get(schema)?.examples;
  if (Array.isArray(example))
    files.set(`${name}.example.json`, `${JSON.stringify(schema.parse(example[0]), null, 2)}\n`);
}

const check = process.argv.includes('--check');
await mkdir(folder, { recursive: true });
for (const [name, text] of files) {
  const file = new URL(name, folder);
  if (!check) await writeFile(file, text);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`docs/contracts/${name} is stale: npm run build:contracts`);
    process.exitCode = 1;
  }
}
if (!check) console.log(`${files.size} files in docs/contracts/`);
