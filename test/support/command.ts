import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { CREDENTIALS, REGION } from '../../local/constants.ts';

export type Ran = { code: number; out: string; err: string };

/**
 * Runs a verb of `passerelle` as a person does: in a process of its own, whose environment holds only these variables and the
 * engines' credentials.
 */
export const runCommand = async (
  verb: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Ran> => {
  const env = {
    PATH: process.env.PATH,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    ...variables,
  };
  const command = join(import.meta.dirname, '../../cli/passerelle.ts');
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [command, verb, ...args], { env });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const failed = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() }).parse(error);
    return { code: failed.code, out: failed.stdout, err: failed.stderr };
  }
};
