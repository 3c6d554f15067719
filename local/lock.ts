import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalHubError } from './errors.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/**
 * Takes a data folder for this process: two hubs on one folder would each undo the other's. The lock of a process that was killed
 * is taken over.
 *
 * @returns how to give it back
 * @throws LocalHubError in one line, in French, when another hub has it
 */
export const lockFolder = (dataDir: string): (() => void) => {
  if (existsSync(dataDir) && !statSync(dataDir).isDirectory())
    throw new LocalHubError(`${dataDir} : un dossier est attendu`);
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'hub.lock');
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const pid = Number(readFileSync(file, 'utf8'));
      if (pid > 0 && pid !== process.pid && isAlive(pid))
        throw new LocalHubError(
          `${dataDir} : un autre hub l’utilise (processus ${pid}) ; arrêtez-le, ou donnez un autre dossier`,
        );
      rmSync(file, { force: true });
    }
  }
};
