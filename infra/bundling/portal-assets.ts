import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** A file that goes beside a bundle: where it is, and its path there. */
export type Asset = { readonly from: string; readonly to: string };

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
    from: join(dist, path),
    to: `ressources/dsfr-${version}/${path}`,
  }));
};

/** What the portal's pages use: the State's files, and our sheet. */
export const portalAssets = (): Asset[] => [
  ...dsfrAssets(),
  { from: join(import.meta.dirname, '../../functions/portal/portail.css'), to: 'ressources/portail.css' },
];
