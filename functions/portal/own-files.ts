import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type OwnFiles, ownFilesSchema } from './site.ts';

/** Where our own files are, as the build named them. @param beside the folder of files beside the bundle */
export const readOwnFiles = (beside: string): OwnFiles =>
  ownFilesSchema.parse(JSON.parse(gunzipSync(readFileSync(join(beside, 'noms.json.gz'))).toString('utf8')));
