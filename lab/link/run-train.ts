import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { languageOf, loadRecords, required, seedOf } from './options.ts';
import { train } from './training.ts';

const HELP = `Apprend les poids du rapprochement, qu'une personne lit avant de les adopter.

  npm run --silent link -- train --records A.csv --map MAP.json --out POIDS.json

  --records A.csv   messages, un par ligne
  --map MAP.json    le sens des colonnes (docs/matching.md)
  --lang fr|en      langue des noms et des rues (par défaut fr)
  --labels          compte sur la vérité du fichier ; sans elle, par espérance-maximisation, sans jamais la lire
  --without-names   n'écrit pas les fréquences des noms (données d'autrui)
  --version NOM     nom des poids (par défaut celui du fichier écrit)
  --seed N          tirage des paires (par défaut 1)
  --out POIDS.json  où écrire
  --help            ce texte`;

/** The command `train`. @throws Error in French when an option or a file is wrong */
export const runTrain = async (argv: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      records: { type: 'string' },
      map: { type: 'string' },
      lang: { type: 'string', default: 'fr' },
      labels: { type: 'boolean', default: false },
      'without-names': { type: 'boolean', default: false },
      version: { type: 'string' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const { lang, language } = languageOf(values.lang);
  const seed = seedOf(values.seed);
  const [file, map] = [required(values.records, 'records'), required(values.map, 'map')];
  const out = required(values.out, 'out');
  const records = await loadRecords({ records: file, map }, lang, seed);
  const how = values.labels ? 'paires dont la vérité est connue' : 'espérance-maximisation, sans la vérité';
  const weights = train(records, language, {
    seed,
    labels: values.labels,
    names: !values['without-names'],
    version: values.version ?? basename(out, '.json'),
    trainedOn: `${records.length} messages de ${basename(file)}, graine ${seed} : ${how}`,
  });
  await writeFile(out, `${JSON.stringify(weights, null, 2)}\n`);
  console.log(`${out} : ${weights.trainedOn}`);
};
