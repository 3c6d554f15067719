import { buildFunction } from './build.ts';
import { bundleOptionsSchema } from './options.ts';

const [options = '', outdir = ''] = process.argv.slice(2);
await buildFunction(bundleOptionsSchema.parse(JSON.parse(options)), outdir);
