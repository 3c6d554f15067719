import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const here = (file: string): string => join(import.meta.dirname, file);
const run = promisify(execFile);

/** Where LocalStack is installed, outside the repository. */
export type Environment = { readonly bin: string; readonly root: string; readonly java: string };

/**
 * Says which of the tools that LocalStack needs are missing here.
 *
 * @param python the Python to make the environment with
 */
export const missingTools = async (python: string): Promise<string[]> => {
  const needed: [string, string, string[]][] = [
    ['Python 3.11', python, ['-c', 'import sys, venv; sys.exit(sys.version_info[:2] != (3, 11))']],
    ['Java 17', 'java', ['-version']],
    ['Maven', 'mvn', ['-version']],
  ];
  const found = await Promise.all(
    needed.map(([, command, args]) =>
      run(command, args).then(
        () => true,
        () => false,
      ),
    ),
  );
  return needed.filter((_, index) => !found[index]).map(([name]) => name);
};

/** LocalStack's own command of its DynamoDB, without its agent and its archive: the jars are Maven's. */
const javaOf = (jars: string): string => `#!/bin/sh
while [ "$1" != "-jar" ]; do shift; done
shift 2
exec "$REAL_JAVA" "-Djava.library.path=${jars}" -cp "${jars}/*" com.amazonaws.services.dynamodbv2.local.main.ServerRunner "$@"
`;

/**
 * Installs LocalStack, DynamoDB Local, and what adapts the first (adaptations.py) in a folder, or finds them there.
 *
 * @param folder made anew when what is asked for has changed
 */
export const prepare = async (folder: string, python: string): Promise<Environment> => {
  const asked = ['requirements.txt', 'pom.xml', 'adaptations.py', 'pyproject.toml'].map((file) =>
    readFileSync(here(file), 'utf8'),
  );
  const wanted = createHash('sha256').update(asked.join()).digest('hex');
  const marker = join(folder, 'made-from');
  const bin = join(folder, 'venv/bin');
  const root = join(folder, 'root');
  const libraries = join(root, 'var/lib/localstack/lib');
  const java = join(libraries, 'java/21/bin');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return { bin, root, java };
  rmSync(folder, { recursive: true, force: true });
  const jars = join(folder, 'dynamodb-local');
  const database = join(libraries, 'dynamodb-local/2');
  for (const one of [java, database, jars]) mkdirSync(one, { recursive: true });
  await run(python, ['-m', 'venv', join(folder, 'venv')]);
  await run(join(bin, 'pip'), ['install', '--quiet', '--requirement', here('requirements.txt')]);
  await run(join(bin, 'pip'), ['install', '--quiet', '--no-deps', import.meta.dirname]);
  await run('mvn', [
    ...['--quiet', '--batch-mode', '--file', here('pom.xml')],
    ...['dependency:copy-dependencies', `-DoutputDirectory=${jars}`],
  ]);
  // LocalStack takes both as installed, and fetches neither.
  writeFileSync(join(database, 'DynamoDBLocal.jar'), '');
  writeFileSync(join(java, 'java'), javaOf(jars));
  chmodSync(join(java, 'java'), 0o755);
  writeFileSync(marker, wanted);
  return { bin, root, java };
};
