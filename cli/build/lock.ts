import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import * as z from 'zod';

const packageSchema = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  inBundle: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
/** The lock as npm wrote it: entries that are not completed keep their place. */
const writtenSchema = z.record(z.string(), z.unknown());
const packagesSchema = z.record(z.string(), writtenSchema);
const file = new URL('../../package-lock.json', import.meta.url);

const systems = [
  'darwin',
  'win32',
  'linux',
  'android',
  'freebsd',
  'netbsd',
  'openbsd',
  'sunos',
  'aix',
  'openharmony',
];
const processors = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
];

/**
 * Completes package-lock.json, after an install that changed it. npm leaves out the optional packages that the registry would not
 * give for this platform, and `npm ci` then refuses the lock: they are added. A package without a hash gets the one that the
 * registry gives.
 *
 * @throws Error when an optional package names no platform, or the registry has no hash of a package
 */
export const completeLock = async (): Promise<void> => {
  const lock = writtenSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const packages = packagesSchema.parse(lock.packages);
  let added = 0;
  for (const [path, one] of Object.entries(packages)) {
    const { optionalDependencies } = packageSchema.parse(one);
    for (const [name, range] of Object.entries(optionalDependencies ?? {})) {
      const places = [`${path}/node_modules/${name}`, `node_modules/${name}`];
      if (places.some((place) => place in packages)) continue;
      const words = name.split(/[/-]/).map((word) => (word === 'androideabi' ? 'android' : word));
      const os = words.find((word) => systems.includes(word));
      const cpu = words.find((word) => processors.includes(word));
      if (!os && cpu !== 'wasm32') throw new Error(`${name} (of ${path}) names no platform`);
      packages[`node_modules/${name}`] = {
        version: range.replace(/^[\^~]/, ''),
        ...(cpu && { cpu: [cpu] }),
        dev: true,
        optional: true,
        ...(os && { os: [os] }),
      };
      added += 1;
    }
  }
  let hashed = 0;
  for (const [path, one] of Object.entries(packages)) {
    const { version, integrity, inBundle } = packageSchema.parse(one);
    // A bundled package is in the archive of the package that bundles it, under that archive's hash.
    if (path === '' || integrity !== undefined || inBundle === true) continue;
    const name = `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`;
    const { stdout } = await promisify(execFile)('npm', ['view', name, 'dist.integrity']);
    if (!/^sha512-[A-Za-z0-9+/]{86}==\s*$/.test(stdout))
      throw new Error(`the registry tells no hash of ${name}`);
    packages[path] = { version, integrity: stdout.trim(), ...one };
    hashed += 1;
  }
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${added} packages of other platforms added, ${hashed} hashes`);
};
