import type { CurvePoint } from './curve.ts';
import type { Evaluation } from './evaluation.ts';
import type { Quality } from './pairwise.ts';
import type { Summary } from './tally.ts';

const percent = (share: number, digits = 2): string => `${(100 * share).toFixed(digits)} %`;
const line = (name: string, ...cells: string[]): string =>
  `${name.padEnd(62)}${cells.map((cell) => cell.padStart(18)).join('')}`;

const quality = ({ threshold, precision, recall, f1 }: Quality): string =>
  `${threshold.toFixed(1).padStart(7)}  P ${precision.toFixed(4)}  R ${recall.toFixed(4)}  F1 ${f1.toFixed(4)}`;

const group = (title: string, groups: Readonly<Record<string, Summary>>): string[] => [
  '',
  line(title, 'auto justes', 'auto fausses', 'précision', 'à relire', 'doublons'),
  ...Object.entries(groups).map(([name, one]) =>
    line(
      `  ${name}`,
      String(one.automatic.right),
      String(one.automatic.wrong),
      percent(one.automatic.precision),
      percent(one.reviewShare),
      percent(one.duplicateShare),
    ),
  ),
];

const streamText = ({ hub, baseline }: NonNullable<Evaluation['stream']>): string[] => {
  const row = (name: string, cell: (one: typeof hub) => string): string =>
    line(name, cell(hub), cell(baseline));
  return [
    line('Au fil de l’eau', 'plateforme', 'poids ≥ 14 seul'),
    row('  automatiques justes', ({ automatic }) => String(automatic.right)),
    row('  automatiques fausses', ({ automatic }) => String(automatic.wrong)),
    row('  … dont dossier encore inexistant', ({ ontoNone }) => String(ontoNone)),
    row('  précision automatique', ({ automatic }) => percent(automatic.precision, 3)),
    row('  … au moins (95 %, Clopper-Pearson)', ({ automatic }) => percent(automatic.atLeast, 3)),
    row('  par numéro : justes / fausses', ({ byNumber }) => `${byNumber.right} / ${byNumber.wrong}`),
    row('  par comparaison : justes / fausses', ({ byScore }) => `${byScore.right} / ${byScore.wrong}`),
    row('  à relire', ({ reviewShare }) => percent(reviewShare)),
    row('  … dont fusions proposées / justes', ({ proposals, merges }) => `${proposals} / ${merges}`),
    row('  … dont dossiers à vérifier / à scinder', ({ coherence, parted }) => `${coherence} / ${parted}`),
    row('  … dont la réponse était proposée', ({ reviewYield }) => percent(reviewYield)),
    row('  doublons', ({ duplicateShare }) => percent(duplicateShare)),
    row('  candidats par message', ({ candidatesPerMessage }) => candidatesPerMessage.toFixed(1)),
    row('  lectures par message (au plus)', (one) => `${one.readsPerMessage.toFixed(1)} (${one.mostReads})`),
    row('  messages par seconde', ({ recordsPerSecond }) => recordsPerSecond.toFixed(0)),
    ...group('Par piège', hub.byHazard),
    ...group('Par source', hub.bySource),
    '',
    line('Motifs de relecture', 'relectures', 'réponse proposée'),
    ...Object.entries(hub.byReason)
      .slice(0, 25)
      .map(
        ([reason, { reviews, answered }]) =>
          `${String(reviews).padStart(6)} ${String(answered).padStart(6)}  ${reason}`,
      ),
  ];
};

const curveText = (curve: readonly CurvePoint[]): string[] => [
  '',
  line('Règles plus sévères', 'auto fausses', 'précision', 'à relire', 'rendement', 'doublons'),
  ...curve.map(({ rule, automatic, reviewShare, reviewYield, duplicateShare }) =>
    line(
      `  ${rule}`,
      String(automatic.wrong),
      percent(automatic.precision, 3),
      percent(reviewShare),
      percent(reviewYield),
      percent(duplicateShare),
    ),
  ),
];

/** The measures in text. `--json` gives all of them. */
export const textOf = ({ weights, records, stream, curve, pairwise, peakMemory }: Evaluation): string =>
  [
    `${records} messages, poids ${weights}, ${Math.round(peakMemory / 1_048_576)} Mo au plus`,
    '',
    ...(stream ? streamText(stream) : []),
    ...(curve ? curveText(curve) : []),
    ...(pairwise
      ? [
          '',
          `Par paires : ${pairwise.candidatePairs} rapprochées par les clés, ${pairwise.truePairs} vraies, rappel possible ${percent(pairwise.recallCeiling)}`,
          `  meilleure F1         ${quality(pairwise.best)}`,
          `  sans règle           ${quality(pairwise.at14)}`,
          `  avec les règles      ${quality(pairwise.at14Vetoed)}`,
          ...pairwise.curve.map((one) => `                       ${quality(one)}`),
        ]
      : []),
  ].join('\n');
