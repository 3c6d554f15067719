import '../../test/support/quiet.ts';
import { runSeed } from './run.ts';

/** One seed, in a process of its own: `chaos.ts` starts it with the assembly, the seed and the number of messages. */
const [assembly = '', seed, messages] = process.argv.slice(2);
// The SDK tells the console of the engine's queue URLs, which are not at its endpoint.
console.warn = () => {};
const result = await runSeed(assembly, Number(seed), Number(messages));
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
