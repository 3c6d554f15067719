import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { french } from '../../../shared/domain/matching/language.ts';
import { frenchWeights } from '../../../shared/domain/matching/model.ts';
import { worldMap } from './column-map.ts';
import { seedOf } from './options.ts';
import { type LinkRecord, recordOf } from './records.ts';
import { hubRule, playStream } from './stream.ts';
import { createWorld } from './world/create-world.ts';

const HELP = `Ce que coûte un message à mesure que les dossiers s'accumulent : candidats comparés, blocs lus.

  npm run --silent link -- growth [--cases 1000,10000,100000] [--seed N] [--json SORTIE]

  --cases N,N       paliers, en dossiers ; la mesure porte sur le dernier cinquième de chaque palier
  --seed N          graine du monde inventé (par défaut 1)
  --json SORTIE     écrit les mesures
  --help            ce texte

Pour 1 000 000 de dossiers, donner de la mémoire : NODE_OPTIONS=--max-old-space-size=16000.`;

/** What messages cost while the cases went from four fifths of `cases` to `cases`. Reads are requests. */
type Step = {
  cases: number;
  messages: number;
  candidates: number;
  reads: number;
  mostReads: number;
  reviewShare: number;
  /** Of all messages since the start. */
  messagesPerSecond: number;
  /** Bytes. */
  memory: number;
};

/** Households enough for so many cases: one in about twenty has two. */
function* recordsUntil(cases: () => number, most: number, seed: number): Generator<LinkRecord> {
  const toRecord = recordOf(worldMap, undefined);
  for (const row of createWorld({ households: Math.ceil(most * 1.3), seed }).records()) {
    if (cases() >= most) return;
    yield toRecord(row, 0);
  }
}

const growthOf = (steps: readonly number[], seed: number, tell: (step: Step) => void): void => {
  const left = [...steps].sort((a, b) => a - b);
  const most = left.at(-1) ?? 0;
  const from = performance.now();
  let [cases, all] = [0, 0];
  let window = { messages: 0, candidates: 0, reads: 0, mostReads: 0, reviews: 0 };
  playStream(
    recordsUntil(() => cases, most, seed),
    frenchWeights,
    french,
    hubRule,
    (outcome) => {
      all += 1;
      cases = Math.max(cases, outcome.caseId + 1);
      const [next = Number.POSITIVE_INFINITY] = left;
      if (cases >= next * 0.8) {
        window.messages += 1;
        window.candidates += outcome.candidates;
        window.reads += outcome.reads;
        window.mostReads = Math.max(window.mostReads, outcome.reads);
        if (outcome.how === 'review') window.reviews += 1;
      }
      if (cases < next) return;
      const { messages, candidates, reads, mostReads, reviews } = window;
      tell({
        cases,
        messages,
        candidates: candidates / messages,
        reads: reads / messages,
        mostReads,
        reviewShare: reviews / messages,
        messagesPerSecond: all / ((performance.now() - from) / 1_000),
        memory: process.memoryUsage().rss,
      });
      left.shift();
      window = { messages: 0, candidates: 0, reads: 0, mostReads: 0, reviews: 0 };
    },
  );
};

/** The command `growth`. @throws Error in French when an option is wrong */
export const runGrowth = async (argv: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      cases: { type: 'string', default: '1000,10000,100000' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const steps = values.cases.split(',').map(Number);
  if (!steps.every((step) => Number.isSafeInteger(step) && step > 0))
    throw new Error(`--cases ${values.cases} : des nombres entiers, séparés par des virgules`);
  const found: Step[] = [];
  console.log('  dossiers   messages  candidats  lectures  au plus  à relire  messages/s    Mo');
  growthOf(steps, seedOf(values.seed), (step) => {
    found.push(step);
    const cells = [
      String(step.cases).padStart(10),
      String(step.messages).padStart(10),
      step.candidates.toFixed(2).padStart(10),
      step.reads.toFixed(2).padStart(9),
      String(step.mostReads).padStart(8),
      `${(100 * step.reviewShare).toFixed(2)} %`.padStart(9),
      step.messagesPerSecond.toFixed(0).padStart(11),
      String(Math.round(step.memory / 1_048_576)).padStart(7),
    ];
    console.log(cells.join(' '));
  });
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(found, null, 2)}\n`);
};
