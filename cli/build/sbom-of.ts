import * as z from 'zod';

const projectSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
});
const packageSchema = z.looseObject({
  version: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  inBundle: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lockSchema = z.object({ packages: z.record(z.string(), packageSchema) });
type Package = z.infer<typeof packageSchema>;

const FOLDER = 'node_modules/';

/** A package's name from its path: `node_modules/a/node_modules/@b/c` gives `@b/c`. */
const nameOf = (path: string): string => path.slice(path.lastIndexOf(FOLDER) + FOLDER.length);

const licensesOf = (license: string | undefined): object =>
  license === undefined
    ? {}
    : { licenses: [/[\s(]/.test(license) ? { expression: license } : { license: { id: license } }] };

const hashesOf = (integrity: string | undefined): object =>
  integrity?.startsWith('sha512-')
    ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }] }
    : {};

/** The path of a package as another one resolves it: in its own folder, else in each folder above. */
const foundFrom = (packages: Record<string, Package>, from: string, name: string): string | undefined => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf(`/${FOLDER}`)))) {
    const path = at === '' ? `${FOLDER}${name}` : `${at}/${FOLDER}${name}`;
    if (path in packages) return path;
    if (at === '') return undefined;
    if (!at.includes(`/${FOLDER}`)) at = '';
  }
};

/**
 * What the hub is made of, as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): every package of the lock but those for
 * development only, with its hash and its dependencies. It is made from the lock alone: the same lock gives the same bytes.
 */
export const sbomOf = (project: unknown, lock: unknown): object => {
  const own = projectSchema.parse(project);
  const { packages } = lockSchema.parse(lock);
  const root = `${own.name}@${own.version}`;
  const kept = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  const refs = new Map([
    ['', root],
    ...kept.map(([path, { version }]): [string, string] => [path, `${path}@${version}`]),
  ]);
  const dependsOn = (path: string, { dependencies, optionalDependencies }: Package): object => {
    const asked = Object.keys({ ...dependencies, ...optionalDependencies });
    const found = asked.flatMap((name) => refs.get(foundFrom(packages, path, name) ?? '-') ?? []);
    return { ref: refs.get(path), ...(found.length > 0 && { dependsOn: [...new Set(found)].sort() }) };
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': root,
        name: own.name,
        version: own.version,
        description: own.description,
        ...licensesOf(own.license),
        purl: `pkg:npm/${root}`,
      },
      properties: [{ name: 'cdx:reproducible', value: 'true' }],
    },
    components: kept.map(([path, one]) => {
      const [group, name = ''] = nameOf(path).startsWith('@')
        ? nameOf(path).split('/')
        : [undefined, nameOf(path)];
      const scope = group === undefined ? '' : `${encodeURIComponent(group)}/`;
      return {
        type: 'library',
        'bom-ref': refs.get(path),
        ...(group !== undefined && { group }),
        name,
        version: one.version,
        ...(one.optional && { scope: 'optional' }),
        ...hashesOf(one.integrity),
        ...licensesOf(one.license),
        purl: `pkg:npm/${scope}${name}@${one.version}`,
        properties: [
          { name: 'cdx:npm:package:path', value: path },
          ...(one.inBundle ? [{ name: 'cdx:npm:package:bundled', value: 'true' }] : []),
        ],
      };
    }),
    dependencies: [['', packages[''] ?? {}] as const, ...kept].map(([path, one]) => dependsOn(path, one)),
  };
};
