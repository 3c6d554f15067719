import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { itemOf, lineOf, type StoredItem } from './item-lines.ts';
import { createSum, type Sum } from './sum.ts';

const fileSchema = z.object({
  itemCount: z.int(),
  md5Checksum: z.string(),
  dataFileS3Key: z.string(),
});
/** Most items in one data file, which keeps it to a few megabytes. */
const FILE_ITEMS = 5_000;

const md5 = (content: Uint8Array): string => createHash('md5').update(content).digest('base64');

/**
 * Writes items under `folder` in the shape of a DynamoDB export to S3 in DYNAMODB_JSON: `AWSDynamoDB/<id>/`, with two manifests
 * and gzipped data files, readable by their owner only. Returns the export's path and its sum.
 */
export const writeExport = async (
  folder: string,
  table: string,
  items: AsyncIterable<StoredItem>,
): Promise<{ path: string; sum: Sum }> => {
  const started = new Date().toISOString();
  const id = `${Date.parse(started)}-${randomBytes(4).toString('hex')}`;
  const path = join(folder, 'AWSDynamoDB', id);
  await mkdir(join(path, 'data'), { recursive: true, mode: 0o700 });
  const sum = createSum();
  const files: z.infer<typeof fileSchema>[] = [];
  const write = async (lines: readonly string[]): Promise<void> => {
    const content = gzipSync(`${lines.join('\n')}\n`);
    const name = `${randomBytes(13).toString('hex')}.json.gz`;
    await writeFile(join(path, 'data', name), content, { mode: 0o600 });
    const dataFileS3Key = `AWSDynamoDB/${id}/data/${name}`;
    files.push({ itemCount: lines.length, md5Checksum: md5(content), dataFileS3Key });
  };
  let lines: string[] = [];
  for await (const item of items) {
    sum.add(item);
    lines.push(lineOf(item));
    if (lines.length < FILE_ITEMS) continue;
    await write(lines);
    lines = [];
  }
  if (lines.length > 0) await write(lines);
  const manifest = files.map((file) => JSON.stringify(file)).join('\n');
  await writeFile(join(path, 'manifest-files.json'), manifest, { mode: 0o600 });
  const result = sum.result();
  const summary = {
    version: '2020-06-30',
    startTime: started,
    endTime: new Date().toISOString(),
    tableName: table,
    manifestFilesS3Key: `AWSDynamoDB/${id}/manifest-files.json`,
    itemCount: result.items,
    outputFormat: 'DYNAMODB_JSON',
    exportType: 'FULL_EXPORT',
  };
  await writeFile(join(path, 'manifest-summary.json'), JSON.stringify(summary), { mode: 0o600 });
  return { path, sum: result };
};

/** The folder of `manifest-files.json`: the given one, or that of the only export under it. */
const manifestFolder = async (folder: string): Promise<string> => {
  const found = (await readdir(folder, { recursive: true })).filter(
    (name) => basename(name) === 'manifest-files.json',
  );
  const [only, ...others] = found;
  if (only === undefined) throw new Error(`${folder} : aucun manifest-files.json`);
  if (others.length > 0)
    throw new Error(`${folder} : ${found.length} exports, donnez le dossier de l’un d’eux`);
  return join(folder, dirname(only));
};

/**
 * The items of an export, made by AWS or by `writeExport`. Each file is checked against its manifest before its first item is given.
 *
 * @throws Error naming the file that is missing, altered, or does not hold what its manifest says
 */
export async function* readExport(folder: string): AsyncGenerator<StoredItem> {
  const path = await manifestFolder(folder);
  const manifest = await readFile(join(path, 'manifest-files.json'), 'utf8');
  for (const entry of manifest.split('\n').filter(Boolean)) {
    const { dataFileS3Key, itemCount, md5Checksum } = fileSchema.parse(JSON.parse(entry));
    const name = basename(dataFileS3Key);
    const content = await readFile(join(path, 'data', name));
    if (md5(content) !== md5Checksum) throw new Error(`${name} : le contenu n’est pas celui du manifeste`);
    const lines = gunzipSync(content).toString('utf8').split('\n').filter(Boolean);
    if (lines.length !== itemCount)
      throw new Error(`${name} : ${lines.length} éléments, le manifeste en dit ${itemCount}`);
    for (const line of lines) yield itemOf(line);
  }
}
