import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DONE, needed } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { languageOf, loadRecords, seedOf } from './options.ts';
import { train } from './training.ts';

export const trainVerb = command({
  about: "Apprend les poids du rapprochement, qu'une personne lit avant de les adopter.",
  usage: '--records A.csv --map MAP.json --out POIDS.json',
  options: {
    records: { type: 'string', value: 'A.csv', about: 'messages, un par ligne' },
    map: { type: 'string', value: 'MAP.json', about: 'le sens des colonnes (docs/matching.md)' },
    lang: {
      type: 'string',
      value: 'fr|en',
      about: 'langue des noms et des rues (par défaut fr)',
      default: 'fr',
    },
    labels: {
      type: 'boolean',
      about: 'compte sur la vérité du fichier ; sans elle, par espérance-maximisation, sans jamais la lire',
      default: false,
    },
    'without-names': { type: 'boolean', about: "n'écrit pas les fréquences des noms (données d'autrui)" },
    version: { type: 'string', value: 'NOM', about: 'nom des poids (par défaut celui du fichier écrit)' },
    seed: { type: 'string', value: 'N', about: 'tirage des paires (par défaut 1)', default: '1' },
    out: { type: 'string', value: 'POIDS.json', about: 'où écrire' },
  },
  run: async ({ values }) => {
    const { lang, language } = languageOf(values.lang);
    const seed = seedOf(values.seed);
    const [file, map] = [needed(values.records, '--records'), needed(values.map, '--map')];
    const out = needed(values.out, '--out');
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
    return DONE;
  },
});
