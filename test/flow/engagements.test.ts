import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEngagements } from '../../shared/cases/engagements/read.ts';
import {
  annulerEngagement,
  confirmerEngagement,
  direEngagement,
} from '../../shared/cases/engagements/say.ts';
import type { Engagement } from '../../shared/domain/engagements/engagement.ts';
import { engagementDe } from '../../shared/domain/engagements/tous.ts';
import { runCommand } from '../support/command.ts';
import { startTable } from '../support/table.ts';

/*
 * What signatories say of their commitments, on the table: kept by year, never written over, one writer at a time; and the command that lists and says.
 */
let store: Awaited<ReturnType<typeof startTable>>;
let deps: { client: typeof store.client; table: string };
beforeAll(async () => {
  store = await startTable();
  deps = { client: store.client, table: store.table };
});
afterAll(() => store?.stop());
beforeEach(() => store.clear());

const NOVEMBER = '2026-11-30T07:30:00.000Z';
const anne = { by: 'Anne Renard', at: NOVEMBER, person: 'anne' };
const marc = { by: 'Marc Dubois', at: '2026-12-01T07:30:00.000Z', person: 'marc' };
const named = (id: string): Engagement => {
  const found = engagementDe(id);
  if (!found) throw new Error(id);
  return found;
};
const etat04 = named('etat-04');
const FAIT = { etat: 'fait', sorte: 'note', dit: 'Deux réunions avec la CAF' };
const EN_COURS = { etat: 'enCours', sorte: '', dit: '' };
const upon = (version: number, annee = 2026) => ({ engagement: etat04, annee, version });
const now = async (annee = 2026) => {
  const found = (await readEngagements(deps, annee)).find(({ engagement }) => engagement.id === 'etat-04');
  if (!found) throw new Error('etat-04');
  return found;
};

describe('what is said of a commitment', () => {
  it('is kept for its year, with who, when and what shows it; of the others nothing is known', async () => {
    expect(await direEngagement(deps, upon(0), FAIT, anne)).toMatchObject({ kind: 'dite' });
    const all = await readEngagements(deps, 2026);
    expect(all).toHaveLength(158);
    expect(all.filter(({ etat }) => etat !== undefined)).toEqual([
      expect.objectContaining({
        engagement: etat04,
        etat: 'fait',
        preuve: { sorte: 'note', dit: 'Deux réunions avec la CAF' },
        by: 'Anne Renard',
        at: NOVEMBER,
        reprisDe: undefined,
      }),
    ]);
  });

  it('is never written over: a correction stands beside what it corrects', async () => {
    await direEngagement(deps, upon(0), FAIT, anne);
    await direEngagement(deps, upon(1), EN_COURS, marc);
    const { etat, position } = await now();
    expect(etat).toBe('enCours');
    expect(position.historique.map((one) => [one.version, one.by, one.nature])).toEqual([
      [1, 'Anne Renard', 'dit'],
      [2, 'Marc Dubois', 'dit'],
    ]);
    expect(await store.items('DECLARATION')).toHaveLength(2);
  });

  it('is kept of one of two who say it at once; the other is told, and nothing of theirs is kept', async () => {
    const both = await Promise.all([
      direEngagement(deps, upon(0), FAIT, anne),
      direEngagement(deps, upon(0), EN_COURS, marc),
    ]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['changee', 'dite']);
    expect(await store.items('DECLARATION')).toHaveLength(1);
    // Upon what is there now, it is taken.
    expect((await direEngagement(deps, upon(1), EN_COURS, marc)).kind).toBe('dite');
  });

  it('is refused field by field, and for a year that is not one of the register', async () => {
    expect(await direEngagement(deps, upon(0), { ...FAIT, etat: 'oui', dit: '' }, anne)).toMatchObject({
      kind: 'refusee',
      fautes: [{ field: 'etat' }, { field: 'dit' }],
    });
    for (const annee of [2025, 2027, 2026.5, Number.NaN])
      expect(await direEngagement(deps, upon(0, annee), FAIT, anne)).toEqual({ kind: 'horsAnnees' });
    expect(await store.items('DECLARATION')).toEqual([]);
  });
});

describe('a new year', () => {
  const inJanuary = { ...marc, at: '2027-01-12T09:00:00.000Z' };
  beforeEach(() => direEngagement(deps, upon(0), FAIT, anne));

  it('begins with the last word of the year before, until somebody confirms it', async () => {
    expect(await now(2027)).toMatchObject({ etat: 'fait', reprisDe: 2026, position: { version: 0 } });
    const seen = { annee: 2026, version: 1 };
    expect((await confirmerEngagement(deps, upon(0, 2027), seen, inJanuary)).kind).toBe('dite');
    const confirmed = await now(2027);
    expect(confirmed).toMatchObject({ etat: 'fait', reprisDe: undefined, by: 'Marc Dubois' });
    expect(confirmed.position.parole).toMatchObject({ confirme: 2026, preuve: { sorte: 'note' } });
    expect(await now(2026)).toMatchObject({ etat: 'fait', by: 'Anne Renard' });
    // Once more, there is nothing left to confirm.
    expect((await confirmerEngagement(deps, upon(1, 2027), seen, inJanuary)).kind).toBe('rien');
  });

  it('confirms no other word than the one that was seen', async () => {
    await direEngagement(deps, upon(1), EN_COURS, marc);
    const seen = { annee: 2026, version: 1 };
    expect((await confirmerEngagement(deps, upon(0, 2027), seen, inJanuary)).kind).toBe('changee');
    expect((await now(2027)).reprisDe).toBe(2026);
  });

  it('may say otherwise at once', async () => {
    await direEngagement(deps, upon(0, 2027), EN_COURS, inJanuary);
    expect(await now(2027)).toMatchObject({ etat: 'enCours', reprisDe: undefined });
    expect(await now(2026)).toMatchObject({ etat: 'fait' });
  });
});

describe('the last word', () => {
  beforeEach(async () => {
    await direEngagement(deps, upon(0), EN_COURS, marc);
    await direEngagement(deps, upon(1), FAIT, anne);
  });

  it('is undone the same day by who said it: what held before holds again, and all stays in the history', async () => {
    const done = await annulerEngagement(deps, upon(2), { ...anne, at: '2026-11-30T16:00:00.000Z' });
    expect(done.kind).toBe('dite');
    const { etat, by, position } = await now();
    expect([etat, by]).toEqual(['enCours', 'Marc Dubois']);
    expect(position.historique.map(({ nature }) => nature)).toEqual(['dit', 'dit', 'annule']);
  });

  it.each([
    ['by another', { ...anne, person: 'marc' }, 2, 'rien'],
    ['the day after', { ...anne, at: '2026-12-01T07:30:00.000Z' }, 2, 'rien'],
    ['when something was said since', anne, 1, 'changee'],
  ])('is not undone %s', async (_, who, version, kind) => {
    expect((await annulerEngagement(deps, upon(version), who)).kind).toBe(kind);
    expect(await store.items('DECLARATION')).toHaveLength(2);
  });
});

describe('the command', { timeout: 60_000 }, () => {
  const ran = (...args: string[]) =>
    runCommand('engagements', args, { TABLE_NAME: store.table, AWS_ENDPOINT_URL_DYNAMODB: store.url });

  it('says what became of a commitment, and lists the year', async () => {
    const year = String(new Date().getUTCFullYear());
    const said = await ran(
      ...['say', 'caf-06', '--year', year, '--state', 'fait', '--evidence', '/commissions'],
      ...['--by', 'Anne Renard'],
    );
    expect([said.code, said.err]).toEqual([0, '']);
    expect(said.out).toContain('caf-06');
    const listed = await ran('--year', year, '--signatory', 'caf');
    expect(listed.code).toBe(0);
    expect(listed.out).toMatch(/caf-06 {2}fait .*contribuer à la CCAPEX.*\/commissions.*Anne Renard/);
    expect(listed.out).toContain('caf-01  non renseigné');
    expect(listed.out).toContain('9 engagements : 1 fait, 0 en cours, 0 non fait, 8 non renseignés');
    const json = await ran('--year', year, '--json');
    expect(json.out.trim().split('\n')).toHaveLength(158);
    expect(json.out).toContain('"id":"caf-06","signataire":"caf","etat":"fait"');
    // A note is what is neither a path, nor a kind of event.
    await ran(
      'say',
      'caf-06',
      '--year',
      year,
      '--state',
      'nonFait',
      '--evidence',
      'Séance du 3 mars',
      '--by',
      'Anne Renard',
    );
    expect(await store.items('DECLARATION')).toMatchObject([
      { preuve: { sorte: 'ecran', dit: '/commissions' } },
      { etat: 'nonFait', preuve: { sorte: 'note', dit: 'Séance du 3 mars' } },
    ]);
  });

  it.each([
    [['--year', '2026', '--signatory', 'personne'], '--signatory personne'],
    [['--year', '2025'], '--year 2025'],
    [['say', 'caf-99', '--year', '2026', '--state', 'fait', '--by', 'Anne Renard'], 'caf-99'],
    [['say', 'caf-06', '--year', '2026', '--state', 'presque', '--by', 'Anne Renard'], '--state'],
    [['say', 'caf-06', '--year', '2026', '--state', 'fait'], '--by'],
    [['oublier'], 'oublier'],
  ])('%j is misused, and says how', async (args, text) => {
    const { code, err } = await ran(...args);
    expect(code).toBe(2);
    expect(err).toContain(text);
  });
});
