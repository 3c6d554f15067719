import { readdir, readFile, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import * as z from 'zod';
import { CANNOT, DONE, Misused } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { mutated, specifications } from './folders.ts';
import { forgetSurvivors, reportText } from './report.ts';

export const mutation = command({
  about: `Change le domaine morceau par morceau : les spécifications doivent échouer. Le rapport de Stryker sur chaque dossier est dans .mutation/ ; docs/mutation.md les résume.`,
  usage: `                 tous les dossiers de shared/domain
delays flags     ceux-ci seulement ; les autres comme à leur dernier passage ici`,
  options: {
    report: {
      type: 'boolean',
      about: 'docs/mutation.md seul, des derniers passages, s’il y en a un de chaque dossier',
      default: false,
    },
    force: {
      type: 'boolean',
      about: 'repart de rien : sinon, ce que ni le code ni les tests n’ont changé n’est pas rejoué',
      default: false,
    },
  },
  operands: Number.POSITIVE_INFINITY,
  notes: `Compter près d’une heure, ou plus sur une machine occupée : stryker.config.mjs dit le reste.`,
  run: async ({ values: { report: onlyReport, force }, operands }) => {
    const unknown = operands.filter((folder) => !Object.hasOwn(specifications, folder));
    if (unknown.length > 0)
      throw new Misused(`aucun dossier de ce nom dans shared/domain : ${unknown.join(', ')}`);

    // A folder that is not listed would not be mutated, and the report would not say so.
    const all = await readdir('shared/domain', { withFileTypes: true });
    const unlisted = all.filter((one) => one.isDirectory() && !Object.hasOwn(specifications, one.name));
    if (unlisted.length > 0)
      throw new RangeError(`not in lab/mutation/folders.ts: ${unlisted.map(({ name }) => name).join(', ')}`);

    const { Stryker } = await import('@stryker-mutator/core');
    setPriority(10);
    const folders = operands.length > 0 ? operands : Object.keys(specifications);
    for (const folder of onlyReport ? [] : folders) {
      process.env.MUTATION_FOLDER = folder;
      await forgetSurvivors(`.mutation/${folder}.incremental.json`);
      await new Stryker({
        mutate: mutated(folder),
        force,
        incrementalFile: `.mutation/${folder}.incremental.json`,
        jsonReporter: { fileName: `.mutation/${folder}.json` },
        htmlReporter: { fileName: `.mutation/${folder}.html` },
      }).runMutationTest();
    }

    const { devDependencies } = z
      .object({ devDependencies: z.object({ '@stryker-mutator/core': z.string() }) })
      .parse(JSON.parse(await readFile('package.json', 'utf8')));
    const report = await reportText(devDependencies['@stryker-mutator/core']);
    if ('missing' in report) {
      const missing = report.missing.join(', ');
      console.error(`docs/mutation.md reste tel quel ; aucun rapport ici sur : ${missing}`);
      return onlyReport ? CANNOT : DONE;
    }
    await writeFile('docs/mutation.md', report.page);
    return DONE;
  },
});
