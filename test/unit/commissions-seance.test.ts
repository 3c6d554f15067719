import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clotureImpossible,
  effacee,
  estInscrite,
  estOuverteAuxListes,
  type Invite,
  inscrites,
  invitesAcceptes,
  nomDe,
  releveManque,
  type Seance,
  type Situation,
  seanceSchema,
  situationSchema,
} from '../../shared/domain/commissions/seance.ts';
import { aSeance, aSituation } from '../support/commissions.ts';

const by = { by: 'Léa Morin', at: '2027-03-18T14:00:00.000Z' };
const named = (id: string, nom: string, over: Record<string, unknown> = {}): Situation =>
  aSituation({ id, household: [{ nomNaissance: nom, prenoms: ['Ana'] }], ...over });
const idsOf = (situations: readonly Situation[]): string[] => situations.map(({ id }) => id);

describe('the households that a session examines', () => {
  const creneaux = { habitat: '15:30', foyers: '14:00' };
  it('come in the order of the landlords’ slots, then by name', () => {
    const all = [
      named('h-b', 'Bellon'),
      named('h-a', 'Aubry'),
      named('f-z', 'Zidi', { bailleur: 'foyers' }),
      named('f-c', 'Castel', { bailleur: 'foyers' }),
    ];
    expect(idsOf(inscrites(all, aSeance({ creneaux })))).toEqual(['f-c', 'f-z', 'h-a', 'h-b']);
  });

  it('a landlord without a slot first, and those of two at the same time apart', () => {
    const all = [
      named('h', 'Aubry'),
      named('f', 'Zidi', { bailleur: 'foyers' }),
      named('h2', 'Bellon'),
      named('f2', 'Castel', { bailleur: 'foyers' }),
    ];
    expect(idsOf(inscrites(all, aSeance({ creneaux: { foyers: '14:00' } })))).toEqual(['h', 'h2', 'f2', 'f']);
    const together = { foyers: '14:00', habitat: '14:00' };
    expect(idsOf(inscrites(all, aSeance({ creneaux: together })))).toEqual(['f2', 'f', 'h', 'h2']);
  });

  it('of one name, always in the same order', () => {
    const all = [named('2', 'Castel'), named('1', 'Castel'), named('3', 'Castel')];
    expect(idsOf(inscrites(all, aSeance()))).toEqual(['1', '2', '3']);
    expect(idsOf(inscrites(all.toReversed(), aSeance()))).toEqual(['1', '2', '3']);
  });

  it.each<[string, Partial<Situation>, Partial<Seance>, boolean]>([
    ['on the list that went', {}, {}, true],
    [
      'on the first of two lists',
      { lot: 1 },
      { listes: { habitat: { transmiseLe: '2027-02-10', lot: 2 } } },
      true,
    ],
    ['on a list that is on its way', { lot: 2 }, {}, false],
    ['of a landlord whose list has not gone', {}, { listes: {} }, false],
    ['of a landlord whose list has not gone, another’s has', { bailleur: 'autre' }, {}, false],
    ['proposed only', { etat: 'proposee' }, {}, false],
    ['whose examination was cancelled', { etat: 'annulee' }, {}, false],
    ['that withdrew', { etat: 'retiree' }, {}, false],
    ['without a list', { lot: undefined }, {}, false],
  ])('%s', (_, over, seance, listed) => {
    expect(estInscrite({ ...aSituation(), ...over }, { ...aSeance(), ...seance })).toBe(listed);
    expect(inscrites([{ ...aSituation(), ...over }], { ...aSeance(), ...seance })).toHaveLength(
      listed ? 1 : 0,
    );
  });

  it.each<[Situation['household'], string]>([
    [[{ nomNaissance: 'Castel', prenoms: ['Ana', 'Luz'] }], 'CASTEL Ana'],
    [[{ nomNaissance: 'Castel', nomUsage: 'Roux', prenoms: ['Ana'] }], 'ROUX Ana'],
    [[{ prenoms: ['Ana'] }], 'Ana'],
    [[{ nomNaissance: 'Castel' }], 'CASTEL'],
    [[{ nomNaissance: 'Castel', prenoms: ['Ana'] }, { nomNaissance: 'Keller' }], 'CASTEL Ana, KELLER'],
    [[], ''],
  ])('are called by their names: %j is «%s»', (household, expected) => {
    expect(nomDe({ household })).toBe(expected);
  });
});

/*
 * A household that withdrew: nothing that names it is left. Each text that is told of it is drawn, and searched in what remains.
 */
const SECRET = 'zq';
const secret = fc
  .array(fc.constantFrom(...'abcdefghijklmnoprstuvwxy'), { minLength: 6, maxLength: 12 })
  .map((letters) => `${SECRET}${letters.join('')}`);
const amount = fc.integer({ min: 777_000, max: 777_999 });
const day = fc.constantFrom('1984-03-12', '1975-03-19');
const situations = fc.record({
  id: fc.constantFrom('s1', 's2'),
  version: fc.integer({ min: 1, max: 40 }),
  etat: fc.constantFrom('proposee', 'inscrite', 'annulee'),
  bailleur: fc.constantFrom('habitat', 'foyers'),
  reference: secret,
  household: fc.array(
    fc.record({
      nomNaissance: secret,
      nomUsage: secret,
      prenoms: fc.array(secret, { minLength: 1, maxLength: 2 }),
      dateNaissance: day,
      lieuNaissance: secret,
    }),
    { minLength: 1, maxLength: 3 },
  ),
  dwelling: fc.record({
    insee: fc.constant('77284'),
    commune: secret,
    postcode: fc.constant('77100'),
    street: secret,
    complement: secret,
  }),
  protecteur: fc.record({ nature: fc.constantFrom('tutelle', 'curatelle'), coordonnees: secret }),
  lettreLe: day,
  inscriteLe: day,
  lot: fc.constant(1),
  aVerifier: fc.constantFrom('certain', 'possible'),
  motifs: fc.constant(['absenceContact']),
  actions: fc.constant(['relance']),
  dette: amount,
  loyer: amount,
  deja: day,
  messageId: secret,
  caseId: secret,
  siens: fc.array(secret, { maxLength: 2 }),
  demandes: fc.dictionary(secret, fc.constant(by), { maxKeys: 2 }),
  contributions: fc.dictionary(
    fc.constantFrom('mds', 'ccas'),
    fc.record({ connu: fc.boolean(), texte: secret, by: secret, at: fc.constant(by.at) }),
  ),
  issues: fc.constant([{ issue: 'accompagnement', organisme: 'mds' }]),
  recommandations: fc.constant(['relogement']),
  note: secret,
  decidee: fc.record({ by: secret, at: fc.constant(by.at) }),
  suites: fc.array(
    fc.record({
      mesure: fc.constant('accompagnement'),
      etat: fc.constant('faite'),
      le: day,
      membre: secret,
      by: secret,
      at: fc.constant(by.at),
    }),
    { maxLength: 2 },
  ),
  evenements: fc.array(secret, { maxLength: 2 }),
});

describe('a household that withdrew', () => {
  it('leaves no name, place, birth, amount, text nor case, whatever was told of it', () => {
    fc.assert(
      fc.property(situations, (drawn) => {
        const told = situationSchema.parse(drawn);
        expect(JSON.stringify(told)).toContain(SECRET);
        const left = JSON.stringify(effacee(told));
        for (const trace of [
          SECRET,
          '777',
          '1984',
          '1975',
          '77284',
          '77100',
          'tutelle',
          'curatelle',
          'relance',
        ])
          expect([trace, left.includes(trace)]).toEqual([trace, false]);
      }),
      { seed: 77, numRuns: 200 },
    );
  });

  it('leaves that it was there, and what was decided, for the year’s figures; it can be stored and read', () => {
    const told = aSituation({
      version: 7,
      issues: [{ issue: 'accompagnement', organisme: 'mds' }],
      recommandations: ['relogement'],
    });
    const left = effacee(told);
    expect(left).toEqual({
      id: 's1',
      bailleur: 'habitat',
      etat: 'retiree',
      version: 8,
      reference: '',
      household: [],
      dwelling: {},
      motifs: [],
      actions: [],
      contributions: {},
      issues: told.issues,
      recommandations: told.recommandations,
      suites: [],
      evenements: [],
    });
    expect(situationSchema.parse(left)).toEqual(left);
    expect(inscrites([left], aSeance())).toEqual([]);
  });
});

describe('a guest', () => {
  const yes = { oui: true, ...by };
  const invite = (reponses: Invite['reponses']): Invite => ({
    id: 'i',
    nom: 'Mission locale',
    partenaire: 'mission',
    par: 'mds',
    reponses,
  });
  const members = ['ccas', 'mds', 'habitat'];
  it.each<[string, Invite['reponses'], boolean]>([
    ['whom nobody has answered yet', {}, false],
    ['whom some have accepted', { ccas: yes }, false],
    ['whom all the others have accepted', { ccas: yes, habitat: yes }, true],
    ['whom all but one have accepted', { ccas: yes, habitat: { oui: false, ...by } }, false],
    ['whom only who invited has accepted', { mds: yes }, false],
    ['whom a stranger has accepted', { ccas: yes, ailleurs: yes }, false],
    ['whom who invited refuses after all', { ccas: yes, habitat: yes, mds: { oui: false, ...by } }, true],
  ])('%s sits: %#', (_, reponses, sits) => {
    expect(invitesAcceptes({ invites: [invite(reponses)] }, members)).toHaveLength(sits ? 1 : 0);
  });

  it('does not sit for another who was accepted', () => {
    const other = { ...invite({ ccas: yes, habitat: yes }), id: 'j' };
    expect(invitesAcceptes({ invites: [invite({}), other] }, members)).toEqual([other]);
  });
});

describe('a session', () => {
  it.each([
    ['14:00', true],
    ['09:05', true],
    ['23:59', true],
    ['24:00', false],
    ['9:05', false],
    ['14:60', false],
    ['014:00', false],
    ['14:000', false],
  ])('may be at %s: %s', (heure, may) => {
    expect(seanceSchema.safeParse({ ...aSeance(), heure }).success).toBe(may);
    expect(seanceSchema.safeParse({ ...aSeance(), creneaux: { habitat: heure } }).success).toBe(may);
  });

  it.each<[Seance['etat'], boolean]>([
    ['prevue', true],
    ['convoquee', true],
    ['ouverte', false],
    ['close', false],
    ['annulee', false],
  ])('%s takes lists: %s', (etat, open) => {
    expect(estOuverteAuxListes({ etat })).toBe(open);
  });

  it.each<[Seance['etat'], Seance['type'], decided: boolean[], string | undefined]>([
    ['ouverte', 'situations', [true, true], undefined],
    ['ouverte', 'situations', [], undefined],
    ['ouverte', 'situations', [true, false], 'SITUATIONS_SANS_ISSUE'],
    ['close', 'situations', [true], undefined],
    ['close', 'situations', [false], 'SITUATIONS_SANS_ISSUE'],
    ['ouverte', 'doctrinale', [false], undefined],
    ['prevue', 'situations', [true], 'SEANCE_NON_OUVERTE'],
    ['convoquee', 'situations', [true], 'SEANCE_NON_OUVERTE'],
    ['annulee', 'situations', [true], 'SEANCE_NON_OUVERTE'],
  ])('%s, of %s, decided %j: closing is %s', (etat, type, decided, code) => {
    const all = decided.map((one) => aSituation(one ? { decidee: by } : {}));
    const found = clotureImpossible({ etat, type }, all);
    expect(found?.code).toBe(code);
    if (code === 'SEANCE_NON_OUVERTE') expect(found?.text).toBe('La séance n’est pas ouverte.');
  });

  it.each([
    [1, '1 situation reste sans issue'],
    [2, '2 situations restent sans issue'],
  ])('says how many are left: %i', (left, said) => {
    const all = [aSituation({ decidee: by }), ...Array.from({ length: left }, () => aSituation())];
    expect(clotureImpossible({ etat: 'ouverte', type: 'situations' }, all)?.text).toContain(said);
  });

  it.each<[Partial<Seance>, today: string, boolean]>([
    [{ etat: 'close' }, '2027-04-01', false],
    [{ etat: 'close' }, '2027-04-02', true],
    [{ etat: 'prevue' }, '2027-04-03', true],
    [{ etat: 'close', releve: by }, '2027-04-03', false],
    [{ etat: 'annulee' }, '2027-04-03', false],
  ])('%j on %s lacks its relevé: %s', (over, today, missing) => {
    expect(releveManque({ ...aSeance(), ...over }, '2027-04-02', today)).toBe(missing);
  });
});
