import { measureThroughput } from './throughput.ts';
import { mkdtempSync } from 'node:fs';
import { createApp } from '../../infra/create-app.ts';
const a = mkdtempSync('/tmp/bb-'); createApp('local', a).synth();
console.log(await measureThroughput(a, 3000));
process.exit(0);
