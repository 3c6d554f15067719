import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { sbomOf } from '../../cli/build/sbom-of.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, name), 'utf8'));

describe('the bill of materials', () => {
  it('holds each production dependency, at the version that is locked', () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(read('package.json'));
    const { components } = z
      .object({
        components: z.array(
          z.object({ group: z.string().optional(), name: z.string(), version: z.string() }),
        ),
      })
      .parse(read('docs/security/sbom.cdx.json'));
    const held = components.map(
      ({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`,
    );

    for (const [name, version] of Object.entries(dependencies)) expect(held).toContain(`${name}@${version}`);
  });

  it('is made from the lock, and is what it gives', () => {
    expect(read('docs/security/sbom.cdx.json')).toEqual(
      JSON.parse(JSON.stringify(sbomOf(read('package.json'), read('package-lock.json')))),
    );
  });
});

describe('what is installed', () => {
  const { packages } = z
    .object({
      packages: z.record(
        z.string(),
        z.looseObject({
          integrity: z.string().optional(),
          inBundle: z.boolean().optional(),
          resolved: z.string().optional(),
        }),
      ),
    })
    .parse(read('package-lock.json'));

  it('is held to a hash in the lock, of whatever platform; what a package bundles, by the hash of its own', () => {
    const loose = Object.entries(packages)
      .filter(([path]) => path !== '')
      .filter(([path, { integrity, inBundle }]) => {
        const holder = inBundle ? packages[path.slice(0, path.lastIndexOf('/node_modules/'))] : undefined;
        const held = inBundle ? holder?.integrity : integrity;
        return !/^sha512-[A-Za-z0-9+/]{86}==$/.test(held ?? '');
      })
      .map(([path]) => path);
    expect(Object.keys(packages).length).toBeGreaterThan(500);
    expect(loose).toEqual([]);
  });

  it('comes from whatever registry is asked: the lock names none', () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('is all there is: no command fetches another', () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(read('package.json'));
    expect(
      Object.entries(scripts).filter(([, script]) => /\bnpx\b|npm exec|--yes|@latest/.test(script)),
    ).toEqual([]);
  });
});

/** What secrets look like: AWS access keys, private keys, tokens of forges and chats, JWTs, passwords in URLs. */
const SECRETS: Record<string, RegExp> = {
  'an AWS access key': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'an AWS secret key': /aws_?secret_?(?:access_?)?key\W{1,5}[0-9a-z/+=]{40}\b/i,
  'a private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  'a forge’s token': /\b(?:gh[pousr]_[0-9A-Za-z]{36}|glpat-[0-9A-Za-z_-]{20}|npm_[0-9A-Za-z]{36})\b/,
  'a chat’s token': /\bxox[abprs]-[0-9A-Za-z-]{10,}/,
  'a signed token': /\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{20,}/,
  'a password in a URL': /\b[a-z]+:\/\/[^\s/:@'"`$]+:[^\s/:@'"`$]+@[a-z0-9]/i,
};

describe('the repository', () => {
  it.each([
    ['an AWS access key', ['AKIA', 'ABCDEFGHIJKLMNOP'].join('')],
    ['a private key', ['-----BEGIN EC', 'PRIVATE KEY-----'].join(' ')],
    ['a password in a URL', ['https://moi:', 'secret@', 'example.org'].join('')],
  ])('is searched by what would find %s', (what, text) => {
    expect(SECRETS[what]?.test(text)).toBe(true);
  });

  it('holds no secret in any file', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
      .split('\0')
      .filter((name) => name !== '');
    const found = files.flatMap((name) => {
      const text = readFileSync(join(ROOT, name), 'latin1');
      return Object.entries(SECRETS).flatMap(([what, form]) => (form.test(text) ? [`${name}: ${what}`] : []));
    });

    expect(files.length).toBeGreaterThan(600);
    expect(found).toEqual([]);
  });
});
