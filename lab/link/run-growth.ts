import { writeFile } from 'node:fs/promises';
import { DONE, wholeNumber } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { french } from '../../shared/domain/matching/language.ts';
import { frenchWeights } from '../../shared/domain/matching/model.ts';
import { createCases } from './cases.ts';
import { worldMap } from './column-map.ts';
import { seedOf } from './options.ts';
import { type LinkRecord, recordOf } from './records.ts';
import { decideOne, hubRule } from './stream.ts';
import { createWorld } from './world/create-world.ts';

/** Costs of the last messages before the table has `cases` cases. Reads are requests. */
type Step = {
  cases: number;
  messages: number;
  candidates: number;
  reads: number;
  mostReads: number;
  reviewShare: number;
  messagesPerSecond: number;
  /** Memory in bytes. */
  memory: number;
};

/** Plain households only, one for each case: at a million, the hazards would need more towers than the département has. */
function* recordsOf(cases: number, seed: number): Generator<LinkRecord> {
  const toRecord = recordOf(worldMap, undefined);
  for (const row of createWorld({ households: cases, seed, hazards: 0 }).records()) yield toRecord(row, 0);
}

/** Most messages that are measured before each step. */
const MEASURED = 5_000;

/**
 * Fills the hub's table with the true cases of a world, and decides the messages that come just before each step. Only those are
 * measured, and their decisions change nothing.
 */
const growthOf = (steps: readonly number[], seed: number, tell: (step: Step) => void): void => {
  const store = createCases(french);
  const known = new Map<string, number>();
  const left = [...steps].sort((a, b) => a - b);
  let window = { messages: 0, candidates: 0, reads: 0, mostReads: 0, reviews: 0, milliseconds: 0 };
  for (const record of recordsOf(Math.ceil((left.at(-1) ?? 0) * 1.1), seed)) {
    const [next] = left;
    if (next === undefined) return;
    if (known.size >= next - Math.min(MEASURED, next / 4)) {
      const from = performance.now();
      const { decision, candidates, reads } = decideOne(store, record, frenchWeights, french, hubRule);
      window.milliseconds += performance.now() - from;
      window.messages += 1;
      window.candidates += candidates;
      window.reads += reads;
      window.mostReads = Math.max(window.mostReads, reads);
      if (decision.kind === 'doubt') window.reviews += 1;
    }
    const { truth } = record;
    const id = known.get(truth);
    if (id === undefined) known.set(truth, store.open(record));
    else store.attach(id, record);
    if (known.size < next) continue;
    const { messages, candidates, reads, mostReads, reviews, milliseconds } = window;
    tell({
      cases: known.size,
      messages,
      candidates: candidates / messages,
      reads: reads / messages,
      mostReads,
      reviewShare: reviews / messages,
      messagesPerSecond: (1_000 * messages) / milliseconds,
      memory: process.memoryUsage().rss,
    });
    left.shift();
    window = { messages: 0, candidates: 0, reads: 0, mostReads: 0, reviews: 0, milliseconds: 0 };
  }
};

export const growthVerb = command({
  about: "Ce que coûte un message à mesure que les dossiers s'accumulent : candidats comparés, blocs lus.",
  usage: '[--cases 1000,10000,100000] [--seed N] [--json SORTIE]',
  options: {
    cases: {
      type: 'string',
      value: 'N,N',
      about: 'paliers, en dossiers ; la mesure porte sur les derniers messages avant chaque palier',
      default: '1000,10000,100000',
    },
    seed: { type: 'string', value: 'N', about: 'graine du monde inventé (par défaut 1)', default: '1' },
    json: { type: 'string', value: 'SORTIE', about: 'écrit les mesures' },
  },
  notes: 'Pour 1 000 000 de dossiers, donner de la mémoire : NODE_OPTIONS=--max-old-space-size=16000.',
  run: async ({ values }) => {
    const steps = values.cases.split(',').map((step) => wholeNumber(step, '--cases'));
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
    return DONE;
  },
});
