import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { columnMap, columns, type WorldRecord } from '../../lab/link/world/columns.ts';
import { createWorld } from '../../lab/link/world/create-world.ts';
import { hazardNames } from '../../lab/link/world/options.ts';
import { worldVerb } from '../../lab/link/world/run-world.ts';
import { writeWorld } from '../../lab/link/world/write-world.ts';

const world = (...args: readonly string[]): Promise<number> => worldVerb.run(args, 'link world');

type Given = Partial<Parameters<typeof createWorld>[0]>;
const recordsOf = (given: Given = {}): WorldRecord[] => [
  ...createWorld({ households: 2_000, seed: 1, ...given }).records(),
];
const groupBy = (
  records: readonly WorldRecord[],
  keyOf: (record: WorldRecord) => string,
): Map<string, WorldRecord[]> => {
  const groups = new Map<string, WorldRecord[]>();
  for (const record of records) groups.set(keyOf(record), [...(groups.get(keyOf(record)) ?? []), record]);
  return groups;
};
const byDossier = (records: readonly WorldRecord[]) => groupBy(records, ({ dossier }) => dossier);
const tagsOf = ({ hazard }: WorldRecord): string[] => hazard.split(' ').filter((tag) => tag !== '');
const shareOf = (records: readonly WorldRecord[], test: (record: WorldRecord) => boolean): number =>
  records.filter(test).length / records.length;
const isEtude = ({ source }: WorldRecord): boolean => source.startsWith('etude-');
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
const surnameOf = (record: WorldRecord): string => plain(record.p1_nom_naissance || record.p1_nom_usage);
const numberOf = ({ street }: WorldRecord): string => /^\d+/.exec(street)?.[0] ?? '';

/** One world for all tests that only read it. */
const records = recordsOf();

describe('an invented world', () => {
  const folders: string[] = [];
  afterEach(async () => {
    vi.restoreAllMocks();
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
  });
  const folder = async (): Promise<string> => {
    const made = await mkdtemp(join(tmpdir(), 'world-'));
    folders.push(made);
    return made;
  };
  const hashOf = async (dir: string): Promise<string> =>
    createHash('sha256')
      .update(await readFile(join(dir, 'records.csv')))
      .digest('hex');

  it('is written byte for byte the same from the same seed', async () => {
    const world = createWorld({ households: 300, seed: 5 });
    const [one, other, changed] = [await folder(), await folder(), await folder()];

    await writeWorld(world, one);
    await writeWorld(createWorld({ households: 300, seed: 5 }), other);
    await writeWorld(createWorld({ households: 300, seed: 6 }), changed);

    expect(await hashOf(one)).toBe(await hashOf(other));
    expect(await hashOf(one)).not.toBe(await hashOf(changed));
  });

  it('shares no household with the world of another seed', () => {
    const households = (seed: number) =>
      new Set(
        recordsOf({ seed, noise: 0 })
          .filter(({ source }) => source === 'caf')
          .map((r) => `${surnameOf(r)}|${plain(r.p1_prenoms)}|${r.p1_date_naissance}`),
      );

    const other = households(2);

    expect([...households(1)].filter((household) => other.has(household))).toEqual([]);
  });

  it('has every hazard at its default rate, and none when the multiplier is 0', () => {
    const seen = new Set(records.flatMap(tagsOf));

    expect(hazardNames.filter((name) => !seen.has(name))).toEqual([]);
    expect(recordsOf({ households: 300, hazards: 0 }).flatMap(tagsOf)).toEqual([]);
  });

  it('takes the rate of a single hazard', () => {
    const moved = byDossier(recordsOf({ households: 500, hazards: 1, rates: { moved: 50 } }));

    const share = [...moved.values()].filter((group) =>
      group.some((r) => tagsOf(r).includes('moved')),
    ).length;
    expect(share / moved.size).toBeGreaterThan(0.5);
  });

  it('refuses hazards that leave no plain household', () => {
    expect(() => createWorld({ households: 10, seed: 1, hazards: 20 })).toThrow(RangeError);
  });

  it('gives one dwelling to the records of one dossier, save those tagged with the old address', () => {
    const elsewhere = ['old-address', 'flat-in-street'];
    const clean = byDossier(
      recordsOf({ noise: 0 }).filter((r) => !tagsOf(r).some((tag) => elsewhere.includes(tag))),
    );

    const scattered = [...clean.values()].filter(
      (group) =>
        new Set(group.map(numberOf)).size > 1 ||
        new Set(group.map(({ insee }) => insee).filter((insee) => insee !== '')).size > 1 ||
        new Set(group.map(({ postcode }) => postcode).filter((postcode) => postcode !== '')).size > 1,
    );
    expect(scattered).toEqual([]);
  });

  it('keeps the truth whatever the noise', () => {
    const truth = (noise: number) =>
      recordsOf({ noise, households: 400 }).map((r) => [r.dossier, r.source, r.kind, r.act_date, r.arrival]);

    expect(truth(0)).toEqual(truth(3));
  });

  it('hands records over in the order of arrival, ids telling no more', () => {
    expect(records.map(({ arrival }) => Number(arrival))).toEqual(records.map((_, n) => n + 1));
    expect(records.map(({ rec_id }) => Number(rec_id.slice(1)))).toEqual(records.map((_, n) => n + 1));
    const dossiers = records.map(({ dossier }) => dossier);
    expect(dossiers.filter((dossier, n) => dossier === dossiers[n + 1]).length).toBeLessThan(
      dossiers.length * 0.02,
    );
  });

  it('shows a couple of the hazard together from the third message on only', () => {
    const couples = [...byDossier(records.filter((r) => tagsOf(r).includes('split-couple'))).values()];

    expect(couples.length).toBeGreaterThan(10);
    for (const [first, second, third] of couples) {
      expect(first?.p2_nom_naissance).toBe('');
      expect(second?.p2_nom_naissance).toBe('');
      expect(third?.p2_nom_naissance).not.toBe('');
    }
  });

  it('gives a recycled reference to two dossiers of one étude', () => {
    const recycled = recordsOf({ noise: 0 }).filter(
      (r) => isEtude(r) && tagsOf(r).includes('recycled-reference'),
    );
    const owners = [...groupBy(recycled, (r) => `${r.source} ${r.reference}`).values()];

    expect(owners.length).toBeGreaterThan(5);
    expect(owners.every((group) => byDossier(group).size === 2)).toBe(true);
  });

  it('fills fields as some offices do, and tags what it filled so', () => {
    const told = (tag: string) => records.filter((r) => tagsOf(r).includes(tag));
    for (const { street, complement } of told('flat-in-street')) {
      expect(complement).toBe('');
      expect(street).toMatch(/(b[aâ]t|esc|[eé]t|rdc|rez|app|apt|porte|logt|n°|r[eé]s|droite|gauche|face)/i);
    }
    for (const record of told('civility'))
      expect([record.p1_nom_naissance, record.p2_nom_naissance, record.p3_nom_naissance].join('|')).toMatch(
        /(^|\|)(mme|madame|mlle|m\.|m|mr|monsieur) /i,
      );
    for (const record of told('spouse-in-name'))
      expect([record.p1_nom_naissance, record.p2_nom_naissance, record.p3_nom_naissance].join('|')).toMatch(
        / ([eé]pouse|[eé]p\.|n[eé]e|veuve) /i,
      );
    const fresh = told('fresh-reference');
    expect(new Set(fresh.map(({ reference }) => reference)).size).toBe(fresh.length);
    for (const tag of ['flat-in-street', 'civility', 'spouse-in-name', 'fresh-reference'])
      expect(told(tag).length, tag).toBeGreaterThan(40);
  });

  it('has no habit where it has no hazard', () => {
    expect(recordsOf({ households: 200, hazards: 0 }).filter((r) => tagsOf(r).length > 0)).toEqual([]);
  });

  it('splits the messages between partners as they write', () => {
    expect(shareOf(records, isEtude)).toBeGreaterThan(0.3);
    expect(shareOf(records, isEtude)).toBeLessThan(0.45);
    expect(shareOf(records, ({ source }) => source === 'caf')).toBeGreaterThan(0.25);
    expect(shareOf(records, ({ source }) => source === 'bailleur')).toBeGreaterThan(0.15);
    expect(shareOf(records, ({ source }) => source === 'bdf')).toBeGreaterThan(0.04);
    expect(shareOf(records, ({ source }) => source === 'msa')).toBeGreaterThan(0.01);
  });

  it('leaves most bailiffs and every landlord without a birth date', () => {
    const missing = (from: (record: WorldRecord) => boolean): number =>
      shareOf(records.filter(from), ({ p1_date_naissance }) => p1_date_naissance === '');

    expect(missing(isEtude)).toBeGreaterThan(0.8);
    expect(missing(({ source }) => source === 'bailleur')).toBe(1);
    expect(missing(({ source }) => source === 'caf')).toBeLessThan(0.08);
  });

  it('leaves fields out about as often as partners do', () => {
    expect(shareOf(records, ({ p1_prenoms }) => p1_prenoms === '')).toBeGreaterThan(0.02);
    expect(shareOf(records, ({ p1_prenoms }) => p1_prenoms === '')).toBeLessThan(0.06);
    expect(shareOf(records, (record) => numberOf(record) === '')).toBeGreaterThan(0.01);
    expect(shareOf(records, (record) => numberOf(record) === '')).toBeLessThan(0.05);
    expect(shareOf(records, ({ insee }) => insee === '')).toBeGreaterThan(0.6);
    expect(records.every((r) => r.insee !== '' || (r.postcode !== '' && r.commune !== ''))).toBe(true);
    expect(records.every((r) => r.p1_nom_naissance !== '' || r.p1_nom_usage !== '')).toBe(true);
  });

  it('writes dates that exist', () => {
    const dates = records.flatMap((r) => [
      r.p1_date_naissance,
      r.p2_date_naissance,
      r.act_date,
      r.tenancy_end,
    ]);

    expect(
      dates.filter((date) => date !== '' && new Date(`${date}T00:00Z`).toISOString().slice(0, 10) !== date),
    ).toEqual([]);
  });

  it('has a most common surname of about one household in a hundred, and a long tail', () => {
    const surnames = new Map<string, number>();
    const firsts = [...byDossier(recordsOf({ households: 8_000, noise: 0, hazards: 0 })).values()];
    for (const [first] of firsts)
      if (first) surnames.set(surnameOf(first), (surnames.get(surnameOf(first)) ?? 0) + 1);
    const shares = [...surnames.values()].map((count) => count / firsts.length);

    expect(Math.max(...shares)).toBeGreaterThan(0.006);
    expect(Math.max(...shares)).toBeLessThan(0.016);
    const rare = shares.filter((share) => share < 0.0005).reduce((sum, share) => sum + share, 0);
    expect(rare).toBeGreaterThan(0.38);
    expect(rare).toBeLessThan(0.6);
  });

  it('is written with its map and its counts by the command', async () => {
    const dir = await folder();
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);

    expect(await world('--households', '200', '--hazard', 'twins=5', '--out', dir)).toBe(0);

    const [header] = (await readFile(join(dir, 'records.csv'), 'utf8')).split('\n');
    expect(header).toBe(columns.join(','));
    expect(JSON.parse(await readFile(join(dir, 'map.json'), 'utf8'))).toEqual(columnMap);
    expect(JSON.parse(await readFile(join(dir, 'world.json'), 'utf8'))).toMatchObject({
      options: { households: 200, seed: 1, rates: { twins: 5 } },
      hazards: { twins: { rate: 5 } },
    });
  });

  it('says in French what is wrong with an option', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    for (const [args, told] of [
      [['--out', '.', '--hazard', 'voisins=2'], 'piège inconnu'],
      [[], 'il manque --out DOSSIER'],
      [['--out', '.', '--households', 'mille'], 'un nombre est attendu'],
    ] as const) {
      expect(await world(...args)).toBe(2);
      expect(said.mock.calls.flat().join('')).toContain(told);
    }
  });
});
