import '../../test/support/quiet.ts';
import { runSeed } from './run.ts';

/** Runs one seed in a process of its own: `chaos.ts` gives it the assembly, the seed and the number of messages. */
const [assembly = '', seed, messages] = process.argv.slice(2);
// Silences the SDK, which warns that the engine's queue URLs are not at its endpoint.
console.warn = () => {};
const result = await runSeed(assembly, Number(seed), Number(messages));
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
