import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Verbs } from '../../cli/command.ts';
import { passerelle } from '../../cli/passerelle.ts';
import { lab } from '../../lab/lab.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Runs a file with this Node, as a person types it. */
const ran = (file: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((done) => {
    execFile(process.execPath, [join(ROOT, file), ...args], { cwd: ROOT }, (error, out, err) =>
      done({ code: Number(error?.code ?? 0), out, err }),
    );
  });

/** Every verb of a program, and of the programs it leads to. */
const namesIn = async (verbs: Verbs, before: string): Promise<string[]> => {
  const found = await Promise.all(
    Object.entries(verbs).map(async ([name, { load }]) => {
      const { verbs: inner } = await load();
      return [`${before} ${name}`, ...(inner ? await namesIn(inner, `${before} ${name}`) : [])];
    }),
  );
  return found.flat();
};
const commandAt = async (path: string) => {
  const [root, ...names] = path.split(' ');
  let at = root === 'lab' ? lab : passerelle;
  for (const name of names) {
    const next = at.verbs?.[name];
    if (!next) throw new Error(`no verb ${path}`);
    at = await next.load();
  }
  return at;
};
const paths = [
  ...(await namesIn(passerelle.verbs ?? {}, 'passerelle')),
  ...(await namesIn(lab.verbs ?? {}, 'lab')),
];

describe('each verb', () => {
  it.each(paths)('tells its options in its help, in French: %s', async (path) => {
    const { help, options, verbs } = await commandAt(path);
    const [root, ...names] = path.split(' ');
    const call = `npm run --silent ${root} -- ${names.join(' ')}`;
    const text = help(call);

    expect(text).toContain(`${call} `);
    expect(text).toMatch(/ (un|une|de|des|du|les?|la|l’|à|aux) /);
    for (const [name, { about }] of Object.entries(options)) {
      expect(text).toMatch(new RegExp(`^  --${name}( .*)?  .`, 'm'));
      expect(about.length).toBeGreaterThan(3);
    }
    for (const name of Object.keys(verbs ?? {})) expect(text).toMatch(new RegExp(`^  ${name} +.`, 'm'));
  });

  it('keeps the name it had', () => {
    expect(Object.keys(passerelle.verbs ?? {}).sort()).toEqual(
      'backup case ccapex check-file commission communications declarer diagnostic doctor engagements habilitation indicators partner person qui-suit record rekey review route start trace'.split(
        ' ',
      ),
    );
    expect(Object.keys(lab.verbs ?? {}).sort()).toEqual(
      'bench chaos commissions cost counters crowd documents donnees files fuzz growth identity link memory mutation pages peers pictures watch'.split(
        ' ',
      ),
    );
  });
});

describe('a process', { timeout: 60_000 }, () => {
  it.each([
    [['route', '--insee', '77284'], 0],
    [['doctor', '--stage', 'local'], 0],
    [['doctor', '--stage', 'prd'], 2],
    [['route', '--help'], 0],
    [['route', '--file', '/nulle-part.csv'], 1],
    [['case', '--events', '/nulle-part.json'], 1],
    [['check-file', '/nulle-part.csv', '--partner', 'caf'], 1],
    [['check-file', '/nulle-part.csv', '--partner', 'personne'], 2],
    [['start', '--port', 'zéro'], 2],
    [['route', '--inse', '77284'], 2],
    [['routes'], 2],
    [[], 2],
  ] as const)('passerelle %j ends by %i', async (args, code) => {
    const told = await ran('cli/passerelle.ts', ...args);
    expect(told.code).toBe(code);
    expect(code === 0 ? told.err : told.out).toBe('');
    expect(told.err).not.toMatch(/^ {4}at /m);
    if (code === 1) expect(told.err).toMatch(/introuvable|absent/);
  });

  it('passerelle doctor tells what stops a stage on its output, and ends by 1', async () => {
    const { code, out } = await ran('cli/passerelle.ts', 'doctor', '--stage', 'prod');
    expect(code).toBe(1);
    expect(out).toContain('EMPÊCHE ADRESSE_EXEMPLE');
    expect(out).toContain(
      '  mailboxes.arrondissements.771 : sp-meaux-expulsionslocatives@seine-et-marne.gouv.fr',
    );
    const lines = (await ran('cli/passerelle.ts', 'doctor', '--ccapex', 'ccapex@gouv.fr', '--json')).out;
    expect(lines).toContain('"code":"ADRESSE_EXEMPLE","path":"alarmMailbox"');
    expect(lines).not.toContain('BOITE_ABSENTE');
  });

  it.each([
    ['link', 'world'],
    ['chaos', '--seeds', 'toutes'],
    ['identity'],
    ['mutation', 'nulle-part'],
    ['bensh'],
  ])('lab %s is misused: 2', async (...args) => {
    const told = await ran('lab/lab.ts', ...args);
    expect([told.code, told.out]).toEqual([2, '']);
    expect(told.err).toMatch(/\nAide : npm run --silent lab -- .*--help\n$/);
  });

  it('of build or audit is misused alike', async () => {
    for (const [file, wrong] of [
      ['cli/build.ts', 'contrats'],
      ['cli/audit.ts', '--strit'],
    ] as const) {
      const told = await ran(file, wrong);
      expect([told.code, told.out]).toEqual([2, '']);
      expect(told.err).toMatch(/\(peut-être (« contracts »|--strict) \?\)\nAide : npm run \w+ -- --help\n$/);
    }
  });

  it('of the package’s bin gives what the verb gives', async () => {
    const { code, out } = await ran('cli/bin.js', 'route', '--insee', '77284');
    expect([code, JSON.parse(out)]).toMatchObject([0, { commune: 'Meaux' }]);
    expect((await ran('cli/bin.js', 'rout')).code).toBe(2);
  });
});

describe('the scripts', () => {
  const { scripts, bin } = z
    .object({ scripts: z.record(z.string(), z.string()), bin: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

  it('are 24 at most', () => {
    expect(Object.keys(scripts).length).toBeLessThanOrEqual(24);
  });

  it('lead to one command line', () => {
    expect(scripts).toMatchObject({ passerelle: 'node cli/passerelle.ts', lab: 'node lab/lab.ts' });
    expect(readFileSync(join(ROOT, bin.passerelle ?? ''), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});
