import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { chosen, DONE, environment, Misused, needed, wholeNumber } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { program } from '../../cli/program.ts';
import { HubError } from '../../shared/errors.ts';

let out = '';
let err = '';
beforeEach(() => {
  [out, err] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text;
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

let seen: unknown;
const peser = command({
  about: 'Pèse un dossier.',
  usage: 'DOSSIER --poids N',
  options: {
    poids: { type: 'string', value: 'N', about: 'son poids\nen grammes', default: '1' },
    vite: { type: 'boolean', about: 'sans vérifier' },
    mot: { type: 'string', value: 'MOT', about: 'se répète', multiple: true },
  },
  operands: 1,
  run: async ({ values, operands }) => {
    seen = { ...values, operands };
    if (values.vite) throw new HubError('CASE_UNKNOWN', 'no case', { retryable: false });
    return DONE;
  },
});
const verbs = program('Outils.', { peser: { about: 'pèse un dossier', load: async () => peser } });
const run = (...args: string[]): Promise<number> => verbs.run(args, 'npm run --silent passerelle --');

describe('a command line', () => {
  it('gives a verb its options and what else was typed', async () => {
    expect(await run('peser', 'D1', '--mot', 'a', '--mot=b')).toBe(0);
    expect(seen).toEqual({ poids: '1', mot: ['a', 'b'], operands: ['D1'] });
  });

  it.each([[['--help']], [['aide']], [['-h']]])('lists its verbs in French: %j', async (args) => {
    expect([await run(...args), err]).toEqual([0, '']);
    expect(out).toMatch(/passerelle -- VERBE …\n {2}peser {2}pèse un dossier\n/);
  });

  it.each([[['peser', '--help']], [['aide', 'peser']], [['peser', 'D1', '--nimporte', '-h']]])(
    'tells each option of a verb, and runs nothing: %j',
    async (args) => {
      seen = undefined;
      expect([await run(...args), err, seen]).toEqual([0, '', undefined]);
      expect(out).toContain(
        'Pèse un dossier.\n\nnpm run --silent passerelle -- peser …\n  DOSSIER --poids N\n',
      );
      expect(out).toContain('  --poids N  son poids\n             en grammes\n  --vite     sans vérifier\n');
    },
  );

  it.each([
    [[], /VERBE/],
    [['pesser'], /verbe inconnu : « pesser » \(peut-être « peser » \?\)\nAide : .*passerelle -- --help/],
    [
      ['peser', '--poid', '2'],
      /^peser : option inconnue : --poid \(peut-être --poids \?\)\nAide : .*-- peser --help\n$/,
    ],
    [['peser', '-p'], /option inconnue : -p/],
    [['peser', '--poids'], /--poids attend N/],
    [['peser', '--poids', '--vite'], /--poids attend N/],
    [['peser', '--vite=oui'], /--vite n’attend rien/],
    [['peser', 'D1', 'D2'], /en trop : « D2 »/],
  ] as const)('ends by 2 when it is misused, and says how: %j', async (args, told) => {
    expect([await run(...args), out]).toEqual([2, '']);
    expect(err).toMatch(told);
  });

  it('ends by 1 when what is asked cannot be, in French and without a stack', async () => {
    expect([await run('peser', '--vite'), out]).toEqual([1, '']);
    expect(err).toBe('peser : ce dossier n’existe pas (CASE_UNKNOWN)\n');
  });
});

describe('a value', () => {
  it('is needed, whole, among those known', () => {
    expect(needed('a', '--by')).toBe('a');
    expect(() => needed('', '--by')).toThrow(new Misused('il manque --by'));
    expect(wholeNumber('12', '--n')).toBe(12);
    for (const wrong of ['', '0', '1.5', 'douze', '-1'])
      expect(() => wholeNumber(wrong, '--n')).toThrow('un nombre entier est attendu, au moins 1');
    expect(wholeNumber('-1', '--n', -5)).toBe(-1);
    expect(chosen({ list: 1, why: 2 }, 'why', 'action')).toBe(2);
    expect(() => chosen({ list: 1, why: 2 }, 'lits', 'action')).toThrow('« lits » (peut-être « list » ?)');
    expect(() => chosen({ list: 1, why: 2 }, undefined, 'action')).toThrow('action attendue : list, why');
    expect(() => chosen({ list: 1 }, 'toString', 'action')).toThrow(Misused);
  });

  it('of the environment is named when it lacks', () => {
    vi.stubEnv('TABLE_NAME', undefined);
    expect(() => environment(z.object({ TABLE_NAME: z.string() }))).toThrow(
      /absent ou trop court : TABLE_NAME/,
    );
    vi.stubEnv('TABLE_NAME', 'hub');
    expect(environment(z.object({ TABLE_NAME: z.string() }))).toEqual({ TABLE_NAME: 'hub' });
    vi.unstubAllEnvs();
  });
});
