import { createApp } from './create-app.ts';

createApp(undefined, undefined, { check: true }).synth();
