import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ditDe, litLeSuivi, signataireDe, signatairesDe } from '../../shared/domain/engagements/acces.ts';
import {
  compteDe,
  type Declaration,
  type Etat,
  peutAnnuler,
  positionDe,
} from '../../shared/domain/engagements/declaration.ts';
import { signataireCodes } from '../../shared/domain/engagements/engagement.ts';
import { lireSaisie, NOTE_MAX } from '../../shared/domain/engagements/saisie.ts';

/*
 * What was said of a commitment, year by year: what holds, what is taken over, what may be undone; who may say it, and what may be typed.
 */
const AT = '2026-11-30T07:30:00.000Z';
const common = { engagement: 'etat-04', by: 'Anne Renard', person: 'anne', at: AT };
const said = (annee: number, version: number, etat: Etat): Declaration => ({
  ...common,
  ...{ annee, version, etat, nature: 'dit' },
});
const back = (annee: number, version: number): Declaration => ({
  ...common,
  ...{ annee, version, nature: 'annule' },
});

describe('what holds of a commitment in a year', () => {
  it('is nothing while nobody said anything', () => {
    expect(positionDe([], 2026)).toEqual({
      parole: undefined,
      reprisDe: undefined,
      version: 0,
      historique: [],
    });
  });

  it.each<[what: string, declarations: Declaration[], annee: number, etat?: Etat, reprisDe?: number]>([
    ['the last word', [said(2026, 1, 'enCours'), said(2026, 2, 'fait')], 2026, 'fait'],
    [
      'the word before, once the last is undone',
      [said(2026, 1, 'enCours'), said(2026, 2, 'fait'), back(2026, 3)],
      2026,
      'enCours',
    ],
    ['nothing, once the only one is undone', [said(2026, 1, 'fait'), back(2026, 2)], 2026],
    [
      'what is said again after that',
      [said(2026, 1, 'fait'), back(2026, 2), said(2026, 3, 'nonFait')],
      2026,
      'nonFait',
    ],
    ['the year before’s last word, taken over', [said(2026, 1, 'enCours')], 2027, 'enCours', 2026],
    ['that of two years before, when nothing was said since', [said(2026, 1, 'fait')], 2028, 'fait', 2026],
    [
      'the year’s own once there is one',
      [said(2026, 1, 'enCours'), said(2027, 1, 'enCours')],
      2027,
      'enCours',
    ],
    [
      'the year before’s again, when the year’s own was undone',
      [said(2026, 1, 'enCours'), said(2027, 1, 'fait'), back(2027, 2)],
      2027,
      'enCours',
      2026,
    ],
    ['nothing of a later year', [said(2027, 1, 'fait')], 2026],
  ])('is %s', (_, declarations, annee, etat, reprisDe) => {
    const position = positionDe(declarations, annee);
    expect([position.parole?.etat, position.reprisDe]).toEqual([etat, reprisDe]);
    expect(position.version).toBe(declarations.filter((one) => one.annee === annee).length);
  });

  it('is the same in whatever order things are read, and nothing said goes from its history', () => {
    const declaration = fc
      .tuple(fc.constantFrom<Etat | undefined>('fait', 'enCours', 'nonFait', undefined), fc.boolean())
      .map(([etat, next]) => ({ etat, next }));
    fc.assert(
      fc.property(fc.array(declaration, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (told, seed) => {
        let [annee, version] = [2026, 0];
        const all = told.map(({ etat, next }): Declaration => {
          if (next) [annee, version] = [annee + 1, 0];
          version += 1;
          return etat === undefined ? back(annee, version) : said(annee, version, etat);
        });
        const shuffled = all
          .map((one) => ({ one, at: seed.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const position = positionDe(all, annee);
        expect(positionDe(shuffled, annee)).toEqual(position);
        expect(position.historique).toEqual(all);
      }),
      { seed: 77 },
    );
  });
});

describe('the last word of a year', () => {
  const position = positionDe([said(2026, 1, 'fait')], 2026);
  it.each([
    ['who said it, the same day', 'anne', '2026-11-30T20:00:00.000Z', true],
    ['who said it, past midnight in Paris', 'anne', '2026-11-30T23:10:00.000Z', false],
    ['another person', 'marc', AT, false],
  ])('may be undone by %s: %s', (_, person, at, may) => {
    expect(peutAnnuler(position, { person, at })).toBe(may);
  });

  it('that was taken over from another year is not undone from this one', () => {
    expect(peutAnnuler(positionDe([said(2026, 1, 'fait')], 2027), { person: 'anne', at: AT })).toBe(false);
  });
});

it('commitments are counted by what became of them, those taken over with them', () => {
  expect(
    compteDe([
      { etat: 'fait', reprisDe: undefined },
      { etat: 'fait', reprisDe: 2026 },
      { etat: 'enCours', reprisDe: undefined },
      { etat: undefined, reprisDe: undefined },
    ]),
  ).toEqual({ fait: 2, enCours: 1, nonFait: 0, sans: 1, repris: 1 });
});

describe('who speaks for a signatory', () => {
  it.each([
    ['caf', 'caf'],
    ['msa', 'msa'],
    ['bdf', 'bdf'],
    ['etude-girard-provins', 'huissiers'],
    ['bailleur-habitat-exemple', 'aorif'],
    ['bailleur-fnaim', 'fnaim'],
    ['mds-meaux', 'departement'],
    ['fsl', 'departement'],
    ['ccas-provins', 'ccas'],
    ['association-adil', 'adil'],
    ['association-udaf', 'udaf'],
    ['association-udaf-77', 'udaf'],
    ['association-cgl', 'cgl'],
    ['association-familles-rurales', 'cgl'],
    ['association-exemple', 'associations'],
    ['association-udafiste', 'associations'],
    ['action-logement', 'action-logement'],
    ['siao', 'siao'],
    ['clpil-meaux', undefined],
    ['ccapex-nord', undefined],
    ['comed', undefined],
    ['tribunal', undefined],
    ['cafe', undefined],
  ])('%s is of %s', (partner, signataire) => {
    expect(signataireDe(partner)).toBe(signataire);
  });

  const scope = (agent: string[], ...partners: string[]) => ({
    agent: new Set(agent.map(() => '773' as const)),
    relecteur: new Set<'773'>(),
    partners: new Set(partners),
  });
  it('an agent of the State speaks for all, a partner’s person for its own, who has neither for none', () => {
    expect(signatairesDe(scope(['773']))).toEqual(signataireCodes);
    expect(signatairesDe(scope([], 'siao', 'mds-meaux', 'fsl'))).toEqual(['departement', 'siao']);
    expect(signatairesDe(scope([], 'clpil-meaux'))).toEqual([]);
    expect(litLeSuivi(scope([], 'clpil-meaux'))).toBe(false);
    expect(litLeSuivi(scope([], 'caf'))).toBe(true);
    expect(litLeSuivi({ ...scope([]), relecteur: new Set(['773'] as const) })).toBe(true);
  });

  it('what all signed together, an agent alone says', () => {
    expect(ditDe(scope(['773']), { signataire: 'annexe2' })).toBe(true);
    expect(ditDe(scope([], 'caf'), { signataire: 'annexe2' })).toBe(false);
    expect(ditDe(scope([], 'caf'), { signataire: 'caf' })).toBe(true);
    expect(ditDe(scope([], 'caf'), { signataire: 'msa' })).toBe(false);
  });
});

describe('what is typed of a commitment', () => {
  const isPage = (path: string): boolean => path === '/commissions';
  it.each([
    [
      { etat: 'fait', sorte: '', dit: '' },
      { etat: 'fait', preuve: undefined },
    ],
    [
      { etat: 'fait', sorte: 'ecran', dit: '/commissions' },
      { etat: 'fait', preuve: { sorte: 'ecran', dit: '/commissions' } },
    ],
    [
      { etat: 'enCours', sorte: 'evenement', dit: 'relogement' },
      { etat: 'enCours', preuve: { sorte: 'evenement', dit: 'relogement' } },
    ],
    [
      { etat: 'nonFait', sorte: 'indicateur', dit: 'departement.fslAccordes' },
      { etat: 'nonFait', preuve: { sorte: 'indicateur', dit: 'departement.fslAccordes' } },
    ],
    [
      { etat: 'fait', sorte: 'note', dit: '  Deux réunions,\n à Melun ' },
      { etat: 'fait', preuve: { sorte: 'note', dit: 'Deux réunions, à Melun' } },
    ],
  ])('%o is read', (typed, read) => {
    expect(lireSaisie(typed, isPage)).toEqual(read);
  });

  it.each([
    [{ etat: '', sorte: '', dit: '' }, ['etat']],
    [{ etat: 'presque', sorte: 'photo', dit: 'x' }, ['etat', 'sorte']],
    [{ etat: 'fait', sorte: '', dit: 'une note sans sorte' }, ['sorte']],
    [{ etat: 'fait', sorte: 'note', dit: '' }, ['dit']],
    [{ etat: 'fait', sorte: 'note', dit: 'x'.repeat(NOTE_MAX + 1) }, ['dit']],
    [{ etat: 'fait', sorte: 'note', dit: 'vu sur 77-2026-000123.' }, ['dit']],
    [{ etat: 'fait', sorte: 'ecran', dit: '/absente' }, ['dit']],
    [{ etat: 'fait', sorte: 'ecran', dit: 'https://exemple.fr/commissions' }, ['dit']],
    [{ etat: 'fait', sorte: 'ecran', dit: '/commissions?nom=Castel' }, ['dit']],
    [{ etat: 'fait', sorte: 'ecran', dit: '/dossiers/77-2026-000123' }, ['dit']],
    [{ etat: 'fait', sorte: 'evenement', dit: 'toString' }, ['dit']],
    [{ etat: 'fait', sorte: 'indicateur', dit: 'departement.rien' }, ['dit']],
  ])('%o is refused at %o', (typed, fields) => {
    const read = lireSaisie(typed, isPage);
    expect('fautes' in read ? read.fautes.map(({ field }) => field) : []).toEqual(fields);
  });
});
