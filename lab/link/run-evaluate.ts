import { writeFile } from 'node:fs/promises';
import { DONE, needed } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { frenchWeights } from '../../shared/domain/matching/model.ts';
import { englishWeights } from './english.ts';
import { evaluate } from './evaluation.ts';
import { languageOf, loadRecords, seedOf } from './options.ts';
import { textOf } from './report.ts';
import { readWeights } from './weights-file.ts';

export const evaluateVerb = command({
  about:
    'Juge le rapprochement sur un fichier dont la vérité est connue, avec les clés, les poids et les règles de la plateforme.',
  usage: '--records A.csv [--against B.csv] --map MAP.json [--json SORTIE]',
  options: {
    records: { type: 'string', value: 'A.csv', about: 'messages, un par ligne' },
    against: {
      type: 'string',
      value: 'B.csv',
      about: "second fichier : seules les paires de l'un à l'autre comptent, A étant déjà connu",
    },
    map: { type: 'string', value: 'MAP.json', about: 'le sens des colonnes (docs/matching.md)' },
    weights: {
      type: 'string',
      value: 'FICHIER',
      about: 'poids (par défaut ceux de la plateforme, ou les anglais)',
    },
    lang: {
      type: 'string',
      value: 'fr|en',
      about: 'langue des noms et des rues (par défaut fr)',
      default: 'fr',
    },
    seed: {
      type: 'string',
      value: 'N',
      about: "ordre d'arrivée quand le fichier n'en donne pas (par défaut 1)",
      default: '1',
    },
    only: { type: 'string', value: 'pairs|stream', about: 'une seule des deux mesures' },
    curve: { type: 'boolean', about: 'ce que donneraient des règles plus sévères', default: false },
    json: { type: 'string', value: 'SORTIE', about: 'écrit tout le rapport' },
  },
  run: async ({ values }) => {
    const { lang, language } = languageOf(values.lang);
    const files = {
      records: needed(values.records, '--records'),
      against: values.against,
      map: needed(values.map, '--map'),
    };
    const records = await loadRecords(files, lang, seedOf(values.seed));
    const own = lang === 'fr' ? frenchWeights : englishWeights;
    const weights = values.weights === undefined ? own : await readWeights(values.weights);
    const report = evaluate(records, weights, language, values.only, values.curve);
    console.log(textOf(report));
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
    return DONE;
  },
});
