import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { englishWeights } from '../../shared/domain/matching/english.ts';
import { frenchWeights } from '../../shared/domain/matching/model.ts';
import { evaluate } from './evaluation.ts';
import { languageOf, loadRecords, required, seedOf } from './options.ts';
import { textOf } from './report.ts';
import { readWeights } from './weights-file.ts';

const HELP = `Juge le rapprochement sur un fichier dont la vérité est connue, avec les clés, les poids et les règles de la plateforme.

  npm run --silent link -- evaluate --records A.csv [--against B.csv] --map MAP.json [--json SORTIE]

  --records A.csv   messages, un par ligne
  --against B.csv   second fichier : seules les paires de l'un à l'autre comptent, A étant déjà connu
  --map MAP.json    le sens des colonnes (docs/matching.md)
  --weights FICHIER poids (par défaut ceux de la plateforme, ou les anglais)
  --lang fr|en      langue des noms et des rues (par défaut fr)
  --seed N          ordre d'arrivée quand le fichier n'en donne pas (par défaut 1)
  --only pairs|stream  une seule des deux mesures
  --curve           ce que donneraient des règles plus sévères
  --json SORTIE     écrit tout le rapport
  --help            ce texte`;

/** The command `evaluate`. @throws Error in French when an option or a file is wrong */
export const runEvaluate = async (argv: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      records: { type: 'string' },
      against: { type: 'string' },
      map: { type: 'string' },
      weights: { type: 'string' },
      lang: { type: 'string', default: 'fr' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      curve: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const { lang, language } = languageOf(values.lang);
  const files = {
    records: required(values.records, 'records'),
    against: values.against,
    map: required(values.map, 'map'),
  };
  const records = await loadRecords(files, lang, seedOf(values.seed));
  const own = lang === 'fr' ? frenchWeights : englishWeights;
  const weights = values.weights === undefined ? own : await readWeights(values.weights);
  const report = evaluate(records, weights, language, values.only, values.curve);
  console.log(textOf(report));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
};
