import { describe, expect, it } from 'vitest';
import { english } from '../../lab/link/english.ts';
import { type AddressForm, addressFormOf } from '../../shared/domain/matching/address-form.ts';
import { compareAddress, compareAddresses } from '../../shared/domain/matching/compare/addresses.ts';
import { compareBirths } from '../../shared/domain/matching/compare/births.ts';
import { compare } from '../../shared/domain/matching/compare/compare.ts';
import {
  areInverted,
  areTwoSurnames,
  compareFirstNames,
  compareSurnames,
  isTypingSlip,
} from '../../shared/domain/matching/compare/names.ts';
import { isPlaceholder } from '../../shared/domain/matching/person-form.ts';
import type { Reference, Subject } from '../../shared/domain/matching/subject.ts';
import { within } from '../../shared/domain/text/slips.ts';
import { melun, subjectFor } from '../support/matching.ts';

describe('a slip of the hand', () => {
  it.each([
    ['MARTIN', 'MARTIN', 0, true],
    ['MARTIN', 'MARTN', 0, false],
    ['MARTIN', 'MARTN', 1, true],
    ['MARTIN', 'MATRIN', 1, true],
    ['MARTIN', 'MARTXX', 1, false],
    ['MARTIN', 'MARTXX', 2, true],
    ['MARTIN', 'MARTINXX', 1, false],
  ])('%s and %s are %i apart at most: %s', (a, b, slips, close) => {
    expect(within(a, b, slips)).toBe(close);
    expect(within(b, a, slips)).toBe(close);
  });
});

describe('surnames', () => {
  it.each([
    ['several on one side: the best pair counts', ['DURAND', 'MARTIN'], ['MARTIN'], 'same'],
    ['a particle less', ['DE MARTIN'], ['MARTIN'], 'same'],
    ['in one word or two', ['ELKHATTABI'], ['EL KHATTABI'], 'same'],
    ['one slip in a name of seven letters', ['MARTINE'], ['MARTIXE'], 'edit'],
    ['two slips in a name of seven letters', ['MARTINE'], ['MAXTIXE'], 'different'],
    ['two slips in a name of eight', ['MARTINET'], ['MAXTIXET'], 'edit'],
    ['three slips in a name of eight', ['MARTINET'], ['XAXTIXET'], 'different'],
    ['a slip in a name of four letters', ['ROUX'], ['RUUX'], 'edit'],
    ['a slip in a name of three', ['BAH'], ['BAK'], 'different'],
    ['one of two names', ['GARCIA LOPEZ'], ['LOPEZ PEREZ'], 'part'],
    ['one of two names, of four letters', ['BORG ROUX'], ['ROUX SAND'], 'part'],
    ['two slips, of seven letters and eight', ['MARTINET'], ['MAXTINE'], 'edit'],
    ['a slip in names of three letters and four', ['BAH'], ['BAHI'], 'part'],
    ['a common name of three letters is no part', ['BAH SOW'], ['SOW DIA'], 'different'],
    ['a name cut by a narrow column', ['RAKOTOMALALA'], ['RAKOTOMAL'], 'part'],
    ['nothing in common', ['DIALLO'], ['MARTIN'], 'different'],
  ])('%s', (_, a, b, level) => {
    expect(compareSurnames(a, b)).toBe(level);
    expect(compareSurnames(b, a)).toBe(level);
  });

  it('unknown on one side are no difference', () => {
    expect([compareSurnames(['A'], []), compareSurnames([], ['A']), compareSurnames([], [])]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('sound as their language has it', () => {
    expect(compareSurnames(['LEFEBVRE'], ['LEFEVRE'])).toBe('sound');
    expect(compareSurnames(['KNIGHT'], ['NITE'], english)).toBe('sound');
    expect(compareSurnames(['KNIGHT'], ['NITE'])).not.toBe('sound');
  });
});

describe('two surnames', () => {
  it.each([
    ['KONE', 'KANE', true],
    ['MARTIN', 'MARTINEZ', true],
    ['BERNARD', 'BERNARDIN', true],
    ['GARCIA LOPEZ', 'GARCIA PEREZ', true],
    ['BERNARD', 'BERTRAND', true],
    ['DURAND', 'DURANDEAU', true],
    ['BARRE', 'BARRY', true],
    ['BAMBA', 'SAMBA', true],
    ['BA', 'BAH', true],
    ['AIT ALI', 'BEN ALI', true],
    ['BEN ALI', 'ALI', false],
    ['MARTIN', 'MARTIM', true],
    ['MARTIN', 'MARTTIN', false],
    ['MARTIN', 'MATRIN', false],
    ['CHANDAVOINE', 'CHANDAVOIME', false],
    ['GARCIA LOPEZ', 'GARCIA LOPES', false],
    ['GARCIA LOPEZ', 'GARCIA', false],
    ['DUPONT', 'DUPOND', false],
    ['DIALLO', 'MARTIN', false],
  ])('%s and %s, though alike: %s', (one, other, two) => {
    expect([areTwoSurnames(one, other), areTwoSurnames(other, one)]).toEqual([two, two]);
  });
});

describe('first names', () => {
  const words = (text: string): string[] => (text === '' ? [] : text.split(' '));
  it.each([
    ['AWA', 'AWA', 'same'],
    ['JEAN PIERRE', 'JEANPIERRE', 'same'],
    ['JEAN PIERRE', 'JEAN PIERRE', 'same'],
    ['JEAN PIERRE LUC', 'JEANPIERRE', 'first'],
    ['JEAN', 'JEAN PIERRE', 'first'],
    ['JEAN MARIE', 'JEAN MARIA', 'clash'],
    ['JEAN PIERRE', 'JEAN PIERRX', 'first'],
    ['MARIE ANNE', 'MARIE ANGE', 'clash'],
    ['MICHEL', 'MICHAEL', 'edit'],
    ['SYLVIE', 'SYLVIA', 'edit'],
    ['FATIMA', 'FATMA', 'near'],
    ['JEAN MARIE', 'JEAN PAUL', 'clash'],
    ['JEAN M', 'JEAN PAUL', 'first'],
    ['JEAN MA', 'JEAN PAUL', 'first'],
    ['JEAN MAX', 'JEAN PAUL', 'clash'],
    ['JEAN MARIE PAUL', 'JEAN PAUL', 'first'],
    ['ALEX', 'ALEXANDRE', 'nickname'],
    ['KARIM', 'KARIMA', 'near'],
    ['GUILLAUME', 'GUILLAUMX', 'edit'],
    ['LEYX', 'LEYY', 'edit'],
    ['LYX', 'LYY', 'different'],
    ['AB', 'AC', 'different'],
    ['LYX', 'LYXA', 'different'],
    ['LEA', 'LEO', 'near'],
    ['SY', 'SYA', 'different'],
    ['FILIPPE', 'PHILIPE', 'near'],
    ['A', 'AMINATA', 'initial'],
    ['A', 'A', 'same'],
    ['A', 'B', 'different'],
    ['A', 'BINTA', 'different'],
    ['MARIE ANNE', 'ANNE', 'second'],
    ['MARIE A', 'A LUCIE', 'different'],
    ['MARIE ANNE', 'LUCIE CHLOE', 'different'],
    ['MARIE', 'CHLOE', 'different'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(compareFirstNames(words(a), words(b))).toBe(level);
    expect(compareFirstNames(words(b), words(a))).toBe(level);
  });

  it.each([
    ['VANESSA', 'VANESSSA', true],
    ['STEPHANIE', 'STEPHANYE', true],
    ['FRANCIS', 'FRANSIS', true],
    ['FRANCIS', 'PHRANCIS', false],
    ['DESIRE', 'DESIREE', false],
    ['AMADOU', 'HAMADOU', false],
    ['LEILA', 'LELIA', false],
    ['PATRICIA', 'PTARICIA', true],
    ['CHAIMA', 'CHAYMA', true],
    ['HASSINA', 'HASSIBA', false],
    ['LAURENCE', 'LAURENE', false],
    ['LYNA', 'LYNE', false],
    ['VALERY', 'VALERIE', false],
    ['NADIR', 'NADIRE', false],
    ['MAILA', 'MALIA', false],
    ['LENA', 'LENNA', false],
    ['AURELIE', 'AURLIE', false],
  ])('%s and %s are one first name badly typed: %s', (one, other, slip) => {
    expect([isTypingSlip(one, other), isTypingSlip(other, one)]).toEqual([slip, slip]);
  });

  it('have no known names in English: a letter apart is a slip', () => {
    expect(compareFirstNames(['KARIM'], ['KARIMA'], english)).toBe('edit');
  });

  it('unknown on one side are no difference', () => {
    expect([compareFirstNames([], ['AWA']), compareFirstNames(['AWA'], [])]).toEqual([undefined, undefined]);
  });
});

describe('a name written in the other order', () => {
  const person = (nom: string, prenom: string) => {
    const [form] = subjectFor([{ ...(nom && { nom }), ...(prenom && { prenom }) }]).persons;
    if (!form) throw new Error('a person');
    return form;
  };
  it.each([
    ['both', person('Thomas', 'Martin'), person('Martin', 'Thomas'), true],
    ['in two words', person('El Amrani', 'Awa'), person('Awa', 'El Amrani'), true],
    ['the first of several', person('Martin', 'Thomas Luc'), person('Thomas', 'Martin'), true],
    ['one side only', person('Thomas', 'Martin'), person('Martin', 'Luc'), false],
    ['the other side only', person('Luc', 'Martin'), person('Martin', 'Thomas'), false],
    ['no first name', person('Thomas', ''), person('Martin', 'Thomas'), false],
    [
      'one of two surnames',
      { ...person('Thomas', 'Martin'), surnames: ['DURAND', 'THOMAS'] },
      person('Martin', 'Thomas'),
      true,
    ],
  ])('%s', (_, a, b, inverted) => {
    expect([areInverted(a, b), areInverted(b, a)]).toEqual([inverted, inverted]);
  });
});

describe('birth dates', () => {
  const birth = (date: string) => ({ date, placeholder: isPlaceholder(date) });
  it.each([
    ['1980-03-04', '1980-03-04', 'same'],
    ['1980-03-04', '1980-04-03', 'swapped'],
    ['1980-03-04', '1981-04-03', 'different'],
    ['1980-03-04', '1980-04-05', 'year'],
    ['1980-03-04', '1980-03-05', 'digit'],
    ['1980-03-04', '1990-03-04', 'digit'],
    ['1980-03-04', '1908-03-04', 'digit'],
    ['1980-03-04', '1980-12-25', 'year'],
    ['1980-01-01', '1980-01-01', 'year'],
    ['1980-01-01', '1980-03-04', 'year'],
    ['1980-01-01', '1980-01-02', 'year'],
    ['1980-01-01', '1981-01-01', 'different'],
    ['1980-12-31', '1952-03-14', 'different'],
    ['1952-03-14', '1980-11-25', 'different'],
  ])('%s and %s: %s', (a, b, level) => {
    expect([compareBirths(birth(a), birth(b)), compareBirths(birth(b), birth(a))]).toEqual([level, level]);
  });

  it('unknown on one side are no difference', () => {
    expect(compareBirths(birth('1980-03-04'), undefined)).toBeUndefined();
    expect(compareBirths(undefined, birth('1980-03-04'))).toBeUndefined();
  });
});

describe('addresses', () => {
  const at = (street: string, complement = '', insee: string | undefined = '77288'): AddressForm =>
    addressFormOf({ ...(insee && { insee }), ...(street && { street }), complement });
  const tilleuls = '12 rue des Tilleuls';

  it.each<[string, AddressForm, AddressForm, string | undefined]>([
    ['one flat', at(tilleuls, 'apt 3'), at(tilleuls, 'apt 3'), 'door'],
    ['another', at(tilleuls, 'apt 3'), at(tilleuls, 'apt 4'), 'otherFlat'],
    ['one floor and side', at(tilleuls, '2e étage gauche'), at(tilleuls, '2e étage gauche'), 'door'],
    ['one side, the floor unknown', at(tilleuls, 'gauche'), at(tilleuls, '2e étage gauche'), 'exact'],
    ['one floor, the side unknown', at(tilleuls, '2e étage'), at(tilleuls, '2e étage gauche'), 'exact'],
    ['another side', at(tilleuls, '2e étage droite'), at(tilleuls, '2e étage gauche'), 'otherFlat'],
    ['another floor', at(tilleuls, '3e étage'), at(tilleuls, '2e étage'), 'otherFlat'],
    ['other stairs', at(tilleuls, 'esc. 1'), at(tilleuls, 'esc. 2'), 'otherFlat'],
    ['one building', at(tilleuls, 'bât A'), at(tilleuls, 'bât A'), 'building'],
    ['another building, one flat', at(tilleuls, 'bât A apt 3'), at(tilleuls, 'bât B apt 3'), 'otherFlat'],
    ['one side tells nothing', at(tilleuls, 'bât A'), at(tilleuls), 'exact'],
    ['one number and way', at(tilleuls), at(tilleuls), 'exact'],
    ['a last word left out', at('12 rue Victor Hugo'), at('12 rue Victor'), 'near'],
    ['a first of May, and an eighth', at('12 rue du 1er mai'), at('12 rue du 8 mai 1945'), 'commune'],
    ['another figure in the way', at('12 RD 1004'), at('12 RD 1005'), 'commune'],
    ['another last letter', at('12 rue Pasteur B'), at('12 rue Pasteur C'), 'commune'],
    ['a title alone', at('12 rue du Général'), at('12 rue du Général Leclerc'), 'commune'],
    ['two ways that end alike', at('12 rue du Grand Moulin'), at('12 rue du Petit Moulins'), 'commune'],
    ['one last word alike, another bearer', at('12 rue des Roses'), at('12 rue de la Belle Rose'), 'commune'],
    ['a last word left out of a short one', at('12 rue Jean Moulin'), at('12 rue Jean'), 'commune'],
    ['a slip in the way', at(tilleuls), at('12 rue des Tileuls'), 'near'],
    ['one last word of more than three letters', at('12 rue Jean Moulin'), at('12 rue J Moulin'), 'exact'],
    ['one last word of three letters', at('12 rue Jean Foy'), at('12 rue Paul Foy'), 'commune'],
    ['in one word or two', at('12 rue du Bois Joli'), at('12 rue Boisjoli'), 'exact'],
    ['the same in another commune', at('12 rue du Bois Joli'), at('12 rue Boisjoli', '', '77284'), 'near'],
    [
      'one last word in another commune',
      at('12 rue Jean Moulin'),
      at('12 rue J Moulin', '', '77284'),
      'near',
    ],
    ['one last word, a slip in the number', at('12 rue Jean Moulin'), at('13 rue J Moulin'), 'near'],
    ['two slips in ways of seven letters and eight', at('12 rue Tilleuls'), at('12 rue Txlleul'), 'near'],
    ['a letter left out of a way of four', at('12 rue Foy'), at('12 rue Foye'), 'near'],
    ['a letter left out of a way of three', at('12 rue du Lac'), at('12 rue du Ac'), 'commune'],
    ['one sound', at('12 rue de la Forêt'), at('12 rue de la Phoret'), 'near'],
    ['one sound in three letters', at('12 rue Foy'), at('12 rue Phoy'), 'commune'],
    ['two slips in a long way', at('12 rue Tilleulx'), at('12 rue Txlleuly'), 'near'],
    ['two slips in a short one', at('12 rue Haute'), at('12 rue Hxuty'), 'commune'],
    ['a slip in a way of three letters', at('12 rue Foy'), at('12 rue Fox'), 'commune'],
    ['a slip in a way of four', at('12 rue Port'), at('12 rue Porx'), 'near'],
    ['a slip in a last word of five letters', at('12 rue Jean Jaure'), at('12 rue J Jaurx'), 'near'],
    ['a slip in the number', at(tilleuls), at('13 rue des Tilleuls'), 'near'],
    ['two slips in the number', at(tilleuls), at('48 rue des Tilleuls'), 'street'],
    ['numbers of one digit', at('1 rue des Tilleuls'), at('2 rue des Tilleuls'), 'street'],
    ['a slip in both', at(tilleuls), at('13 rue des Tileuls'), 'street'],
    ['no number on one side', at(tilleuls), at('rue des Tilleuls'), 'near'],
    ['no number on one side, a slip in the way', at(tilleuls), at('rue des Tileuls'), 'street'],
    ['no number on one side, another type of way', at(tilleuls), at('allée des Tilleuls'), 'street'],
    ['a figure too many', at(tilleuls), at('122 rue des Tilleuls'), 'near'],
    ['a figure too many to one', at('1 rue des Tilleuls'), at('12 rue des Tilleuls'), 'street'],
    ['another way', at(tilleuls), at('12 rue Basse'), 'commune'],
    ['no way on one side', at(tilleuls), at(''), 'commune'],
    ['no way, another commune', at('', '', '77284'), at(tilleuls), 'different'],
    ['one number and way in another commune', at(tilleuls), at(tilleuls, '', '77284'), 'near'],
    ['another number in another commune', at(tilleuls), at('13 rue des Tilleuls', '', '77284'), 'different'],
    ['no number in another commune', at('rue Haute'), at('rue Haute', '', '77284'), 'different'],
    [
      'a slip in the way of another commune',
      at(tilleuls),
      at('12 rue des Tileuls', '', '77284'),
      'different',
    ],
    ['the commune unknown, one number and way', at(tilleuls), at(tilleuls, '', ''), 'near'],
    ['the commune unknown, another number', at(tilleuls), at('13 rue des Tilleuls', '', ''), undefined],
    ['the commune unknown, another way', at(tilleuls), at('12 rue Basse', '', ''), undefined],
    ['the commune unknown, no number', at('rue Haute'), at('rue Haute', '', ''), undefined],
    ['the commune unknown, no way', at('12'), at('12', '', ''), undefined],
  ])('%s', (_, a, b, level) => {
    expect([compareAddress(a, b), compareAddress(b, a)]).toEqual([level, level]);
  });

  it('several on a side: one without its type does not hide another type', () => {
    const told = [at('12 rue des Tilleuls'), at('12 des Tilleuls')];
    expect(compareAddresses(told, [at('12 allée des Tilleuls')])).toBe('near');
    expect(compareAddresses(told, [at('12 rue des Tilleuls')])).toBe('exact');
    expect(compareAddresses([at('12 des Tilleuls')], [at('12 allée des Tilleuls')])).toBe('exact');
  });

  it.each([
    ['12 rue Haute', 'rue Haute', '47 rue Haute', 'street'],
    ['12 rue Victor Hugo', '12 rue Victor', '12 rue Victor Basch', 'commune'],
    ['12 bis rue Haute', '12 rue Haute', '12 ter rue Haute', 'near'],
    ['12 rue du Moulin', '12 rue Moulin', '12 rue Jean Moulin', 'near'],
  ])('several on a side: %s is not hidden by %s from %s', (full, vague, other, level) => {
    expect(compareAddresses([at(full), at(vague)], [at(other)])).toBe(level);
    expect(compareAddresses([at(full), at(vague)], [at(full)])).toBe('exact');
  });

  it('several on a side: the most alike count', () => {
    const [here, elsewhere, nowhere] = [
      at(tilleuls),
      at('4 rue Basse', '', '77284'),
      at('9 rue Basse', '', ''),
    ];
    expect(compareAddresses([elsewhere, here], [here])).toBe('exact');
    expect(compareAddresses([elsewhere], [here])).toBe('different');
    expect(compareAddresses([nowhere], [here])).toBeUndefined();
    expect(compareAddresses([], [here])).toBeUndefined();
  });
});

describe('two subjects', () => {
  const of = (a: Subject, b: Subject) => {
    const [one, other] = [compare(a, b).comparison, compare(b, a).comparison];
    expect(other).toEqual(one);
    return one;
  };
  const awa = { nom: 'Diallo', prenom: 'Awa', ne: '1980-03-04' };
  const moussa = { nom: 'Diallo', prenom: 'Moussa', ne: '1979-08-09' };
  const martin = { nom: 'Martin', prenom: 'Léo', ne: '1990-10-11' };

  it('have nothing to compare when one says nothing', () => {
    expect(of(subjectFor([awa], melun), subjectFor([]))).toEqual({});
    expect(compare(subjectFor([awa]), subjectFor([])).pair).toBeUndefined();
  });

  it('are compared by the persons most alike, wherever they stand', () => {
    expect(of(subjectFor([martin, awa]), subjectFor([moussa, awa]))).toMatchObject({
      surname: 'same',
      firstName: 'same',
      birth: 'same',
    });
    const [pair] = [compare(subjectFor([martin, awa]), subjectFor([moussa, awa])).pair];
    expect(pair?.map(({ firstNames }) => firstNames[0])).toEqual(['AWA', 'AWA']);
  });

  type People = Parameters<typeof subjectFor>[0];
  it.each<[string, People, People, string | undefined]>([
    ['the same', [awa, moussa], [moussa, awa], 'same'],
    ['of another birth date', [awa, moussa], [{ ...moussa, ne: '1952-01-07' }, awa], undefined],
    [
      'alike',
      [awa, { ...moussa, ne: '1979-08-08' }],
      [{ ...moussa, prenom: 'M', ne: '1979-08-09' }, awa],
      'alike',
    ],
    [
      'the same, without any birth date',
      [awa, { nom: 'Diallo', prenom: 'Moussa' }],
      [awa, { nom: 'Diallo', prenom: 'Moussa' }],
      'same',
    ],
    [
      'alike by an initial',
      [awa, { nom: 'Diallo', prenom: 'Moussa' }],
      [awa, { nom: 'Diallo', prenom: 'M' }],
      'alike',
    ],
    [
      'nobody, where one side describes the first one twice',
      [awa],
      [awa, { nom: 'Diallo', prenom: 'Awa' }],
      undefined,
    ],
    ['another one', [awa, moussa], [awa, martin], undefined],
    ['nobody', [awa, moussa], [awa], undefined],
  ])('a second person of both is %s', (_, a, b, secondPerson) => {
    expect(of(subjectFor(a), subjectFor(b)).secondPerson).toBe(secondPerson);
  });

  it('are compared by what is alike: a difference counts against a pair', () => {
    const known = subjectFor([{ nom: 'Diallo', prenom: 'Awa' }]);
    expect(of(known, subjectFor([{ nom: 'Martin', prenom: 'Awa' }, { nom: 'Diallo' }]))).toEqual({
      surname: 'same',
    });
    expect(of(known, subjectFor([{ nom: 'Diallo', prenom: 'Moussa' }, { nom: 'Diallo Sow' }]))).toEqual({
      surname: 'same',
      firstName: 'different',
    });
  });

  it('inverted names take the place of both', () => {
    const inverted = of(
      subjectFor([{ nom: 'Thomas', prenom: 'Martin', ne: '1980-03-04' }]),
      subjectFor([{ nom: 'Martin', prenom: 'Thomas', ne: '1980-03-04' }]),
    );
    expect(inverted).toEqual({ inverted: 'inverted', birth: 'same' });
  });

  it('compare the birth place where both tell it', () => {
    const born = (birthPlace?: string): Subject => ({
      persons: [{ surnames: ['DIALLO'], firstNames: [], ...(birthPlace && { birthPlace }) }],
      addresses: [],
      references: [],
    });
    expect(of(born('MEAUX'), born('MEAUX')).birthPlace).toBe('same');
    expect(of(born('MEAUX'), born('MELUN')).birthPlace).toBe('different');
    expect(of(born('MEAUX'), born()).birthPlace).toBeUndefined();
  });

  const ref = (kind: Reference['kind'], value: string, scope = 'x'): Reference => ({ kind, value, scope });
  it.each<[string, Reference[], Reference[], object]>([
    ['one number', [ref('bail', '1')], [ref('bail', '1')], { bail: 'same' }],
    ['another', [ref('bail', '1')], [ref('bail', '2')], { bail: 'different' }],
    ['of another landlord', [ref('bail', '1', 'a')], [ref('bail', '1', 'b')], {}],
    ['of another kind', [ref('bail', '1')], [ref('bdf', '1')], {}],
    [
      'one of several',
      [ref('bail', '1'), ref('bail', '2')],
      [ref('bail', '3'), ref('bail', '2')],
      { bail: 'same' },
    ],
    ['a slip of six signs', [ref('bdf', '000217')], [ref('bdf', '000218')], {}],
    ['a slip of five signs', [ref('bdf', '00217')], [ref('bdf', '00218')], { bdf: 'different' }],
    ['a slip of five signs and six', [ref('bdf', '00217')], [ref('bdf', '002171')], { bdf: 'different' }],
    ['two slips', [ref('bdf', '000217')], [ref('bdf', '000299')], { bdf: 'different' }],
    [
      'two études',
      [ref('reference', '000217', 'etude-a')],
      [ref('reference', '000217', 'etude-b')],
      { reference: 'different' },
    ],
    [
      'CAF and MSA',
      [ref('allocataire', '1234567', 'caf')],
      [ref('allocataire', '1234567', 'msa')],
      { allocataire: 'different' },
    ],
    ['CAF and a landlord', [ref('reference', '1', 'caf')], [ref('reference', '1', 'bailleur-x')], {}],
    [
      'one person’s number',
      [ref('identifiant', '12345')],
      [ref('identifiant', '12345')],
      { identifiant: 'same' },
    ],
    ['a slip in it', [ref('identifiant', '12345')], [ref('identifiant', '12346')], { identifiant: 'edit' }],
    [
      'a slip in a short one',
      [ref('identifiant', '1234')],
      [ref('identifiant', '1235')],
      { identifiant: 'different' },
    ],
    [
      'the best of several of them',
      [ref('identifiant', '12345'), ref('identifiant', '99999')],
      [ref('identifiant', '12346'), ref('identifiant', '77777')],
      { identifiant: 'edit' },
    ],
    [
      'of which one is the same',
      [ref('identifiant', '99999'), ref('identifiant', '12345')],
      [ref('identifiant', '12345'), ref('identifiant', '12346')],
      { identifiant: 'same' },
    ],
  ])('compare their numbers: %s', (_, a, b, expected) => {
    expect(of(subjectFor([], {}, { references: a }), subjectFor([], {}, { references: b }))).toEqual(
      expected,
    );
  });
});
