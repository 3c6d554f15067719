import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  creerChercheur,
  deuxPersonnes,
  memesTraits,
  sujetDe,
  traitsUtiles,
} from '../../shared/domain/commissions/menages.ts';
import type { Dwelling, Person } from '../../shared/domain/events/household.ts';

type Menage = { household: Person[]; dwelling: Dwelling };
const MEAUX = { insee: '77284', commune: 'Meaux', postcode: '77100' };
const aMenage = (person: Person, street: string, more: Person[] = []): Menage => ({
  household: [person, ...more],
  dwelling: { ...MEAUX, street },
});
const CASTEL = { nomNaissance: 'Castel', prenoms: ['Ana'], dateNaissance: '1984-03-12' };
const AT = '9 rue des Ursulines';
const castel = aMenage(CASTEL, AT);

/** The fingerprints of a household, as they are kept, without the key that hides them. */
const traits = (menage: Menage): string[] =>
  traitsUtiles(sujetDe(menage)).map(({ kind, value }) => `${kind}:${value}`);
const isSame = (a: Menage, b: Menage): boolean => memesTraits(traits(a), new Set(traits(b)));

const VARIANTS: [string, Menage][] = [
  ['in capitals', aMenage({ ...CASTEL, nomNaissance: 'CASTEL', prenoms: ['ANA'] }, '9 RUE DES URSULINES')],
  [
    'with a civility, its street cut short',
    aMenage({ ...CASTEL, nomNaissance: 'Mme Castel' }, '9 r. Ursulines'),
  ],
  ['with another letter that sounds the same', aMenage({ ...CASTEL, nomNaissance: 'Kastel' }, AT)],
  ['with accents', aMenage({ ...CASTEL, nomNaissance: 'Càstel', prenoms: ['Àna'] }, AT)],
  ['without its birth date', aMenage({ nomNaissance: 'Castel', prenoms: ['Ana'] }, AT)],
  ['with another birth date', aMenage({ ...CASTEL, dateNaissance: '1985-03-12' }, AT)],
  ['names the other way round', aMenage({ ...CASTEL, nomNaissance: 'Ana', prenoms: ['Castel'] }, AT)],
  ['under her married name', aMenage({ ...CASTEL, nomNaissance: 'Diallo' }, AT)],
  ['with her birth name beside', aMenage({ ...CASTEL, nomNaissance: 'Diallo', nomUsage: 'Castel' }, AT)],
  ['at another address', aMenage(CASTEL, '2 place du Marché')],
  [
    'with a person more',
    aMenage(CASTEL, AT, [{ nomNaissance: 'Roux', prenoms: ['Hugo'], dateNaissance: '1980-06-01' }]),
  ],
  ['second of two persons', aMenage({ nomNaissance: 'Roux', prenoms: ['Hugo'] }, AT, [CASTEL])],
  ['in another commune', { household: [CASTEL], dwelling: { insee: '77058', street: '3 rue du Parc' } }],
];
const OTHERS: [string, Menage][] = [
  ['next door', aMenage({ nomNaissance: 'Keller', prenoms: ['Hugo'], dateNaissance: '1975-03-19' }, AT)],
  [
    'of the same street',
    aMenage(
      { nomNaissance: 'Keller', prenoms: ['Hugo'], dateNaissance: '1975-03-19' },
      '11 rue des Ursulines',
    ),
  ],
  [
    'of the same name, in the same street',
    aMenage(
      { nomNaissance: 'Castel', prenoms: ['Bruno'], dateNaissance: '1961-10-02' },
      '31 rue des Ursulines',
    ),
  ],
  [
    'of the same name, at the same number',
    aMenage({ nomNaissance: 'Castel', prenoms: ['Bruno'], dateNaissance: '1961-10-02' }, AT),
  ],
  [
    'of the same first name, next door',
    aMenage({ nomNaissance: 'Keller', prenoms: ['Ana'], dateNaissance: '1975-03-19' }, AT),
  ],
  [
    'born the same day, in the same commune',
    aMenage({ nomNaissance: 'Keller', prenoms: ['Hugo'], dateNaissance: '1984-03-12' }, '4 quai Sadi-Carnot'),
  ],
];

describe('a household that withdrew is known again', () => {
  it.each(VARIANTS)('%s', (_, menage) => {
    expect(isSame(menage, castel)).toBe(true);
  });
  it.each(OTHERS)('and is not a neighbour %s', (_, menage) => {
    expect(isSame(menage, castel)).toBe(false);
  });

  it('by at least two fingerprints, of which a birth or both names', () => {
    expect(memesTraits(['naissance:1'], new Set(['naissance:1']))).toBe(false);
    expect(memesTraits(['adresse:1', 'nomVoie:1', 'nomNumero:1'], new Set(['adresse:1', 'nomVoie:1']))).toBe(
      false,
    );
    expect(memesTraits(['naissance:1', 'adresse:1'], new Set(['naissance:1', 'adresse:1']))).toBe(true);
    expect(memesTraits(['noms:1', 'adresse:1'], new Set(['adresse:1', 'noms:1', 'nomVoie:1']))).toBe(true);
    expect(memesTraits(['naissance:1', 'naissance:2'], new Set(['naissance:2', 'naissance:1']))).toBe(true);
    expect(memesTraits(['noms:1', 'adresse:1'], new Set(['noms:2', 'adresse:1']))).toBe(false);
    expect(memesTraits([], new Set())).toBe(false);
  });

  it('is told by kinds that few share: a place alone, or a first name in a commune, is none', () => {
    const kinds = new Set(traitsUtiles(sujetDe(castel)).map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual(['adresse', 'naissance', 'nomNumero', 'nomVoie', 'noms']);
  });

  const name = fc.constantFrom('Castel', 'Kastel', 'Keller', 'Diallo', 'El Khattabi', 'Dupont-Martin');
  const menages = fc
    .record({
      nomNaissance: name,
      prenoms: fc.constantFrom('Ana', 'Hugo', 'Jean-Claude', 'Moussa'),
      dateNaissance: fc.option(fc.constantFrom('1984-03-12', '1975-03-19', '1980-01-01'), { nil: undefined }),
      street: fc.constantFrom(AT, '11 rue des Ursulines', '4 rue Bossuet'),
    })
    .map(({ street, dateNaissance, nomNaissance, prenoms }) =>
      aMenage(
        { nomNaissance, prenoms: [prenoms], ...(dateNaissance !== undefined && { dateNaissance }) },
        street,
      ),
    );

  it('whichever of the two is read first', () => {
    fc.assert(
      fc.property(menages, menages, (a, b) => {
        expect(isSame(a, b)).toBe(isSame(b, a));
      }),
      { seed: 77, numRuns: 300 },
    );
  });

  it('as itself, whoever it is', () => {
    fc.assert(
      fc.property(menages, (menage) => {
        expect(isSame(menage, menage)).toBe(true);
      }),
      { seed: 77, numRuns: 100 },
    );
  });
});

describe('two rows that may be one household', () => {
  const chercheur = (...known: Menage[]) => {
    const made = creerChercheur<string>('2027-02-10');
    for (const [n, one] of known.entries()) made.add(`s${n}`, sujetDe(one));
    return made;
  };
  it.each<[string, Menage, 'certain' | 'possible' | undefined]>([
    ['the same', castel, 'certain'],
    ['the same, its street cut short', aMenage(CASTEL, '9 r des Ursulines'), 'certain'],
    ['another first name, the same birth', aMenage({ ...CASTEL, prenoms: ['Anna'] }, AT), 'possible'],
    ['a stranger', aMenage({ nomNaissance: 'Zola', prenoms: ['Luc'] }, '1 rue du Parc'), undefined],
    [
      'a neighbour next door',
      aMenage(
        { nomNaissance: 'Keller', prenoms: ['Hugo'], dateNaissance: '1975-03-19' },
        '11 rue des Ursulines',
      ),
      undefined,
    ],
  ])('%s', (_, menage, sur) => {
    expect(chercheur(castel).find(sujetDe(menage))?.sur).toBe(sur);
  });

  it('are named by the one that was given', () => {
    const keller = aMenage(
      { nomNaissance: 'Keller', prenoms: ['Hugo'], dateNaissance: '1975-03-19' },
      '4 rue Bossuet',
    );
    expect(chercheur(keller, castel).find(sujetDe(castel))).toEqual({ id: 's1', sur: 'certain' });
    expect(chercheur(castel, keller).find(sujetDe(castel))).toEqual({ id: 's0', sur: 'certain' });
    const sameHouse = aMenage({ nomNaissance: 'Petit', prenoms: ['Lou'], dateNaissance: '1992-02-02' }, AT);
    expect(chercheur(sameHouse, castel).find(sujetDe(castel))).toEqual({ id: 's1', sur: 'certain' });
    const bornThatDay = aMenage({ ...CASTEL, nomNaissance: 'Petit', prenoms: ['Lou'] }, '4 quai Sadi-Carnot');
    expect(chercheur(bornThatDay, castel).find(sujetDe(castel))).toEqual({ id: 's1', sur: 'certain' });
  });

  it('are none where nothing was given, nor where a row names nobody and no place', () => {
    expect(chercheur().find(sujetDe(castel))).toBeUndefined();
    expect(chercheur(castel).find(sujetDe({ household: [], dwelling: {} }))).toBeUndefined();
  });

  it('say nothing of the dwelling where it is not told', () => {
    expect(sujetDe({ household: [], dwelling: {} })).toEqual({ persons: [], addresses: [], references: [] });
    expect(sujetDe(castel).addresses).toHaveLength(1);
  });
});

/*
 * «De La Tour et Taxis» is one name, and nothing in its writing tells it from «de Souza et Martin», which is two: both are refused, the landlord is told
 * why, and a name that has hyphens passes.
 */
describe('a cell', () => {
  it.each([
    'Dupont et Martin',
    'DUPONT ET MARTIN',
    'M. et Mme Diallo',
    'M et Mme Diallo',
    'Monsieur et Madame Diallo',
    'Mr et Mme Diallo',
    'M./Mme Diallo',
    'M.et Mme Diallo',
    'M. etMadame Diallo',
    'Monsieur etMme Diallo',
    'M/Mme',
    'Dupont ou Martin',
    'Jean / Marie',
    'Dupont/Martin',
    'Dupont & Martin',
    'Dupont ; Martin',
    'Ana + Hugo',
    'Ana\nHugo',
    'de La Tour et Taxis',
  ])('with two persons: %j', (text) => {
    expect(deuxPersonnes([undefined, 'Castel', text])).toBe(true);
  });
  it.each([
    'Castel',
    'Dupont-Martin',
    'Dupont Martin',
    'Dupont épouse Martin',
    'Dupont née Martin',
    'de La Tour-et-Taxis',
    'Etienne',
    'Jean-Louis',
    'Ouattara',
    'Bouet',
    'Ou Yang',
    'Et Tahiri',
    'M. Etcheverry',
    'Mme Metmati',
    'M. Mercier',
    'N’Guessan',
    "D'Alembert",
    'Saint-Exupéry',
    'Ben Ali, Mohamed',
    '',
  ])('with one: %j', (text) => {
    expect(deuxPersonnes([text])).toBe(false);
  });
  it('that is empty holds nobody', () => {
    expect(deuxPersonnes([])).toBe(false);
    expect(deuxPersonnes([undefined])).toBe(false);
  });
});
