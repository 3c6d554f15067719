import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../../lab/link/english.ts';
import { addressFormOf, wayOf } from '../../shared/domain/matching/address-form.ts';
import { blockKeysOf } from '../../shared/domain/matching/block-keys.ts';
import { compareAddress } from '../../shared/domain/matching/compare/addresses.ts';
import { compareBirths } from '../../shared/domain/matching/compare/births.ts';
import { compare } from '../../shared/domain/matching/compare/compare.ts';
import { compareFirstNames, compareSurnames } from '../../shared/domain/matching/compare/names.ts';
import { type Candidate, decide } from '../../shared/domain/matching/decide.ts';
import { alsoOne } from '../../shared/domain/matching/match.ts';
import { frenchWeights } from '../../shared/domain/matching/model.ts';
import { isPlaceholder } from '../../shared/domain/matching/person-form.ts';
import { score } from '../../shared/domain/matching/score.ts';
import { strangersIn } from '../../shared/domain/matching/strangers.ts';
import type { Subject } from '../../shared/domain/matching/subject.ts';
import { vetoesOf } from '../../shared/domain/matching/vetoes.ts';
import { normaliseName } from '../../shared/domain/text/normalise-name.ts';
import { melun, subjectFor } from '../support/matching.ts';

const words = (text: string): string[] => normaliseName(text).split(' ');

describe('Names', () => {
  it.each([
    ['Lefebvre', 'Lefèvre', 'sound'],
    ['Dupont', 'Dupond', 'sound'],
    ['El Khattabi', 'Elkhattabi', 'same'],
    ['de La Tour', 'Tour', 'same'],
    ['Traoré', 'TRAORE', 'same'],
    ['Martinez', 'Marinez', 'edit'],
    ['Garcia Lopez', 'Lopez', 'part'],
    ['Diallo', 'Martin', 'different'],
  ])('surnames %s and %s: %s', (a, b, level) => {
    expect(compareSurnames([normaliseName(a)], [normaliseName(b)])).toBe(level);
    expect(compareSurnames([normaliseName(b)], [normaliseName(a)])).toBe(level);
  });

  it.each([
    ['Jean-Pierre', 'Jeanpierre', 'same'],
    ['Jean Pierre', 'Jean', 'first'],
    ['Jean Marie', 'Jean Paul', 'clash'],
    ['Guillaume', 'Guilllaume', 'edit'],
    ['Karim', 'Karima', 'near'],
    ['Mohamed', 'Momo', 'nickname'],
    ['Marie Anne', 'Anne', 'second'],
    ['A', 'Aminata', 'initial'],
    ['Adelin', 'Chloé', 'different'],
  ])('first names %s and %s: %s', (a, b, level) => {
    expect(compareFirstNames(words(a), words(b))).toBe(level);
    expect(compareFirstNames(words(b), words(a))).toBe(level);
  });

  it('a missing name is no difference', () => {
    expect(compareSurnames([], ['DIALLO'])).toBeUndefined();
    expect(compareFirstNames(['AWA'], [])).toBeUndefined();
  });

  it('a name written in the other order is the same person', () => {
    const straight = subjectFor([{ nom: 'Thomas', prenom: 'Martin' }], melun);
    const inverted = subjectFor([{ nom: 'Martin', prenom: 'Thomas' }], melun);
    expect(compare(straight, inverted).comparison).toMatchObject({ inverted: 'inverted' });
  });
});

describe('Births', () => {
  it.each([
    ['1980-03-04', '1980-03-04', 'same'],
    ['1980-03-04', '1980-04-03', 'swapped'],
    ['1980-03-04', '1981-03-04', 'digit'],
    ['1980-03-04', '1980-11-25', 'year'],
    ['1980-01-01', '1980-01-01', 'year'],
    ['1980-01-01', '1980-11-25', 'year'],
    ['1952-03-14', '1980-11-25', 'different'],
  ])('%s and %s: %s', (a, b, level) => {
    const [x, y] = [a, b].map((date) => ({ date, placeholder: isPlaceholder(date) }));
    expect(compareBirths(x, y)).toBe(level);
  });
});

describe('Addresses', () => {
  it.each([
    ['12 bis, av. du Gal de Gaulle', '12B', 'GENERAL GAULLE'],
    ['3 RUE DE LA PAIX', '3', 'PAIX'],
    ['8 place St Jean CEDEX', '8', 'SAINT JEAN'],
  ])('%s', (street, number, way) => {
    expect(wayOf(street)).toMatchObject({ number, way });
  });

  it('an English way ends with its type', () => {
    expect(wayOf('7 wallaby place', english)).toEqual({ number: '7', way: 'WALLABY' });
  });

  it.each([
    ['12 rue des Tilleuls', '', '12 avenue des Tilleuls', '', 'near'],
    ['12 av Foch', '', '12 avenue Foch', '', 'exact'],
    ['12 rue J. Moulin', '', '12 rue Jean Moulin', '', 'exact'],
    ['12 rue du Général de Gaulle', '', '12 rue de Gaulle', '', 'exact'],
    ['12 rue Jean Moulin', '', '12 rue du Moulin', '', 'near'],
    ['12 rue Haute', 'A12', '12 rue Haute', 'A13', 'otherFlat'],
    ['12 rue Haute', '', '12 rue Haute résidence A', '', 'exact'],
    ['12 rue Pierre Curie', '', '12 rue Marie Curie', '', 'commune'],
    ['12 rue des Tilleuls appt 3', '', '12 rue des Tilleuls', 'APT 03', 'door'],
    ['12 rue des Tilleuls APPT12', '', '12 rue des Tilleuls', 'APPT13', 'otherFlat'],
    ['La Ferme du Bois', '', 'ferme du bois', '', 'near'],
    ['La Ferme du Bois', '', '3 ferme du bois', '', 'near'],
    ['Résidence Les Lilas', '', '12 rue Haute', 'Résidence Les Lilas', 'near'],
    ['Résidence Les Lilas', '', '12 rue Haute', 'Résidence Les Roses', 'commune'],
    ['12 rue des Tilleuls', 'appt 3', '12 rue des Tilleuls', 'APT 03', 'door'],
    ['12 rue des Tilleuls', 'bât A', '12 rue des Tilleuls', 'bât A', 'building'],
    ['12 rue des Tilleuls', 'appt 3', '12 rue des Tilleuls', 'appt 4', 'otherFlat'],
    ['12 rue des Tilleuls', '', '12 rue des Tileuls', '', 'near'],
    ['12 rue des Tilleuls', '', '21 rue des Tilleuls', '', 'near'],
    ['12 rue des Tilleuls', '', '48 rue des Tilleuls', '', 'street'],
    ['12 rue des Tilleuls', '', '12 rue du Port', '', 'commune'],
  ])('%s %s and %s %s: %s', (street, complement, other, otherComplement, level) => {
    const one = addressFormOf({ insee: '77288', street, complement });
    expect(
      compareAddress(one, addressFormOf({ insee: '77288', street: other, complement: otherComplement })),
    ).toBe(level);
  });

  it('a commune that is unknown is no difference', () => {
    const [here, unknown] = [addressFormOf(melun), addressFormOf({ street: melun.street })];
    expect(compareAddress(here, unknown)).toBe('near');
    expect(compareAddress(here, addressFormOf({ street: '9 rue du Port' }))).toBeUndefined();
  });
});

const name = fc.constantFrom('Diallo', 'Lefebvre', 'Lefèvre', 'Martin', 'El Amrani', 'Garcia Lopez');
const firstName = fc.constantFrom('Awa', 'Karim', 'Karima', 'Jean Marie', 'Jean Paul', 'K', 'Léa');
const born = fc.constantFrom('1980-03-04', '1980-04-03', '1980-01-01', '1952-03-14');
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const subject: fc.Arbitrary<Subject> = fc
  .record({
    people: fc.array(fc.record({ nom: optional(name), prenom: optional(firstName), ne: optional(born) }), {
      maxLength: 3,
    }),
    street: optional(fc.constantFrom('12 rue des Tilleuls', '21 rue des Tilleuls', '4 rue du Port')),
    complement: optional(fc.constantFrom('appt 3', 'bât A appt 4')),
    reference: optional(fc.constantFrom('A 1', 'A 2')),
  })
  .map(({ people, street, complement, reference }) =>
    subjectFor(
      people.map(({ nom, prenom, ne }) => ({
        ...(nom && { nom }),
        ...(prenom && { prenom }),
        ...(ne && { ne }),
      })),
      street ? { insee: '77288', street, ...(complement && { complement }) } : {},
      { references: reference ? [{ kind: 'reference', scope: 'etude-a', value: reference }] : [] },
    ),
  );

describe('Scores', () => {
  it('are the same both ways', () => {
    fc.assert(
      fc.property(subject, subject, (a, b) => {
        expect(score(a, b, frenchWeights).weight).toBe(score(b, a, frenchWeights).weight);
        expect(compare(a, b).comparison).toEqual(compare(b, a).comparison);
      }),
    );
  });

  it('gain nothing and lose nothing from what one side lacks', () => {
    const whole = subjectFor([{ nom: 'Diallo', prenom: 'Awa', ne: '1980-03-04' }], melun);
    const bare = subjectFor([{ nom: 'Diallo' }]);
    expect(score(whole, bare, frenchWeights).contributions.map(({ field }) => field)).toEqual(['surname']);
  });

  it('are less for an address that many cases share', () => {
    const [a, b] = [subjectFor([{ nom: 'Diallo' }], melun), subjectFor([{ nom: 'Diallo' }], melun)];
    const alone = score(a, b, frenchWeights).weight;
    expect(alone - score(a, b, frenchWeights, { casesAtAddress: 8 }).weight).toBeCloseTo(3);
  });
});

describe('Block keys', () => {
  const kinds = (of: Subject): string[] => [...new Set(blockKeysOf(of).map(({ kind }) => kind))];

  it('make no key of a placeholder date', () => {
    expect(kinds(subjectFor([{ nom: 'Diallo', prenom: 'Awa', ne: '1980-01-01' }]))).toEqual(['noms']);
  });

  it('bring inverted names together', () => {
    const straight = blockKeysOf(subjectFor([{ nom: 'Thomas', prenom: 'Martin', ne: '1980-03-04' }]));
    const inverted = blockKeysOf(subjectFor([{ nom: 'Martin', prenom: 'Thomas', ne: '1980-03-04' }]));
    expect(straight).toEqual(inverted);
  });

  it('never exceed twelve reads', () => {
    fc.assert(fc.property(subject, (one) => blockKeysOf(one).length <= 12));
  });
});

describe('Decisions', () => {
  const message = subjectFor([{ nom: 'Diallo', prenom: 'Awa', ne: '1980-03-04' }], melun);
  const candidate = (caseId: string, found: Subject): Candidate => {
    const scored = score(message, found, frenchWeights);
    return { caseId, score: scored, vetoes: vetoesOf({ message, found, comparison: scored.comparison }) };
  };
  const same = candidate('A', message);

  it('attach what is clear', () => {
    expect(decide([same])).toMatchObject({ kind: 'attach', caseId: 'A' });
  });

  it('doubt between two cases as likely', () => {
    expect(decide([same, { ...same, caseId: 'B' }])).toMatchObject({ kind: 'doubt' });
  });

  it('doubt when a veto holds, whatever the weight', () => {
    expect(decide([{ ...same, vetoes: ['distincts'] }])).toMatchObject({ kind: 'doubt' });
  });

  it('open a case when only the address is alike, and tell who lives near', () => {
    const other = candidate('B', subjectFor([{ nom: 'Martin', prenom: 'Léa' }], melun));
    expect(decide([other])).toMatchObject({ kind: 'new', neighbours: ['B'] });
  });

  it.each<[string, Subject, 'doubt' | 'new']>([
    [
      'the same name in another commune, and no birth date',
      subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], { insee: '77284', street: '4 rue du Port' }),
      'new',
    ],
    [
      'the same name in the same street',
      subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], { ...melun, street: '48 rue des Tilleuls' }),
      'doubt',
    ],
    [
      'the same person, born the same day, in another commune',
      subjectFor([{ nom: 'Diallo', prenom: 'Awa', ne: '1980-03-04' }], {
        insee: '77284',
        street: '4 rue du Port',
      }),
      'doubt',
    ],
    [
      'the other spouse’s first name at the same door',
      subjectFor([{ nom: 'Diallo', prenom: 'Moussa' }], melun),
      'doubt',
    ],
  ])('%s: %s', (_, found, kind) => {
    expect(decide([candidate('B', found)])).toMatchObject({ kind });
  });

  it('propose two cases as one that a message shows to be, and none that a veto keeps apart', () => {
    const alone = subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], melun);
    const spouse = subjectFor([{ nom: 'Petit', prenom: 'Jean', ne: '1979-01-12' }], melun);
    const both = subjectFor(
      [
        { nom: 'Petit', prenom: 'Jean', ne: '1979-01-12' },
        { nom: 'Diallo', prenom: 'Awa' },
      ],
      melun,
    );
    const flat = subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], { ...melun, complement: 'appt 3' });
    const found = {
      casesAtAddress: 2,
      truncated: false,
      cases: new Map([
        ['A', alone],
        ['B', spouse],
      ]),
    };
    expect(alsoOne('B', both, found, '2026-06-01').map(({ caseId }) => caseId)).toEqual(['A']);
    const apart = { ...found, cases: new Map([['A', flat]]) };
    const fourth = { ...both, addresses: subjectFor([], { ...melun, complement: 'appt 4' }).addresses };
    expect(alsoOne('B', fourth, apart, '2026-06-01')).toEqual([]);
  });

  it('tell the event that a later one shows not to belong', () => {
    const numbered = (value: string): Pick<Subject, 'references'> => ({
      references: [{ kind: 'allocataire', scope: 'caf', value }],
    });
    const father = {
      ...subjectFor([{ nom: 'Diallo', prenom: 'Awa', ne: '1950-02-03' }], melun),
      ...numbered('1'),
    };
    const act = subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], melun);
    const son = {
      ...subjectFor([{ nom: 'Diallo', prenom: 'Awa', ne: '1980-03-04' }], melun),
      ...numbered('2'),
    };
    const members = [
      { id: 'father', subject: father },
      { id: 'act', subject: act },
    ];
    expect(strangersIn([...members, { id: 'again', subject: act }], 'again')).toEqual([]);
    expect(strangersIn([...members, { id: 'son', subject: son }], 'son')).toEqual(['father', 'act']);
  });

  it('doubt when a block was read to its limit', () => {
    expect(decide([], undefined, true)).toMatchObject({ kind: 'doubt' });
  });
});
