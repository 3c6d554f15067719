/** Keeps the hub's own log lines out of the test report; everything else is printed. */
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (chunk: string | Uint8Array, ...rest: never[]): boolean =>
  typeof chunk === 'string' && chunk.startsWith('{"event":') ? true : write(chunk, ...rest);
