import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const ROOT = join(import.meta.dirname, '../..');
const PORTAL = join(ROOT, 'functions/portal');

/** A file that goes beside a bundle: its path there, and where it is or what it holds. */
export type Asset = { readonly to: string } & (
  | { readonly from: string }
  | { readonly content: Uint8Array | string }
);

/**
 * The files of the State's design system that pages use: its style sheet, and the pictures that it names. Neither is changed, mixed with
 * ours, nor committed. Its typeface, Marianne, is not of its licence and stays out: pages show the next one of its list.
 */
const dsfrAssets = (): Asset[] => {
  const root = dirname(require.resolve('@gouvfr/dsfr/package.json'));
  const version = String(Object(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).version);
  const dist = join(root, 'dist');
  const sheet = 'dsfr.min.css';
  const pictures = readFileSync(join(dist, sheet), 'utf8').matchAll(/url\(["']?(icons\/[\w./-]+\.svg)/g);
  return [sheet, ...new Set([...pictures].map(([, path = '']) => path))].map((path) => ({
    content: readFileSync(join(dist, path)),
    to: `ressources/dsfr-${version}/${path}`,
  }));
};

/** A script of ours for browsers, in one piece. */
const scriptOf = async (entry: string): Promise<Uint8Array> => {
  const { outputFiles } = await build({
    entryPoints: [join(PORTAL, 'island', entry)],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    // Said in French, as it is typed.
    charset: 'utf8',
    write: false,
    logLevel: 'warning',
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
};

/** Our sheet, scripts and picture: each at a path that changes with it, which `noms.json` gives by its name. */
const ownAssets = async (): Promise<Asset[]> => {
  const own: [name: string, content: Uint8Array][] = [
    ['portail.css', readFileSync(join(PORTAL, 'portail.css'))],
    ['icone.svg', readFileSync(join(PORTAL, 'icone.svg'))],
    ['apparence.js', await scriptOf('appearance.ts')],
    ['portail.js', await scriptOf('portal.ts')],
  ];
  const named = own.map(([name, content]) => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
    const extension = extname(name);
    return { name, path: `propre/${name.slice(0, -extension.length)}-${hash}${extension}`, content };
  });
  return [
    ...named.map(({ path, content }) => ({ to: `ressources/${path}`, content })),
    {
      to: 'ressources/noms.json',
      content: JSON.stringify(Object.fromEntries(named.map(({ name, path }) => [name, path]))),
    },
  ];
};

/** The partners' contracts and guides, made by the command that makes them: what is deployed says what is deployed. */
const contractAssets = (): Asset[] => {
  const folder = mkdtempSync(join(tmpdir(), 'contrats-'));
  try {
    execFileSync(process.execPath, [join(ROOT, 'cli/build.ts'), 'contracts', '--into', folder], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return readdirSync(folder)
      .sort()
      .map((name) => ({ to: `ressources/contrats/${name}`, content: readFileSync(join(folder, name)) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The paths of our own files, for pages of a function that does not serve them. */
export const namesOfOwn = async (): Promise<Asset[]> =>
  (await ownAssets()).filter(({ to }) => to === 'ressources/noms.json');

/** All that the portal serves beside its pages. */
export const portalAssets = async (): Promise<Asset[]> => [
  ...dsfrAssets(),
  ...(await ownAssets()),
  ...contractAssets(),
];
