import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CANNOT, DONE, type Options, type Values } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { kinds } from './kinds.ts';
import { installVeraPdf, judge, VERAPDF_FOLDER } from './verapdf.ts';

const options = {
  folder: {
    type: 'string',
    value: 'DOSSIER',
    about: 'où installer veraPDF, hors du dépôt (~/.cache/passerelle-verapdf, ou VERAPDF_PATH)',
    default: VERAPDF_FOLDER,
  },
  write: { type: 'string', value: 'DOSSIER', about: 'y écrit les documents, pour les regarder' },
} as const satisfies Options;

const run = async ({ folder, write }: Values<typeof options>): Promise<number> => {
  const missing = await installVeraPdf(folder);
  if (missing.length > 0) {
    console.log(`Rien n’est jugé : il manque ici ${missing.join(', ')}.`);
    return CANNOT;
  }
  const names = Object.keys(kinds);
  const pdfs: Uint8Array[] = [];
  for (const make of Object.values(kinds)) pdfs.push(await make());
  if (write !== undefined) {
    mkdirSync(write, { recursive: true });
    for (const [index, pdf] of pdfs.entries()) writeFileSync(join(write, `${index + 1}.pdf`), pdf);
  }
  const judged = await judge(folder, pdfs);
  const width = Math.max(...names.map((name) => name.length));
  for (const [index, { passed, broken }] of judged.entries()) {
    const bytes = `${Math.round((pdfs[index]?.length ?? 0) / 1024)} Ko`;
    const said = passed ? 'PDF/UA-1' : `ÉCHOUE : ${broken.join(', ') || 'pas jugé'}`;
    console.log(`${(names[index] ?? '').padEnd(width)}  ${bytes.padStart(6)}  ${said}`);
  }
  const failed = judged.filter(({ passed }) => !passed).length;
  console.log(failed === 0 ? '\nTous les documents passent veraPDF.' : `\n${failed} n’y passent pas.`);
  return failed === 0 ? DONE : CANNOT;
};

export const documents = command({
  about:
    'Fait chaque sorte de document qu’une personne reçoit, et demande à veraPDF s’il est accessible (PDF/UA-1).',
  usage: '[--write DOSSIER]',
  options,
  notes:
    'Il faut Java ; et Maven la première fois, qui installe veraPDF 1.28.2 hors du dépôt. Se termine par 1 si un document échoue.',
  run: ({ values }) => run(values),
});
