import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as z from 'zod/mini';
import type { ServedAsset } from '../assets.ts';
import { type Answers, anyReader, type Ctx, type SignedIn } from '../page.ts';
import { ContractPage } from '../views/public/contract.tsx';
import { refuse } from './refuse.tsx';

const unzipped = promisify(gunzip);

/** The pages that `npm run build -- contracts` writes: what each says, by its name. */
const pagesSchema = z.record(z.string(), z.object({ title: z.string(), body: z.string() }));
const SUMMARY = 'index.html';

type ContractDeps = { asset: (path: string) => Promise<ServedAsset | undefined> };

/** The partners' contracts and guides: what was built with the code that reads their messages. */
export const contractPages = ({ asset }: ContractDeps): Answers<'contracts' | 'contract'> => {
  let known: Promise<ReadonlyMap<string, { title: string; body: string }>> | undefined;
  const read = async () => {
    const file = await asset('contrats/pages.json');
    if (!file) throw new Error('no contracts beside the bundle');
    const pages = pagesSchema.parse(JSON.parse((await unzipped(file.gzip)).toString('utf8')));
    return new Map(Object.entries(pages));
  };
  const pageOf = async (name: string) => {
    known ??= read().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return (await known).get(name);
  };
  const show = async (c: Ctx, signedIn: SignedIn | undefined, name: string): Promise<Response> => {
    const page = await pageOf(name);
    return page === undefined
      ? refuse(c, 'noPage')
      : c.html(<ContractPage {...page} isSummary={name === SUMMARY} reader={anyReader(signedIn)} />);
  };
  return {
    contracts: (c, signedIn) => show(c, signedIn, SUMMARY),
    contract: async (c, signedIn) => {
      const name = c.req.param('fichier') ?? '';
      if (name === SUMMARY) return c.redirect('/contrats', 301);
      if (name.endsWith('.html')) return show(c, signedIn, name);
      const file = name === 'pages.json' ? undefined : await asset(`contrats/${name}`);
      if (!file) return refuse(c, 'noPage');
      c.header('content-type', file.type);
      // Read by programs too, which may know no compression.
      if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? ''))
        return c.body(new Uint8Array(await unzipped(file.gzip)));
      c.header('content-encoding', 'gzip');
      return c.body(file.gzip);
    },
  };
};
