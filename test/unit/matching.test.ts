import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressFormOf, complementOf, wayOf } from '../../shared/domain/matching/address-form.ts';
import { blockKeysOf, MOST_KEYS } from '../../shared/domain/matching/block-keys.ts';
import { compareAddress } from '../../shared/domain/matching/compare/addresses.ts';
import { compareBirths } from '../../shared/domain/matching/compare/births.ts';
import { compare } from '../../shared/domain/matching/compare/compare.ts';
import { compareFirstNames, compareSurnames } from '../../shared/domain/matching/compare/names.ts';
import { decide, familiesOf } from '../../shared/domain/matching/decide.ts';
import { match, reasonsOf } from '../../shared/domain/matching/match.ts';
import { frenchWeights } from '../../shared/domain/matching/model.ts';
import { isPlaceholder, personFormOf } from '../../shared/domain/matching/person-form.ts';
import { score, scoreOf } from '../../shared/domain/matching/score.ts';
import type { Subject } from '../../shared/domain/matching/subject.ts';
import { toldOf, vetoes, vetoesOf } from '../../shared/domain/matching/vetoes.ts';

const person = (nom: string, prenom?: string, born?: string) =>
  personFormOf({
    nomNaissance: nom,
    ...(prenom && { prenoms: [prenom] }),
    ...(born && { dateNaissance: born }),
  });
const at = (street: string, complement?: string) => addressFormOf({ insee: '77284', street, complement });
const subject = (over: Partial<Subject> = {}): Subject => ({
  persons: [person('Lefebvre', 'Camille', '1984-05-17')],
  addresses: [at('12 rue des Tilleuls')],
  references: [],
  ...over,
});
const birth = (date: string) => ({ date, placeholder: isPlaceholder(date) });

describe('French names', () => {
  it.each([
    ['Lefebvre', 'LEFEBVRE', 'same'],
    ['de Sousa', 'Sousa', 'same'],
    ['El Khattabi', 'Elkhattabi', 'same'],
    ['Lefebvre', 'Lefevre', 'sound'],
    ['Dupont', 'Dupond', 'sound'],
    ['Garnier', 'Garneir', 'edit'],
    ['Martin-Duval', 'Duval', 'part'],
    ['Diallo', 'Benali', 'different'],
  ])('%s and %s are %s', (a, b, level) => {
    expect(compareSurnames(person(a).surnames, person(b).surnames)).toBe(level);
    expect(compareSurnames(person(b).surnames, person(a).surnames)).toBe(level);
  });

  it.each([
    ['Camille', 'camille', 'same'],
    ['Jean-Pierre', 'Jean', 'first'],
    ['Mohamed', 'Mohammed', 'edit'],
    ['Philippe', 'Filipe', 'edit'],
    ['Catherine', 'Cathy', 'nickname'],
    ['Camille', 'C.', 'initial'],
    ['Camille', 'Driss', 'different'],
  ])('first names %s and %s are %s', (a, b, level) => {
    expect(compareFirstNames(person('X', a).firstNames, person('X', b).firstNames)).toBe(level);
  });

  it('a name that one side does not have is missing, not different', () => {
    expect(compareSurnames([], ['DIALLO'])).toBeUndefined();
    expect(compareFirstNames([], ['ADAMA'])).toBeUndefined();
    expect(compareBirths(undefined, birth('1984-05-17'))).toBeUndefined();
  });
});

describe('birth dates', () => {
  it.each([
    ['1984-05-17', '1984-05-17', 'same'],
    ['1984-05-07', '1984-07-05', 'swapped'],
    ['1984-05-17', '1984-05-18', 'digit'],
    ['1984-01-01', '1984-05-17', 'year'],
    ['1984-01-01', '1984-01-01', 'year'],
    ['1984-05-17', '1955-09-02', 'different'],
  ])('%s and %s are %s', (a, b, level) => {
    expect(compareBirths(birth(a), birth(b))).toBe(level);
  });
});

describe('French addresses', () => {
  it.each([
    ['12 bis, av. du Gal de Gaulle', { number: '12B', way: 'GENERAL GAULLE' }],
    ['3 RUE DES TILLEULS CEDEX 2', { number: '3', way: 'TILLEULS' }],
    ['0012 r des tilleuls', { number: '12', way: 'TILLEULS' }],
    ['Place du Marché', { way: 'MARCHE' }],
  ])('%s', (street, expected) => {
    expect(wayOf(street)).toEqual(expected);
  });

  it('building and flat are told apart', () => {
    expect(complementOf('Bât. C, esc. 2, appt 014')).toEqual({ building: 'C', flat: '14' });
  });

  it.each([
    ['12 rue des Tilleuls', 'appt 4', '12 av. des tilleuls', 'apt 4', 'door'],
    ['12 rue des Tilleuls', 'appt 4', '12 rue des Tilleuls', undefined, 'exact'],
    ['12 rue des Tilleuls', 'appt 4', '12 rue des Tilleuls', 'appt 9', 'otherFlat'],
    ['12 rue des Tilleuls', 'bat A', '12 rue des Tilleuls', 'bat A', 'building'],
    ['12 rue des Tilleuls', undefined, '84 rue des Tilleuls', undefined, 'street'],
    ['12 rue des Tilleuls', undefined, '12 rue des Tileuls', undefined, 'near'],
    ['12 rue des Tilleuls', undefined, '12 rue du Miroir', undefined, 'commune'],
  ])('%s %s and %s %s: %s', (a, ca, b, cb, level) => {
    expect(compareAddress(at(a, ca), at(b, cb))).toBe(level);
    expect(compareAddress(at(b, cb), at(a, ca))).toBe(level);
  });
});

describe('a score', () => {
  const names = fc.constantFrom('Lefebvre', 'Lefevre', 'Diallo', 'Martin-Duval');
  const subjects = fc.record({
    persons: fc.array(
      fc
        .tuple(
          names,
          fc.constantFrom('Camille', 'Adama', 'C', undefined),
          fc.constantFrom('1984-05-17', '1955-01-01', undefined),
        )
        .map(([nom, prenom, born]) => person(nom, prenom, born)),
      { maxLength: 3 },
    ),
    addresses: fc.array(
      fc.constantFrom(at('12 rue des Tilleuls'), at('12 rue des Tilleuls', 'appt 4'), at('3 place Haute')),
      { maxLength: 2 },
    ),
    references: fc.constantFrom<Subject['references']>([], [{ kind: 'bail', scope: 'HLM', value: 'B 1' }]),
  });

  it('is the same both ways', () => {
    fc.assert(
      fc.property(subjects, subjects, (a, b) => {
        expect(score(a, b, frenchWeights).weight).toBeCloseTo(score(b, a, frenchWeights).weight, 6);
      }),
    );
  });

  it('takes nothing from a field that one side lacks', () => {
    const bare = subject({ persons: [person('Lefebvre', 'Camille')] });
    expect(score(subject(), bare, frenchWeights).contributions.map(({ field }) => field)).not.toContain(
      'birth',
    );
  });

  it('is less at an address that many cases share', () => {
    const compared = compare(subject(), subject());
    const alone = scoreOf(compared, frenchWeights).weight;
    expect(scoreOf(compared, frenchWeights, { casesAtAddress: 64 }).weight).toBeCloseTo(alone - 6, 1);
  });
});

describe('vetoes', () => {
  const table: [string, Subject, Subject, Subject][] = [
    [
      'autrePrenom',
      subject({ persons: [person('Lefebvre', 'Driss')] }),
      subject(),
      subject({ persons: [person('Lefebvre', 'Camille')] }),
    ],
    ['autreNom', subject({ persons: [person('Traoré', 'Camille')] }), subject(), subject()],
    ['initiale', subject({ persons: [person('Lefebvre', 'C')] }), subject(), subject()],
    ['prenomInconnu', subject({ persons: [person('Lefebvre')] }), subject(), subject()],
    [
      'naissanceIncompatible',
      subject({ persons: [person('Lefebvre', 'Camille', '1955-09-02')] }),
      subject(),
      subject(),
    ],
    [
      'sansNaissanceNiAdresse',
      subject({ persons: [person('Lefebvre', 'Camille')], addresses: [at('84 rue des Tilleuls')] }),
      subject(),
      subject({ persons: [person('Lefebvre', 'Camille')] }),
    ],
    [
      'autreAppartement',
      subject({ addresses: [at('12 rue des Tilleuls', 'appt 4')] }),
      subject({ addresses: [at('12 rue des Tilleuls', 'appt 9')] }),
      subject(),
    ],
    ['autreLogement', subject({ addresses: [at('3 place Haute')] }), subject(), subject()],
    ['adresseInconnue', subject({ addresses: [] }), subject(), subject()],
    [
      'autreBail',
      subject({ references: [{ kind: 'bail', scope: 'HLM', value: 'B 2' }] }),
      subject({ references: [{ kind: 'bail', scope: 'HLM', value: 'B 1' }] }),
      subject(),
    ],
    [
      'autreAllocataire',
      subject({ references: [{ kind: 'allocataire', scope: 'caf', value: '2' }] }),
      subject({ references: [{ kind: 'allocataire', scope: 'caf', value: '1' }] }),
      subject(),
    ],
    [
      'autreDossierBdf',
      subject({ references: [{ kind: 'bdf', scope: 'bdf', value: '2' }] }),
      subject({ references: [{ kind: 'bdf', scope: 'bdf', value: '1' }] }),
      subject(),
    ],
    [
      'homonymes',
      subject({ persons: [person('Lefebvre', 'Camille')] }),
      subject({
        persons: [person('Lefebvre', 'Camille', '1984-05-17'), person('Lefebvre', 'Camille', '1955-09-02')],
      }),
      subject(),
    ],
    ['bailTermine', subject(), subject({ endedOn: '2026-01-31' }), subject()],
  ];
  const held = (message: Subject, found: Subject) =>
    vetoesOf({ message, found, comparison: compare(message, found).comparison, actDate: '2026-03-02' });

  it.each(table)('%s', (name, message, found, nearest) => {
    expect(held(message, found)).toContain(name);
    expect(held(nearest, subject())).not.toContain(name);
  });

  it('a person’s word that they are two households is one', () => {
    const { comparison } = compare(subject(), subject());
    expect(vetoesOf({ message: subject(), found: subject(), comparison, distinct: true })).toEqual([
      'distincts',
    ]);
  });

  it('each says what it forbids, why, and what the reviewer reads; all are in the table', () => {
    for (const veto of vetoes) {
      expect(veto.forbids.length, veto.name).toBeGreaterThan(10);
      expect(veto.story.length, veto.name).toBeGreaterThan(10);
      expect(toldOf(veto.name), veto.name).toMatch(/\.$/);
    }
    const tested = new Set(['distincts', ...table.map(([name]) => name)]);
    expect(vetoes.map(({ name }) => name).filter((name) => !tested.has(name))).toEqual([]);
  });
});

describe('a decision', () => {
  const found = (cases: [string, Subject][], truncated = false) => ({
    cases: new Map(cases),
    casesAtAddress: 1,
    truncated,
  });
  const DAY = '2026-03-02';

  it('attaches the same person at the same dwelling', () => {
    expect(match(subject(), found([['A', subject()]]), DAY)).toMatchObject({ kind: 'attach', caseId: 'A' });
  });

  it('is a doubt between two cases that are as likely', () => {
    expect(
      match(
        subject(),
        found([
          ['A', subject()],
          ['B', subject()],
        ]),
        DAY,
      ).kind,
    ).toBe('doubt');
  });

  it('is a doubt for the same person at another dwelling, and says so', () => {
    const decision = match(subject({ addresses: [at('3 place Haute')] }), found([['A', subject()]]), DAY);
    expect(decision.kind).toBe('doubt');
    const [candidate] = decision.kind === 'doubt' ? decision.candidates : [];
    expect(candidate && reasonsOf(candidate).explanation).toContain('autre logement');
  });

  it('is a new case for a neighbour, who is named beside it', () => {
    const neighbour = subject({ persons: [person('Diallo', 'Adama', '1990-02-03')] });
    expect(match(subject(), found([['A', neighbour]]), DAY)).toMatchObject({
      kind: 'new',
      neighbours: ['A'],
    });
  });

  it('is never a new case when there was too much to read', () => {
    expect(decide([], undefined, true).kind).toBe('doubt');
    expect(decide([]).kind).toBe('new');
  });

  it('counts evidence by families that do not come from one another', () => {
    const { comparison } = compare(subject(), subject());
    expect(familiesOf(comparison)).toEqual(['nom et naissance', 'nom et adresse exacte']);
  });
});

describe('blocks', () => {
  it('are the same for the two spellings of a household, and bounded', () => {
    const one = blockKeysOf(subject()).map(({ kind, value }) => `${kind}|${value}`);
    const other = blockKeysOf(
      subject({
        persons: [person('LEFEVRE', 'camille', '1984-05-17')],
        addresses: [at('12 av des tilleuls')],
      }),
    );
    expect(other.map(({ kind, value }) => `${kind}|${value}`)).toEqual(one);
    const crowd = Array.from({ length: 9 }, (_, n) =>
      person(`Nom${'ABCDEFGHI'[n]}ard`, 'Camille', `198${n}-05-17`),
    );
    expect(blockKeysOf(subject({ persons: crowd })).length).toBeLessThanOrEqual(MOST_KEYS);
  });

  it('a placeholder birth date makes none', () => {
    const keys = blockKeysOf(subject({ persons: [person('Diallo', 'Adama', '1984-01-01')] }));
    expect(keys.map(({ kind }) => kind)).not.toContain('naissance');
  });
});
