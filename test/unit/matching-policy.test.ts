import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../../lab/link/english.ts';
import {
  BLOCK_LIMIT,
  type BlockRead,
  blockKeysOf,
  casesToCompare,
  MOST_CASES,
  MOST_KEYS,
} from '../../shared/domain/matching/block-keys.ts';
import { type Comparison, levels } from '../../shared/domain/matching/compare/levels.ts';
import { type Candidate, decide, isClear, rankedOf } from '../../shared/domain/matching/decide.ts';
import { explainScore } from '../../shared/domain/matching/explain-score.ts';
import { frenchWeights } from '../../shared/domain/matching/model.ts';
import { soundOf } from '../../shared/domain/matching/person-form.ts';
import { score } from '../../shared/domain/matching/score.ts';
import type { Subject } from '../../shared/domain/matching/subject.ts';
import { toldOf, type VetoName, vetoesOf } from '../../shared/domain/matching/vetoes.ts';
import { bitsOf, type Weights } from '../../shared/domain/matching/weights.ts';
import { melun, subjectFor } from '../support/matching.ts';

const names = { surname: 'same', firstName: 'same' } as const;
const sure: Comparison = { ...names, address: 'exact' };
const candidate = (
  weight: number,
  comparison: Comparison,
  caseId = 'A',
  vetoes: VetoName[] = [],
): Candidate => ({
  caseId,
  score: { weight, comparison, contributions: [] },
  vetoes,
});

describe('a message is attached without a person', () => {
  it.each<[string, Candidate, boolean]>([
    ['from 14 bits', candidate(14, sure), true],
    ['not under', candidate(13.99, sure), false],
    ['not when a veto holds', candidate(30, sure, 'A', ['distincts']), false],
    ['at the same flat', candidate(20, { ...names, address: 'door' }), true],
    ['in the same building', candidate(20, { ...names, address: 'building' }), true],
    ['at an address a slip apart', candidate(20, { ...names, address: 'near' }), true],
    ['not at another flat', candidate(20, { ...names, address: 'otherFlat' }), false],
    ['not in the same street', candidate(20, { ...names, address: 'street' }), false],
    ['not at an unknown address', candidate(40, { ...names, birth: 'same', reference: 'same' }), false],
    [
      'under a name that sounds alike',
      candidate(20, { surname: 'sound', firstName: 'first', address: 'exact' }),
      true,
    ],
    [
      'under a name a slip apart',
      candidate(20, { surname: 'edit', firstName: 'edit', address: 'exact' }),
      true,
    ],
    [
      'under a part of the name',
      candidate(20, { surname: 'part', firstName: 'nickname', address: 'exact' }),
      true,
    ],
    ['under inverted names', candidate(20, { inverted: 'inverted', address: 'exact' }), true],
    [
      'not under another surname',
      candidate(20, { surname: 'different', firstName: 'same', address: 'exact' }),
      false,
    ],
    ['not under a surname alone', candidate(20, { surname: 'same', address: 'exact' }), false],
    [
      'under a surname and the birth date',
      candidate(20, { surname: 'same', birth: 'same', address: 'exact' }),
      true,
    ],
    [
      'under a surname, where the owner is one',
      candidate(20, { surname: 'same', bailleur: 'owner', address: 'exact' }),
      true,
    ],
    [
      'under an initial, where the owner is one',
      candidate(20, { surname: 'same', firstName: 'initial', bailleur: 'owner', address: 'exact' }),
      true,
    ],
    [
      'not under a surname, where the landlord is one',
      candidate(20, { surname: 'same', bailleur: 'same', address: 'exact' }),
      false,
    ],
    [
      'not under a surname and a birth date a figure apart',
      candidate(20, { surname: 'same', birth: 'digit', address: 'exact' }),
      false,
    ],
    ...(['clash', 'near', 'second', 'initial', 'different'] as const).map(
      (firstName): [string, Candidate, boolean] => [
        `not under a first name that is «${firstName}»`,
        candidate(20, { surname: 'same', firstName, address: 'exact' }),
        false,
      ],
    ),
    [
      'for a second person of both',
      candidate(20, { surname: 'different', secondPerson: 'alike', address: 'exact' }),
      true,
    ],
  ])('%s', (_, one, attached) => {
    expect(isClear(one)).toBe(attached);
    expect(decide([one]).kind === 'attach').toBe(attached);
  });

  it('when it leads by 7 bits', () => {
    const [best, close, far] = [candidate(21, sure), candidate(14.01, sure, 'B'), candidate(14, sure, 'C')];
    expect(decide([close, best])).toMatchObject({ kind: 'doubt' });
    expect(decide([far, best])).toMatchObject({ kind: 'attach', caseId: 'A', candidate: best });
  });

  it.each<[Comparison, string]>([
    [sure, 'nom et adresse exacte'],
    [{ ...sure, birth: 'same' }, 'nom et naissance · nom et adresse exacte'],
    [{ ...sure, birth: 'swapped' }, 'nom et naissance · nom et adresse exacte'],
    [{ ...sure, birth: 'digit' }, 'nom et naissance · nom et adresse exacte'],
    [{ ...sure, birth: 'year' }, 'nom et adresse exacte'],
    [{ ...sure, bail: 'same' }, 'nom et adresse exacte · nom et référence'],
    [{ ...sure, reference: 'same' }, 'nom et adresse exacte · nom et référence'],
    [{ ...sure, allocataire: 'same' }, 'nom et adresse exacte · nom et référence'],
    [{ ...sure, bdf: 'same' }, 'nom et adresse exacte · nom et référence'],
    [{ ...sure, identifiant: 'same' }, 'nom et adresse exacte · nom et référence'],
    [{ ...sure, bdf: 'different' }, 'nom et adresse exacte'],
    [{ ...sure, secondPerson: 'same' }, 'nom et adresse exacte · seconde personne'],
  ])('%o: the rule is «%s»', (comparison, rule) => {
    expect(decide([candidate(20, comparison)])).toMatchObject({ kind: 'attach', rule });
  });
});

describe('a message is in doubt', () => {
  const spouse: Comparison = { surname: 'same', firstName: 'different', address: 'exact' };
  it.each<[string, number, Comparison, boolean]>([
    ['from 9 bits', 9, { ...names, address: 'street' }, true],
    ['not under', 8.99, { ...names, address: 'street' }, false],
    ['of a name at another dwelling, from 20 bits', 20, { ...names, address: 'different' }, true],
    ['not under', 19.99, { ...names, address: 'different' }, false],
    ['in another way of the commune, the same', 19.99, { ...names, address: 'commune' }, false],
    ['from 9 with the birth date besides', 9, { ...names, address: 'different', birth: 'same' }, true],
    ['from 9 at an unknown dwelling', 9, names, true],
    ['of the other spouse at the door', 9, spouse, true],
    ['of a surname alone at the door', 9, { surname: 'sound', address: 'near' }, true],
    ['not of the other spouse elsewhere', 9, { ...spouse, address: 'street' }, false],
    ['of an initial', 9, { surname: 'same', firstName: 'initial', address: 'street' }, true],
    [
      'of an initial at another dwelling, from 20',
      20,
      { surname: 'same', firstName: 'initial', address: 'different' },
      true,
    ],
    ['not under', 19.99, { surname: 'same', firstName: 'initial', address: 'different' }, false],
    ['of two first names a letter apart', 9, { surname: 'same', firstName: 'near', address: 'street' }, true],
    ['of other second names', 9, { surname: 'same', firstName: 'clash', address: 'street' }, true],
    [
      'not of a first name that is second',
      9,
      { surname: 'same', firstName: 'second', address: 'street' },
      false,
    ],
    [
      'not of an initial under another surname',
      9,
      { surname: 'different', firstName: 'initial', address: 'exact' },
      false,
    ],
    ['of a second person', 9, { surname: 'different', secondPerson: 'alike', address: 'street' }, true],
    ['not of nobody', 30, { address: 'exact' }, false],
    [
      'not under another reference elsewhere',
      30,
      { ...names, reference: 'different', address: 'different' },
      false,
    ],
    [
      'not under another lease in another way',
      30,
      { ...names, bail: 'different', address: 'commune' },
      false,
    ],
    ['under another lease in the street', 30, { ...names, bail: 'different', address: 'street' }, true],
    ['under the same reference elsewhere', 30, { ...names, reference: 'same', address: 'different' }, true],
  ])('%s (%d bits)', (_, weight, comparison, doubt) => {
    expect(decide([candidate(weight, comparison)]).kind).toBe(doubt ? 'doubt' : 'new');
  });

  const other: Comparison = { surname: 'different', firstName: 'different', address: 'exact' };
  it.each<[string, Comparison, boolean]>([
    ['another person of the same flat', { ...other, address: 'door' }, true],
    ['another person of the house, the landlord one', { ...other, bailleur: 'same' }, true],
    ['another person of the house, the owner one', { ...other, bailleur: 'owner' }, true],
    ['the same, the building told', { ...other, address: 'building', bailleur: 'same' }, true],
    ['not where the landlord is not known', other, false],
    ['one first name under another surname', { ...other, firstName: 'same' }, true],
    ['the same, other first names besides', { ...other, firstName: 'first' }, true],
    ['not of another landlord', { ...other, address: 'door', bailleur: 'different' }, false],
    ['not under another reference', { ...other, address: 'door', reference: 'different' }, false],
    ['not under another lease', { ...other, bailleur: 'same', bail: 'different' }, false],
    ['not under another allocataire', { ...other, bailleur: 'same', allocataire: 'different' }, false],
    ['not under another Banque de France file', { ...other, bailleur: 'same', bdf: 'different' }, false],
    ['not in another flat', { ...other, address: 'otherFlat', bailleur: 'same' }, false],
    ['not at an address a slip apart', { ...other, address: 'near', bailleur: 'same' }, false],
  ])('told of the spouse alone: %s', (_, comparison, doubt) => {
    expect(decide([candidate(-4, comparison)]).kind).toBe(doubt ? 'doubt' : 'new');
  });

  it('told of the spouse alone, where one case has the number of the way, or the flat is one', () => {
    const house = candidate(-4, { ...other, bailleur: 'same' });
    const flat = candidate(-4, { ...other, address: 'door' });
    const neighbour = candidate(-4, { ...other, address: 'building' }, 'B');
    const before = candidate(-4, { ...other, address: 'building' }, 'B', ['bailTermine']);
    expect(decide([house, neighbour]).kind).toBe('new');
    expect(decide([flat, neighbour])).toMatchObject({ kind: 'doubt', candidates: [flat] });
    expect(decide([house, before])).toMatchObject({ kind: 'doubt', candidates: [house] });
    expect(decide([{ ...candidate(-4, other), house: true }]).kind).toBe('doubt');
    expect(decide([{ ...candidate(-4, other), house: true }, neighbour]).kind).toBe('new');
    for (const veto of ['bailTermine', 'distincts'] as const)
      expect(decide([{ ...flat, vetoes: [veto] }]).kind).toBe('new');
  });

  it('between five at most, the likeliest first', () => {
    const many = ['G', 'B', 'C', 'D', 'E', 'F'].map((id, n) => candidate(14 + (n % 2), sure, id));
    const decision = decide(many);
    expect(decision).toMatchObject({ kind: 'doubt', rule: 'rapprochement incertain' });
    expect(decision.kind === 'doubt' && decision.candidates.map(({ caseId }) => caseId)).toEqual([
      'B',
      'D',
      'F',
      'C',
      'E',
    ]);
    expect(rankedOf(many).at(-1)?.caseId).toBe('G');
  });

  it('when too many cases were alike to be read; else it is new, near to five', () => {
    const near = ['A', 'B', 'C', 'D', 'E', 'F'].map((id) => candidate(1, { address: 'exact' }, id));
    expect(decide(near, undefined, true)).toMatchObject({
      kind: 'doubt',
      rule: 'trop de dossiers comparables',
    });
    const truncated = decide(near, undefined, true);
    expect(truncated.kind === 'doubt' && truncated.candidates).toHaveLength(5);
    expect(decide(near)).toEqual({
      kind: 'new',
      rule: 'aucun dossier',
      neighbours: ['A', 'B', 'C', 'D', 'E'],
    });
    expect(decide([candidate(20, sure)], undefined, true).kind).toBe('attach');
    const homonym = candidate(1, { surname: 'part', address: 'commune' }, 'H');
    const nobody = candidate(2, { surname: 'different', address: 'street' }, 'N');
    expect(decide([nobody, homonym])).toMatchObject({ neighbours: ['H'] });
  });
});

describe('a veto', () => {
  const meeting = (comparison: Comparison, over: object = {}) =>
    vetoesOf({ message: subjectFor([]), found: subjectFor([]), comparison, ...over });
  const whole: Comparison = { ...names, birth: 'same', address: 'exact' };

  it('holds for nothing that is sure', () => {
    expect(meeting(whole)).toEqual([]);
    expect(meeting({ ...whole, birth: 'swapped', address: 'door' })).toEqual([]);
  });

  it.each<[VetoName, Comparison, boolean]>([
    ['autrePrenom', { ...whole, firstName: 'different' }, true],
    ['autrePrenom', { ...whole, surname: 'sound', firstName: 'different' }, true],
    ['autrePrenom', { ...whole, surname: 'edit', firstName: 'different' }, true],
    ['autrePrenom', { ...whole, surname: 'part', firstName: 'different' }, true],
    ['autrePrenom', { ...whole, surname: 'different', firstName: 'different' }, false],
    ['autrePrenom', { ...whole, firstName: 'different', secondPerson: 'alike' }, false],
    ['autreNom', { ...whole, surname: 'different' }, true],
    ['autreNom', { ...whole, surname: 'different', inverted: 'inverted' }, false],
    ['autreNom', { ...whole, surname: 'different', secondPerson: 'alike' }, false],
    ['prenomVoisin', { ...whole, firstName: 'near' }, true],
    ['prenomVoisin', { ...whole, firstName: 'near', secondPerson: 'same' }, false],
    ['prenomApprochant', { surname: 'same', firstName: 'edit', address: 'exact' }, true],
    ['prenomApprochant', { surname: 'same', firstName: 'edit', address: 'door' }, false],
    ['prenomApprochant', { ...whole, firstName: 'edit' }, false],
    ['prenomApprochant', { ...whole, firstName: 'edit', birth: 'digit' }, false],
    ['prenomApprochant', { ...whole, firstName: 'edit', birth: 'swapped' }, false],
    ['prenomApprochant', { ...whole, firstName: 'edit', birth: 'year' }, true],
    [
      'prenomApprochant',
      { surname: 'same', firstName: 'edit', address: 'exact', secondPerson: 'same' },
      false,
    ],
    ['prenomApprochant', { surname: 'same', firstName: 'edit', address: 'exact', bdf: 'same' }, false],
    ['autresPrenoms', { ...whole, firstName: 'clash' }, false],
    ['autresPrenoms', { ...whole, firstName: 'clash', birth: 'digit' }, true],
    ['prenomInconnu', { surname: 'same', address: 'exact' }, true],
    ['prenomInconnu', { surname: 'same', address: 'exact', birth: 'same' }, false],
    ['prenomInconnu', { surname: 'same', address: 'exact', birth: 'digit' }, true],
    ['prenomInconnu', { inverted: 'inverted', address: 'exact' }, false],
    ['prenomInconnu', { surname: 'same', address: 'exact', allocataire: 'same' }, false],
    ['prenomInconnu', { surname: 'same', address: 'exact', allocataire: 'different' }, true],
    ['naissanceIncompatible', { ...whole, birth: 'different' }, true],
    ['naissanceIncompatible', { ...whole, birth: 'year' }, true],
    ['naissanceIncompatible', { ...whole, birth: 'digit' }, false],
    ['sansNaissanceNiAdresse', { ...names, address: 'street' }, true],
    ['sansNaissanceNiAdresse', { ...names, address: 'near' }, false],
    ['sansNaissanceNiAdresse', { ...names, address: 'door' }, false],
    ['sansNaissanceNiAdresse', { ...names, address: 'building' }, false],
    ['sansNaissanceNiAdresse', { ...whole, address: 'street' }, false],
    ['autreLogement', { ...whole, address: 'street' }, true],
    ['autreLogement', { ...whole, address: 'commune' }, true],
    ['autreLogement', { ...whole, address: 'different' }, true],
    ['autreLogement', { ...whole, address: 'near' }, false],
  ])('%s of %o: %s', (name, comparison, holds) => {
    expect(meeting(comparison).includes(name)).toBe(holds);
  });

  it('of a tenancy that ended holds for acts after its last day', () => {
    const ended = (endedOn: string | undefined, actDate: string | undefined) =>
      meeting(whole, { found: subjectFor([], {}, endedOn ? { endedOn } : {}), actDate });
    expect(ended('2026-01-31', '2026-02-01')).toEqual(['bailTermine']);
    expect(ended('2026-01-31', '2026-01-31')).toEqual([]);
    expect(ended(undefined, '2026-01-31')).toEqual([]);
    expect(ended('2026-01-31', undefined)).toEqual([]);
  });

  it.each([
    ['father and son', ['1950-05-05', '1980-06-06'], 'Ali', 'Diallo', true],
    ['one year, a slip of the day', ['1950-05-05', '1950-05-06'], 'Ali', 'Diallo', false],
    ['a birth date unknown', ['1950-05-05', undefined], 'Ali', 'Diallo', false],
    ['another first name', ['1950-05-05', '1980-06-06'], 'Awa', 'Diallo', false],
    ['another surname', ['1950-05-05', '1980-06-06'], 'Ali', 'Martin', false],
  ])('of namesakes: %s', (_, [one, other], prenom, nom, holds) => {
    const household = subjectFor([
      { nom: 'Diallo', prenom: 'Ali', ...(one && { ne: one }) },
      { nom, prenom, ...(other && { ne: other }) },
    ]);
    const { birth: _birth, ...undated } = whole;
    expect(meeting(undated, { found: household })).toEqual(holds ? ['homonymes'] : []);
    expect(meeting(undated, { message: household })).toEqual(holds ? ['homonymes'] : []);
    expect(meeting(whole, { found: household })).toEqual([]);
    const married = {
      ...household,
      persons: household.persons.map((person, n) =>
        n === 0 ? { ...person, surnames: ['SOW', ...person.surnames] } : person,
      ),
    };
    expect(meeting(undated, { found: married })).toEqual(holds ? ['homonymes'] : []);
    const nameless = subjectFor([
      { nom: 'Diallo', ne: '1950-05-05' },
      { nom: 'Diallo', ne: '1980-06-06' },
    ]);
    expect(meeting(undated, { found: nameless })).toEqual([]);
  });

  it('is told in a sentence', () => {
    expect(toldOf('distincts')).toBe('Une personne a dit que ce sont deux ménages.');
    expect(toldOf('bailTermine')).toBe('Le bail ou la procédure était terminé avant cet acte.');
  });
});

describe('the blocks a subject is found in', () => {
  const blocks = (of: Subject, language?: typeof english) =>
    blockKeysOf(of, language).map(({ kind, value }) => [kind, value]);
  const [awa, diallo] = [soundOf('AWA'), soundOf('DIALLO')];
  const both = [awa, diallo].sort().join('|');

  it('are those of its birth date, address and names, the surest first', () => {
    const found = blocks(subjectFor([{ nom: 'Diallo', prenom: 'Awa', ne: '1980-03-04' }], melun));
    expect(found).toEqual([
      ['naissance', '1980-03-04|77288'],
      ...[`1980-03-04|${awa}`, `1980-03-04|${diallo}`].sort().map((value) => ['naissance', value]),
      ['adresse', '77288|12|TILLEULS'],
      ['noms', both],
      ['nomVoie', `${diallo}|TILLEULS`],
      ...[`12|${awa}`, `12|${diallo}`].sort().map((value) => ['nomNumero', value]),
      ['voieNumero', '12|TILLEULS'],
      ['prenomVoie', `77288|${awa}|TILLEULS`],
      ['nomCommune', `77288|${diallo}`],
      ['prenomCommune', `77288|${awa}`],
    ]);
  });

  it('are those of its place and names where no birth date takes the room', () => {
    const lilas = { ...melun, complement: 'Résidence les Lilas, bât. B' };
    const found = blocks(subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], lilas));
    expect(found.slice(-5)).toEqual([
      ['nomCommune', `77288|${diallo}`],
      ['prenomCommune', `77288|${awa}`],
      ['residence', '77288|LILAS'],
      ['residence', 'TILLEULS|LILAS'],
      ['numeroCommune', '77288|12'],
    ]);
    expect(found).toHaveLength(12);
  });

  it.each([
    ['nothing known', subjectFor([]), []],
    ['an address without a number', subjectFor([], { insee: '77288', street: 'rue Haute' }), []],
    ['a way without its commune', subjectFor([], { street: '12 rue Haute' }), [['voieNumero', '12|HAUTE']]],
    [
      'an address alone',
      subjectFor([], melun),
      [
        ['adresse', '77288|12|TILLEULS'],
        ['voieNumero', '12|TILLEULS'],
        ['numeroCommune', '77288|12'],
      ],
    ],
    ['a surname alone', subjectFor([{ nom: 'Diallo' }]), []],
    ['an initial is no name', subjectFor([{ nom: 'Diallo', prenom: 'A' }]), []],
    ['both names', subjectFor([{ nom: 'Diallo', prenom: 'Awa' }]), [['noms', both]]],
    ['a placeholder date is none', subjectFor([{ nom: 'Diallo', ne: '1980-01-01' }]), []],
    [
      'a date with a name',
      subjectFor([{ nom: 'Diallo', ne: '1980-03-04' }]),
      [['naissance', `1980-03-04|${diallo}`]],
    ],
    [
      'a name with its commune',
      subjectFor([{ nom: 'Diallo' }], { insee: '77288' }),
      [['nomCommune', `77288|${diallo}`]],
    ],
    [
      'a particle makes no other key',
      subjectFor([{ nom: 'de Diallo' }], { insee: '77288' }),
      [['nomCommune', `77288|${diallo}`]],
    ],
  ])('%s', (_, subject, expected) => {
    expect(blocks(subject)).toEqual(expected);
  });

  it('take the last word of a way in French, the first in English', () => {
    const way = (street: string) => ({ insee: 'x', street });
    expect(blocks(subjectFor([], way('12 rue Jean Jaurès')))[0]).toEqual(['adresse', 'x|12|JAURES']);
    const parade = {
      persons: [],
      references: [],
      addresses: [{ commune: 'x', number: '12', way: 'WALLABY GREEN' }],
    };
    expect(blocks(parade, english)[0]).toEqual(['adresse', 'x|12|WALLABY']);
  });

  it('are no more than twelve, each once', () => {
    const people = ['Diallo', 'Martin', 'Petit', 'Bernard'].map((nom, n) => ({
      nom,
      prenom: `Léa${'ABCD'[n]}`,
      ne: `198${n}-03-04`,
    }));
    const found = blockKeysOf(subjectFor([...people, ...people], melun));
    expect(found).toHaveLength(MOST_KEYS);
    expect(found.map(({ kind }) => kind)).toEqual([
      ...Array.from({ length: 6 }, () => 'naissance'),
      'adresse',
      ...Array.from({ length: 4 }, () => 'noms'),
      'nomVoie',
    ]);
    expect(new Set(found.map(({ value }) => value)).size).toBe(MOST_KEYS);
    expect([MOST_KEYS, BLOCK_LIMIT, MOST_CASES]).toEqual([12, 50, 100]);
  });

  const named = subjectFor([{ nom: 'Diallo', prenom: 'Awa' }]);
  const bare = subjectFor([{ nom: 'Diallo' }]);
  const household = subjectFor([{ nom: 'Diallo' }, { nom: 'Diallo', prenom: 'Awa' }]);
  const read = (kind: BlockRead<string>['kind'], cases: string[], more = false) => ({ kind, cases, more });
  const many = (count: number): string[] => Array.from({ length: count }, (_, n) => `c${n}`);
  it.each<[string, Subject, BlockRead<string>[], boolean]>([
    ['none full', named, [read('noms', many(100))], false],
    ['more cases than are compared', named, [read('noms', many(101))], true],
    ['more cases of a place than are compared', named, [read('voieNumero', many(101))], false],
    ['an address full: whoever lives there is in a finer one', bare, [read('adresse', [], true)], false],
    ['both names full', named, [read('noms', [], true)], true],
    ['a number full', named, [read('identifiant', [], true)], true],
    ['a name in a commune full, a finer one has both names', named, [read('nomCommune', [], true)], false],
    ['the same of a household where one has both', household, [read('nomCommune', [], true)], false],
    ['the same without a first name', bare, [read('nomCommune', [], true)], true],
    ['a name with the way full', named, [read('nomVoie', [], true)], false],
    ['a name with the number full', named, [read('nomNumero', [], true)], false],
    ['a first name in a way full', named, [read('prenomVoie', [], true)], false],
    ['a first name in a commune full', bare, [read('prenomCommune', [], true)], true],
    ['the same of one with both names', named, [read('prenomCommune', [], true)], false],
    ['a number of a way full', bare, [read('voieNumero', [], true)], false],
    ['an estate full', bare, [read('residence', [], true)], false],
    ['a number in a commune full', bare, [read('numeroCommune', [], true)], false],
    ['one that matters among others', named, [read('adresse', [], true), read('naissance', [], true)], true],
  ])('were read to the end or not: %s', (_, subject, found, truncated) => {
    expect(casesToCompare(subject, found).truncated).toBe(truncated);
  });

  it.each<[string, Subject, BlockRead<string>[], string[]]>([
    ['nothing', named, [], []],
    [
      'what each holds, once, the surest first',
      named,
      [read('naissance', ['a']), read('noms', ['b', 'a'])],
      ['a', 'b'],
    ],
    ['a place last', named, [read('voieNumero', ['a', 'b']), read('prenomCommune', ['b'])], ['b', 'a']],
    ['none of a place that holds more', bare, [read('numeroCommune', ['a'], true)], []],
    ['a coarse one read to its end', named, [read('prenomCommune', ['a'])], ['a']],
    ['none of a coarse one that holds more', named, [read('prenomCommune', ['a', 'b'], true)], []],
    [
      'what a finer one holds of it',
      named,
      [read('noms', ['b']), read('nomCommune', ['a', 'b'], true)],
      ['b'],
    ],
    [
      'what two coarse ones hold, more in both: each is in the other',
      named,
      [read('prenomVoie', ['a'], true), read('prenomCommune', ['a'], true)],
      [],
    ],
    ['some of a coarse one that no finer one covers', bare, [read('nomCommune', ['a'], true)], ['a']],
    ['some of a finer one that holds more', named, [read('noms', ['a'], true)], ['a']],
    ['some of an address that holds more', named, [read('adresse', ['a'], true)], ['a']],
    ['no more than are compared', named, [read('noms', many(101))], many(100)],
  ])('bring to compare: %s', (_, subject, found, cases) => {
    expect(casesToCompare(subject, found).cases).toEqual(cases);
  });

  it('leave out the case that has the message', () => {
    expect(casesToCompare(named, [read('noms', ['a', 'b'])], 'a').cases).toEqual(['b']);
  });
});

const weights: Weights = {
  version: 'test',
  trainedOn: 'nothing',
  prior: 0.5,
  fields: {
    surname: { same: { m: 0.8, u: 0.1 }, different: { m: 0.1, u: 0.8 } },
    firstName: {
      same: { m: 0.8, u: 0.1 },
      first: { m: 0.4, u: 0.1 },
      clash: { m: 0.2, u: 0.1 },
      different: { m: 0.0001, u: 1 },
    },
    birth: { different: { m: 0.0001, u: 1 } },
    address: {
      exact: { m: 0.64, u: 0.01 },
      street: { m: 0.5, u: 0.5 },
      door: { m: 1, u: 0 },
      commune: { m: 0, u: 1 },
    },
    reference: { same: { m: 0.8, u: 0.1 } },
  },
  frequencies: {
    surname: { values: { COMMUN: 0.4, RARE: 0.000001 }, rest: 0.1 },
    firstName: { values: { AWA: 0.025 }, rest: 0 },
  },
};

describe('a weight', () => {
  it.each([
    ['surname', 'same', 3],
    ['surname', 'different', -3],
    ['address', 'street', 0],
    ['address', 'door', 24],
    ['address', 'commune', -19.93],
    ['surname', 'sound', 0],
    ['bail', 'same', 0],
  ] as const)('of %s %s is %d bits', (field, level, bits) => {
    expect(bitsOf(weights, field, level)).toBeCloseTo(bits, 2);
  });

  it('never decides alone', () => {
    const sureOf = { ...weights, fields: { bail: { same: { m: 1, u: 0 }, different: { m: 0, u: 1e9 } } } };
    expect([bitsOf(sureOf, 'bail', 'same'), bitsOf(sureOf, 'bail', 'different')]).toEqual([24, -24]);
  });
});

describe('a score', () => {
  const of = (
    nom: string,
    prenom?: string,
    where?: { insee?: string; street?: string; complement?: string },
  ) => subjectFor([{ nom, ...(prenom && { prenom }) }], where);
  const twice = (one: Subject, around = {}) => score(one, one, weights, around);

  it('is the sum of what its fields are worth', () => {
    const { weight, contributions } = twice(of('Autre', undefined, melun));
    expect(contributions).toEqual([
      { field: 'surname', level: 'same', bits: 3 },
      { field: 'address', level: 'exact', bits: 6 },
    ]);
    expect(weight).toBe(9);
    expect(twice(subjectFor([])).weight).toBe(0);
  });

  it('is more for a rare name and less for a common one, by three quarters of the bits and six at most', () => {
    expect(twice(of('Autre')).weight).toBe(3);
    expect(twice(of('Commun')).weight).toBe(1.5);
    expect(twice(of('Rare')).weight).toBe(9);
    const sounding = score(of('Commun'), of('Martin'), weights);
    expect(sounding.contributions).toEqual([{ field: 'surname', level: 'different', bits: -3 }]);
  });

  it('takes no frequency of first names where none was learnt', () => {
    expect(twice(of('Autre', 'Awa')).contributions[1]?.bits).toBe(3);
    const learnt = {
      ...weights,
      frequencies: { ...weights.frequencies, firstName: { values: { AWA: 0.025 }, rest: 0.1 } },
    };
    const [one, other] = [of('Autre', 'Awa'), of('Autre', 'Awa Fatou')];
    expect(score(one, one, learnt).contributions[1]).toEqual({
      field: 'firstName',
      level: 'same',
      bits: 4.5,
    });
    expect(score(one, other, learnt).contributions[1]).toEqual({
      field: 'firstName',
      level: 'first',
      bits: 3.5,
    });
  });

  it('is no more and no less for what the two do not share, or the model does not know', () => {
    const rare = {
      ...weights.frequencies,
      surname: { values: {}, rest: 0.001 },
      firstName: { values: {}, rest: 0.001 },
    };
    const learnt = { ...weights, frequencies: rare };
    const bits = (one: Subject, other: Subject, model = learnt) =>
      score(one, other, model).contributions.map((contribution) => [contribution.level, contribution.bits]);
    // A name written in one word or in two: no word is shared as it stands.
    expect(bits(of('El Khattabi'), of('Elkhattabi'))).toEqual([['same', 3]]);
    expect(bits(of('Autre'), of('Autre'))).toEqual([['same', 7.98]]);
    // A different surname gets no bits for rarity from the first name beside it, nor a first name from the others.
    expect(bits(of('Autre', 'Awa'), of('Martin', 'Awa'))).toEqual([
      ['different', -3],
      ['same', 7.98],
    ]);
    expect(bits(of('Autre', 'Jean Marie'), of('Autre', 'Jean Paul'))).toEqual([
      ['same', 7.98],
      ['clash', 1],
    ]);
    const { surname: _surname, ...fields } = weights.fields;
    expect(bits(of('Autre'), of('Autre'), { ...learnt, fields })).toEqual([['same', 0]]);
  });

  it('is less by a bit each time the cases at the address double', () => {
    const at = (casesAtAddress: number) => twice(of('Autre', undefined, melun), { casesAtAddress }).weight;
    expect([at(0), at(1), at(2), at(4), at(8)]).toEqual([9, 9, 8, 7, 6]);
    const flat = { ...melun, complement: 'apt 3' };
    const building = { ...melun, complement: 'bât A' };
    const model = {
      ...weights,
      fields: { address: { door: { m: 0.64, u: 0.01 }, building: { m: 0.64, u: 0.01 } } },
    };
    for (const where of [flat, building]) {
      const one = of('Autre', undefined, where);
      expect(score(one, one, model, { casesAtAddress: 8 }).weight, where.complement).toBe(3);
    }
    const street = score(
      of('Autre', undefined, melun),
      of('Autre', undefined, { ...melun, street: '48 rue des Tilleuls' }),
      weights,
      { casesAtAddress: 8 },
    );
    expect(street.weight).toBe(3);
  });

  it('goes no lower than eight bits for another member of the household', () => {
    const other = (nom: string, prenom: string, ne: string) => subjectFor([{ nom, prenom, ne }], melun);
    const apart = score(
      other('Autre', 'Awa', '1950-03-04'),
      other('Autre', 'Boubacar', '1980-11-25'),
      weights,
    );
    expect(apart.contributions.map(({ field }) => field)).toEqual([
      'surname',
      'firstName',
      'birth',
      'address',
    ]);
    expect(apart.weight).toBe(-2);
    const place = {
      ...weights,
      fields: { ...weights.fields, birthPlace: { different: { m: 0.0001, u: 1 } } },
    };
    const born = (one: Subject, birthPlace: string) => ({
      ...one,
      persons: one.persons.map((person) => ({ ...person, birthPlace })),
    });
    const farther = score(
      born(other('Autre', 'Awa', '1950-03-04'), 'MELUN'),
      born(other('Autre', 'Boubacar', '1980-11-25'), 'MEAUX'),
      place,
    );
    expect(farther.contributions).toHaveLength(5);
    expect(farther.weight).toBe(-2);
    const little = score(of('Autre', 'Awa', melun), of('Martin', 'Awa', melun), weights);
    expect(little.weight).toBe(6);
  });

  it('is symmetric, and a number more never takes from it', () => {
    const subject = fc
      .record({ nom: fc.constantFrom('Commun', 'Rare', 'Autre'), prenom: fc.constantFrom('Awa', 'Léo') })
      .map(({ nom, prenom }) => of(nom, prenom, melun));
    fc.assert(
      fc.property(subject, subject, (a, b) => {
        expect(score(a, b, weights).weight).toBe(score(b, a, weights).weight);
        const number = { references: [{ kind: 'reference' as const, scope: 'etude-a', value: '1' }] };
        expect(score({ ...a, ...number }, { ...b, ...number }, weights).weight).toBeGreaterThan(
          score(a, b, weights).weight,
        );
      }),
    );
  });
});

/** What a reviewer reads for each level of each field. */
const read: Record<string, Record<string, string>> = {
  surname: {
    same: 'même nom',
    sound: 'nom qui sonne pareil',
    edit: 'nom à une faute près',
    part: 'nom en partie commun',
    different: 'nom différent',
  },
  firstName: {
    same: 'mêmes prénoms',
    first: 'même premier prénom',
    edit: 'prénom à une faute près',
    nickname: 'diminutif du prénom',
    clash: 'même premier prénom, autres prénoms différents',
    near: 'prénoms voisins, mais deux prénoms',
    second: 'prénom commun, dans un autre ordre',
    initial: 'même initiale du prénom',
    different: 'prénom différent',
  },
  inverted: { inverted: 'nom et prénom inversés' },
  birth: {
    same: 'même date de naissance',
    swapped: 'jour et mois de naissance inversés',
    digit: 'date de naissance à un chiffre près',
    year: 'même année de naissance seulement',
    different: 'date de naissance différente',
  },
  birthPlace: { same: 'même lieu de naissance', different: 'lieu de naissance différent' },
  secondPerson: { same: 'une seconde personne en commun', alike: 'une seconde personne ressemblante' },
  address: {
    door: 'même appartement',
    exact: 'même adresse',
    building: 'même bâtiment',
    otherFlat: 'même numéro, autre appartement',
    near: 'adresse à une faute ou à un détail près',
    street: 'même rue, numéro différent',
    commune: 'même commune, autre rue',
    different: 'autre commune',
  },
  reference: { same: 'même référence', different: 'autre référence' },
  allocataire: { same: 'même numéro d’allocataire', different: 'autre numéro d’allocataire' },
  bailleur: { owner: 'même propriétaire', same: 'même bailleur', different: 'autre bailleur' },
  bdf: { same: 'même dossier de surendettement', different: 'autre dossier de surendettement' },
  bail: { same: 'même bail', different: 'autre bail' },
  identifiant: {
    same: 'même identifiant',
    edit: 'identifiant à une faute près',
    different: 'autre identifiant',
  },
};

describe('what a reviewer reads', () => {
  it('of each level is a few words, and of each field that training knows', () => {
    for (const [field, known] of Object.entries(levels))
      expect(Object.keys(read[field] ?? {})).toEqual([...known]);
    expect(Object.keys(read).sort()).toEqual(Object.keys(levels).sort());
    // One landlord has half the dwellings of a commune: its name is compared, and worth no bits.
    expect(['bailleur', ...Object.keys(frenchWeights.fields)].sort()).toEqual(Object.keys(levels).sort());
  });

  const contribution = (field: keyof typeof levels, level: string, bits = 0) => ({ field, level, bits });
  it.each(
    Object.keys(levels).flatMap((field) =>
      Object.entries(read[field] ?? {}).map(([level, text]) => [field, level, text]),
    ),
  )('%s %s: «%s»', (field, level, text) => {
    const name = Object.keys(levels).find((one): one is keyof typeof levels => one === field);
    expect(name && explainScore([contribution(name, level ?? '')], [], () => 0)).toBe(text);
  });

  it.each([
    ['surname', 3, 'même nom (rare)'],
    ['surname', 2.99, 'même nom'],
    ['surname', -3, 'même nom (courant)'],
    ['surname', -2.99, 'même nom'],
    ['firstName', 3, 'mêmes prénoms (rare)'],
    ['firstName', -3, 'mêmes prénoms (courant)'],
    ['birth', 9, 'même date de naissance'],
  ] as const)('of a %s %d bits above its level’s average: «%s»', (field, more, text) => {
    expect(explainScore([contribution(field, 'same', 5 + more)], [], () => 5)).toBe(text);
  });

  it('is the strongest first, for or against, then the vetoes', () => {
    const contributions = [
      contribution('address', 'exact', 2),
      contribution('birth', 'different', -9),
      contribution('surname', 'same', 4),
    ];
    expect(explainScore(contributions, ['distincts', 'initiale'], ({ bits }) => bits)).toBe(
      'date de naissance différente · même nom · même adresse. Une personne a dit que ce sont deux ménages. Prénom connu par son initiale seulement.',
    );
    expect(explainScore([], ['distincts'], () => 0)).toBe('Une personne a dit que ce sont deux ménages.');
    expect(explainScore([contribution('surname', 'autre')], [], () => 0)).toBe('surname autre');
  });
});
