import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { StageName } from '../../../infra/stages.ts';
import { CREDENTIALS, REGION } from '../../../local/constants.ts';
import type { Server } from './server.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Lines of a command's output that are shown: its last ones. */
const SHOWN = 6;
const WIDEST = 240;

/** A stage being deployed: on which LocalStack, with whose commands, and who takes its mails. */
export type Place = { stage: StageName; server: Server; bin: string; mailUrl: string };

/** Runs a line as a person types it, in the repository, and shows it with the end of what it says. */
export const typist = ({ server, bin, stage }: Place) => {
  const env = {
    ...process.env,
    PATH: `${join(process.execPath, '..')}:${bin}:${process.env.PATH}`,
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_PAGER: '',
    STAGE: stage,
  };
  let failed = 0;
  return {
    failed: () => failed,
    /** Says whether something is as it must be, and counts it when it is not. */
    check: (what: string, isRight: boolean): void => {
      if (!isRight) failed += 1;
      console.log(`  ${what} : ${isRight ? 'oui' : 'NON'}`);
    },
    /**
     * @param expected the exit code that is right for it
     * @param why what LocalStack lacks, where the line cannot succeed there
     * @param more variables that are not shown
     */
    type: (line: string, { expected = 0, shown = SHOWN, why = '', more = {} } = {}): Promise<string> =>
      new Promise((done) => {
        console.log(`$ ${line}`);
        const child = spawn('sh', ['-c', line], {
          cwd: ROOT,
          env: { ...env, ...more },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let output = '';
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (data) => {
            output += data;
          });
        child.once('close', (code) => {
          const isRight = code === expected;
          if (!isRight) failed += 1;
          const lines = output.trimEnd().split('\n');
          for (const one of lines.slice(isRight ? Math.max(0, lines.length - shown) : -40))
            console.log(`  ${one.slice(0, WIDEST)}`);
          if (isRight && why) console.log(`  (LocalStack : ${why})`);
          if (!isRight) console.log(`  ÉCHEC : code ${code}, ${expected} attendu`);
          done(output);
        });
      }),
  };
};
export type Typist = ReturnType<typeof typist>;
