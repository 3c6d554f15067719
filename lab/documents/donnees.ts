import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CANNOT, DONE, type Options, type Values } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { chiffresDe } from '../../shared/domain/rapport/chiffres.ts';
import { publier } from '../../shared/domain/rapport/public.ts';
import { donneesCsv, schemaDesDonnees } from '../../shared/outbound/indicateurs/donnees.ts';
import { anneeInventee } from '../../test/support/indicateurs/annees.ts';

const run = promisify(execFile);
/** The judge of Table Schemas that data.gouv.fr's validator is made of, at a version of its own. */
const JUDGE = 'frictionless==5.21.0';
const options = {
  folder: {
    type: 'string',
    value: 'DOSSIER',
    about: 'où installer frictionless, hors du dépôt (~/.cache/passerelle-frictionless)',
    default: join(homedir(), '.cache/passerelle-frictionless'),
  },
} as const satisfies Options;

/** Installs the judge in a virtual environment, unless it is there. @throws when Python or its registry is not */
const install = async (folder: string): Promise<string> => {
  const judge = join(folder, 'bin/frictionless');
  if (existsSync(judge)) return judge;
  mkdirSync(folder, { recursive: true });
  await run('python3', ['-m', 'venv', folder]);
  await run(join(folder, 'bin/pip'), ['install', '--quiet', JUDGE]);
  return judge;
};

const judged = async ({ folder }: Values<typeof options>): Promise<number> => {
  const judge = await install(folder).catch(() => undefined);
  if (judge === undefined) {
    console.log(`Rien n’est jugé : il manque ici Python 3, ou ${JUDGE}.`);
    return CANNOT;
  }
  const made = mkdtempSync(join(tmpdir(), 'passerelle-donnees-'));
  const annees = [2026, 2027].map((annee, n) => chiffresDe(anneeInventee(annee, n + 1, 40)));
  let failed = 0;
  try {
    for (const version of ['etat', 'public'] as const) {
      const own = version === 'etat' ? annees : annees.map((annee) => publier(annee).annee);
      const schema = schemaDesDonnees(2027, version, '2028-02-01');
      const [csv, json] = [`${version}.csv`, `${version}.schema.json`];
      writeFileSync(join(made, csv), donneesCsv(own));
      writeFileSync(join(made, json), JSON.stringify(schema));
      const said = await run(judge, ['validate', csv, '--schema', json], { cwd: made }).then(
        () => 'valide',
        (error: unknown) => `ÉCHOUE\n${Object(error).stdout}`,
      );
      if (said !== 'valide') failed += 1;
      console.log(`${csv.padEnd(12)} ${said}`);
    }
  } finally {
    rmSync(made, { recursive: true });
  }
  return failed === 0 ? DONE : CANNOT;
};

export const donnees = command({
  about:
    'Fait les données ouvertes du rapport annuel, et demande à frictionless si elles sont ce que dit leur schéma.',
  usage: '',
  options,
  notes: `Il faut Python 3 ; ${JUDGE} s’installe la première fois, hors du dépôt. Se termine par 1 si un fichier échoue.`,
  run: ({ values }) => judged(values),
});
