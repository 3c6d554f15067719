import { describe, expect, it } from 'vitest';
import {
  alsoOne,
  candidatesOf,
  caseByNumber,
  contradicts,
  type Found,
  match,
  matchContradicted,
  matchNumbered,
  matchSeveral,
  type Numbered,
  reasonsOf,
} from '../../shared/domain/matching/match.ts';
import { frenchWeights } from '../../shared/domain/matching/model.ts';
import { strangersIn } from '../../shared/domain/matching/strangers.ts';
import { joined, type Reference, type Subject } from '../../shared/domain/matching/subject.ts';
import { melun, subjectFor } from '../support/matching.ts';

const awa = { nom: 'Diallo', prenom: 'Awa', ne: '1980-03-04' };
const leo = { nom: 'Martin', prenom: 'Léo', ne: '1990-10-11' };
const port = { insee: '77284', street: '4 rue du Port' };
const message = subjectFor([awa], melun);
const stranger = subjectFor([leo], port);
const DAY = '2026-06-01';

const found = (cases: Record<string, Subject>, over: Partial<Found> = {}): Found => ({
  cases: new Map(Object.entries(cases)),
  casesAtAddress: 1,
  truncated: false,
  ...over,
});
const number = (
  value: string,
  kind: Reference['kind'] = 'reference',
  scope = 'etude-a',
): Partial<Subject> => ({
  references: [{ kind, scope, value }],
});

describe('a name in another script', () => {
  it.each([
    ['Ковальчук', 'Олена'],
    ['Παπαδόπουλος', 'Νίκος'],
    ['محمد', 'ليلى'],
    ['王', '小明'],
  ])('%s %s is its own', (nom, prenom) => {
    const own = subjectFor([{ nom, prenom, ne: '1971-02-01' }], port);
    expect(match(own, found({ A: own, B: stranger }), DAY)).toMatchObject({ kind: 'attach', caseId: 'A' });
    const other = subjectFor([{ nom: `${nom}а`, prenom: 'Леонид', ne: '1983-05-09' }], melun);
    expect(match(own, found({ B: other }), DAY).kind).toBe('new');
  });
});

describe('one name in one house', () => {
  const at = (complement: string, street = '12 rue des Tilleuls') =>
    subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], { insee: '77284', street, complement });
  const kind = (one: Subject, other: Subject) => match(one, found({ A: other }), DAY).kind;

  it.each([
    ['appt n° 12', 'appt n° 14'],
    ['logement n° 12', 'logement 47'],
    ['appt B-203', 'appt B-204'],
    ['appt A 12', 'appt A 31'],
    ['bâtiment Les Roses appt 3', 'bâtiment Les Lilas appt 3'],
    ['immeuble Le Mistral', 'immeuble Le Ponant'],
    ['chambre 312', 'chambre 214'],
    ['entrée 3', 'entrée 5'],
    ['bloc A', 'bloc B'],
    ['studio 4', 'studio 9'],
    ['étage 3', 'étage 7'],
    ['pte 12', 'pte 14'],
    ['cage 2', 'cage 4'],
    ['pavillon 3', 'pavillon 8'],
    ['1er gauche', '1er droite'],
  ])('«%s» is not «%s»: a person is asked', (one, other) => {
    expect(kind(at(one), at(other))).toBe('doubt');
    const street = '12 rue des Tilleuls';
    expect(kind(at('', `${street} ${one}`), at(other))).not.toBe('attach');
  });

  it.each([
    ['appt n° 12', 'appt 12'],
    ['porte B 12', 'appt B12'],
    ['appartement B-203', 'appt B203'],
    ['bâtiment Les Roses', 'bât. Roses'],
  ])('«%s» is «%s»', (one, other) => {
    expect(kind(at(one), at(other))).toBe('attach');
  });

  it.each([
    ['12 rue des Tilleuls', 'appt 3', '12 rue des Tileuls', 'appt 9'],
    ['12 rue Victor Hugo', 'bât A appt 3', '12 rue Hugo', 'bât C appt 41'],
    ['12 rue des Tilleuls', 'appt 3', '112 rue des Tilleuls', 'appt 9'],
  ])('%s, %s is not %s, %s: a slip hides no flat', (one, door, other, otherDoor) => {
    expect(kind(at(door, one), at(otherDoor, other))).toBe('doubt');
  });

  it.each([
    '12 rue des Tilleuls entrée B',
    '12 rue des Tilleuls porte 12',
    '12 rue des Tilleuls chambre 312',
    '12 rue des Tilleuls bloc B',
    '12 rue des Tilleuls 1er gauche',
    '12 rue des Tilleuls chez M Diop',
    '12 rue des Tilleuls 77100 Meaux',
  ])('%s is 12 rue des Tilleuls', (street) => {
    expect(kind(at('', street), at(''))).toBe('attach');
  });

  it.each([
    ["M'Hamed", 'Hamed'],
    ['M’Barek', 'Barek'],
  ])('%s is not %s', (one, other) => {
    const named = (prenom: string) => subjectFor([{ nom: 'Haddad', prenom }], port);
    expect(kind(named(one), named(other))).not.toBe('attach');
  });

  it.each(['Sow usage Diallo', 'Mle Sow', 'Feu Sow', 'Succession Sow', 'M Sow ou Mme Sow', 'Sow ex Ndiaye'])(
    '%s is Sow',
    (nom) => {
      const named = (one: string) => subjectFor([{ nom: one, prenom: 'Awa' }], port);
      expect(kind(named(nom), named('Sow'))).toBe('attach');
    },
  );
});

describe('a message and the cases its blocks brought', () => {
  it('goes to the one that is its own, and to none that is not', () => {
    expect(match(message, found({ A: message, B: stranger }), DAY)).toMatchObject({
      kind: 'attach',
      caseId: 'A',
    });
    expect(match(message, found({ B: stranger }), DAY)).toMatchObject({ kind: 'new', neighbours: [] });
    expect(match(message, found({}), DAY)).toMatchObject({ kind: 'new', neighbours: [] });
    expect(match(message, found({}, { truncated: true }), DAY)).toMatchObject({ kind: 'doubt' });
  });

  it('is compared as of its own day: a tenancy that ended before is another’s', () => {
    const ended = subjectFor([awa], melun, { endedOn: '2026-05-31' });
    expect(match(message, found({ A: ended }), '2026-06-01').kind).toBe('doubt');
    expect(match(message, found({ A: ended }), '2026-05-31').kind).toBe('attach');
  });

  it('is worth less at an address that many share', () => {
    const [alone] = candidatesOf(message, found({ A: message }), DAY);
    const [crowded] = candidatesOf(message, found({ A: message }, { casesAtAddress: 8 }), DAY);
    expect((alone?.score.weight ?? 0) - (crowded?.score.weight ?? 0)).toBeCloseTo(3);
  });

  it.each([
    ['said of its own case', { A: ['B'] }, ['A'], true],
    ['said of the other', { B: ['A'] }, ['A'], true],
    ['said of two others', { B: ['C'] }, ['A'], false],
    ['not its own', { A: ['B'] }, [], false],
    ['one of its own', { A: ['B'] }, ['C', 'A'], true],
  ])('keeps apart what a person said is: %s', (_, distinct, own, apart) => {
    const said = found({ B: message }, { distinct: new Map<string, string[]>(Object.entries(distinct)) });
    const [candidate] = candidatesOf(message, said, DAY, frenchWeights, undefined, own);
    expect(candidate?.vetoes.includes('distincts')).toBe(apart);
  });
});

describe('a message that shows two cases to be one', () => {
  it('proposes the other, the likeliest first, never the case itself', () => {
    const flat = subjectFor([awa], { ...melun, complement: 'apt 3' });
    const one = subjectFor([awa], { ...melun, complement: 'apt 3' });
    const also = alsoOne('A', one, found({ A: one, B: message, C: flat, D: stranger }), DAY);
    expect(also.map(({ caseId }) => caseId)).toEqual(['C', 'B']);
  });

  it('proposes none that a person said is another household', () => {
    const apart = found({ B: message }, { distinct: new Map([['B', ['A']]]) });
    expect(alsoOne('A', message, apart, DAY)).toEqual([]);
    expect(alsoOne('C', message, apart, DAY)).toHaveLength(1);
  });
});

describe('a message that contradicts the case its number names', () => {
  const named = new Map([['N', stranger]]);
  it('goes to another that is clear', () => {
    const decision = matchContradicted(message, named, found({ A: message, N: stranger }), DAY);
    expect(decision).toMatchObject({ kind: 'attach', caseId: 'A' });
  });

  it('is a doubt otherwise, of the case named first, then of the doubtful ones', () => {
    const flat = subjectFor([awa], { ...melun, street: '48 rue des Tilleuls' });
    const decision = matchContradicted(message, named, found({ B: flat, N: stranger }), DAY);
    expect(decision).toMatchObject({ kind: 'doubt', rule: 'référence contredite' });
    expect(decision.kind === 'doubt' && decision.candidates.map(({ caseId }) => caseId)).toEqual(['N', 'B']);
    const alone = matchContradicted(message, named, found({}), DAY);
    expect(alone.kind === 'doubt' && alone.candidates.map(({ caseId }) => caseId)).toEqual(['N']);
  });

  it('is never attached to the case named, nor to one that a person parted from it', () => {
    const own = new Map([['N', message]]);
    expect(matchContradicted(message, own, found({ N: message }), DAY).kind).toBe('doubt');
    const parted = found({ A: message }, { distinct: new Map([['N', ['A']]]) });
    expect(matchContradicted(message, named, parted, DAY).kind).toBe('doubt');
  });

  it('shows six cases at most', () => {
    const many = Object.fromEntries(['B', 'C', 'D', 'E', 'F', 'G'].map((id) => [id, message]));
    const two = new Map([
      ['N', stranger],
      ['O', stranger],
    ]);
    const decision = matchContradicted(message, two, found(many), DAY);
    expect(decision.kind === 'doubt' && decision.candidates.map(({ caseId }) => caseId)).toEqual([
      'N',
      'O',
      'B',
      'C',
      'D',
      'E',
    ]);
  });
});

describe('a message whose numbers name several cases', () => {
  it('is a doubt, the likeliest first', () => {
    const decision = matchSeveral(
      message,
      new Map([
        ['B', stranger],
        ['A', message],
      ]),
      DAY,
    );
    expect(decision).toMatchObject({ kind: 'doubt', rule: 'références de plusieurs dossiers' });
    expect(decision.kind === 'doubt' && decision.candidates.map(({ caseId }) => caseId)).toEqual(['A', 'B']);
  });
});

describe('a number that names a case is not believed', () => {
  const file = number('21 00425');
  const known = subjectFor([awa], melun, file);
  const told = (
    who: typeof awa,
    where: { insee?: string; street?: string; complement?: string },
    more = file,
  ): Subject => subjectFor([who], where, more);
  const street = { insee: '77288', street: '48 rue des Tilleuls' };
  const basse = { insee: '77288', street: '12 rue Basse' };
  const lease = number('B7023161', 'bail', 'HABITAT');
  const allocataire = number('1234567', 'allocataire', 'caf');
  const theirs = (more: Partial<Subject>) => subjectFor([awa], melun, more);

  it.each<[string, Subject, Subject, boolean, boolean]>([
    ['by the same person at the same door', told(awa, melun), known, false, false],
    ['by the same person in another commune', told(awa, port), known, false, true],
    ['by the file’s own person in another way', told(awa, basse), known, false, false],
    ['by the lease’s own person in another way', told(awa, basse, lease), theirs(lease), false, false],
    ['by a person’s number in another way', told(awa, basse, allocataire), theirs(allocataire), false, true],
    [
      'by a person’s number at another number of the way',
      told(awa, street, allocataire),
      theirs(allocataire),
      false,
      true,
    ],
    [
      'by the first of several first names',
      told({ ...awa, prenom: 'Awa Fatou' }, basse),
      known,
      false,
      false,
    ],
    ['by another first name in another way', told({ ...awa, prenom: 'Moussa' }, basse), known, false, true],
    ['by a surname a slip apart in another way', told({ ...awa, nom: 'Dialloo' }, basse), known, false, true],
    ['by another birth date in another way', told({ ...awa, ne: '1952-11-20' }, basse), known, false, true],
    [
      'where only the commune is known',
      told(awa, { insee: '77288' }, allocataire),
      theirs(allocataire),
      false,
      false,
    ],
    ['by another person at the same door', told(leo, melun), known, false, false],
    [
      'by another surname in another file of the sender’s, the lease alone in common',
      told({ ...awa, nom: 'Martin' }, melun, {
        references: [...(lease.references ?? []), ...(number('F-2').references ?? [])],
      }),
      theirs({ references: [...(lease.references ?? []), ...(number('F-1').references ?? [])] }),
      false,
      true,
    ],
    [
      'by a surname spelt otherwise in another file of the sender’s',
      told({ ...awa, nom: 'Dialo' }, melun, {
        references: [...(lease.references ?? []), ...(number('F-2').references ?? [])],
      }),
      theirs({ references: [...(lease.references ?? []), ...(number('F-1').references ?? [])] }),
      false,
      false,
    ],
    ['who is known there in another case', told(leo, melun), known, true, true],
    ['by the same person, known elsewhere', told(awa, melun), known, true, false],
    [
      'by another first name at an unknown address',
      subjectFor([{ ...awa, prenom: 'Moussa' }], {}, file),
      known,
      false,
      true,
    ],
    [
      'by another surname at an unknown address',
      subjectFor([{ ...awa, nom: 'Martin' }], {}, file),
      known,
      false,
      true,
    ],
    [
      'by a first name a slip apart in another way',
      subjectFor([{ nom: 'Diallo', prenom: 'Guillaumx' }], basse, file),
      subjectFor([{ nom: 'Diallo', prenom: 'Guillaume' }], melun, file),
      false,
      true,
    ],
    [
      'in another way, where one of the addresses known has none',
      told(awa, basse, allocataire),
      { ...theirs(allocataire), addresses: [...theirs({}).addresses, { commune: '77288' }] },
      false,
      true,
    ],
    [
      'by inverted names at an unknown address',
      told({ nom: 'Awa', prenom: 'Diallo', ne: awa.ne }, {}),
      known,
      false,
      false,
    ],
    [
      'at a flat of the building',
      told(leo, { ...melun, complement: 'apt 4' }),
      subjectFor([awa], { ...melun, complement: 'apt 3' }, file),
      false,
      true,
    ],
    [
      'in the same building',
      told(leo, { ...melun, complement: 'bât A' }),
      subjectFor([awa], { ...melun, complement: 'bât A' }, file),
      false,
      false,
    ],
    [
      'in the same flat',
      told(leo, { ...melun, complement: 'apt 3' }),
      subjectFor([awa], { ...melun, complement: 'apt 3' }, file),
      false,
      false,
    ],
    [
      'by a person’s number at a place without a number, told the same',
      told(awa, { insee: '77288', street: 'lieu-dit les Prés' }, allocataire),
      subjectFor([awa], { insee: '77288', street: 'lieu-dit les Prés' }, allocataire),
      false,
      false,
    ],
    [
      'at an address a slip apart',
      told(leo, { ...melun, street: '12 rue des Tileuls' }),
      known,
      false,
      false,
    ],
  ])('%s (%#)', (_, one, whole, knownElsewhere, contradicted) => {
    expect(contradicts(one, whole, knownElsewhere)).toBe(contradicted);
  });

  it('by another person, but for a second one of both', () => {
    const both = subjectFor([leo, awa], {}, file);
    const other = subjectFor([{ ...leo, prenom: 'Luc' }, awa], {}, file);
    expect(contradicts(both, other, true)).toBe(false);
  });
});

describe('the reasons of a decision', () => {
  it('are what was compared, the weight, the vetoes, in words, and the model', () => {
    const [candidate] = candidatesOf(
      message,
      found({ A: subjectFor([{ ...awa, prenom: 'A' }], melun) }),
      DAY,
    );
    const reasons = candidate && reasonsOf(candidate);
    expect(reasons).toMatchObject({
      caseId: 'A',
      weight: candidate?.score.weight,
      levels: { surname: 'same', firstName: 'initial', birth: 'same', address: 'exact' },
      vetoes: ['initiale'],
      model: frenchWeights.version,
    });
    const rare = subjectFor([{ nom: 'Zbrzny', prenom: 'Awa', ne: awa.ne }], melun);
    const [same] = candidatesOf(rare, found({ A: rare }), DAY);
    expect(same && reasonsOf(same).explanation).toContain('même nom (rare)');
    expect(reasons?.explanation).toMatch(
      /même adresse.*même initiale du prénom\. Prénom connu par son initiale seulement\.$/,
    );
  });
});

describe('an event that no longer holds with its case', () => {
  const event = (id: string, subject: Subject) => ({ id, subject });
  const act = subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], melun);

  it('is none while all agree, or one is alone, or nothing new was told', () => {
    expect(strangersIn([event('a', message), event('b', message)], 'b')).toEqual([]);
    expect(strangersIn([event('a', message)], 'a')).toEqual([]);
    expect(strangersIn([event('a', message), event('b', stranger)], 'b')).toEqual([]);
    expect(strangersIn([event('a', message), event('b', stranger), event('c', stranger)], 'c')).toEqual([]);
    const numbered = [
      event('a', { ...message, ...number('21 00425') }),
      event('c', { ...message, ...number('99 77112') }),
    ];
    expect(strangersIn(numbered, 'c')).toEqual([]);
  });

  it('is none of those that had nothing in common with the rest before', () => {
    const third = subjectFor([{ nom: 'Petit', prenom: 'Rose' }], { insee: '77379', street: '9 rue Haute' });
    expect(strangersIn([event('a', message), event('b', stranger), event('c', third)], 'c')).toEqual([]);
  });

  it('is one whose weight falls under that of a doubt', () => {
    const jean = { nom: 'Martin', prenom: 'Jean' };
    const members = [
      event('a', subjectFor([jean], melun)),
      event('b', subjectFor([jean])),
      event('c', subjectFor([jean], port)),
    ];
    expect(strangersIn(members, 'c')).toEqual(['a']);
  });

  it('is not one at another number of the way: that is a slip, more often than a move', () => {
    const members = [
      event('a', message),
      event('b', subjectFor([awa])),
      event('c', subjectFor([awa], { insee: '77288', street: '48 rue des Tilleuls' })),
    ];
    expect(strangersIn(members, 'c')).toEqual([]);
  });

  it.each<[string, Partial<Subject>, Partial<Subject>]>([
    ['another reference', number('21 00425'), number('99 77112')],
    ['another lease', number('B7023161', 'bail'), number('B1999999', 'bail')],
    ['another allocataire number', number('1234567', 'allocataire'), number('7654321', 'allocataire')],
    ['another Banque de France file', number('000217700', 'bdf'), number('000999911', 'bdf')],
  ])('is the one that has %s than what came', (_, had, came) => {
    const members = [
      event('a', { ...message, ...had }),
      event('b', act),
      event('c', { ...message, ...came }),
    ];
    expect(strangersIn(members, 'c')).toEqual(['a']);
  });

  it('is the one of another flat than what came', () => {
    const members = [
      event('a', subjectFor([awa], { ...melun, complement: 'apt 3' })),
      event('b', act),
      event('c', subjectFor([awa], { ...melun, complement: 'apt 4' })),
    ];
    // A vaguer description does not hide the two flats.
    expect(strangersIn(members, 'c')).toEqual(['a']);
    const alone = members.map(({ id, subject }) =>
      id === 'b' ? event(id, subjectFor([awa])) : event(id, subject),
    );
    expect(strangersIn(alone, 'c')).toEqual(['a']);
    const undated = alone.map(({ id, subject }) =>
      id === 'c'
        ? event(id, subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], { ...melun, complement: 'apt 4' }))
        : event(id, subject),
    );
    expect(strangersIn(undated, 'c')).toEqual(['a']);
  });

  it('is not one that the rest contradicted before', () => {
    const members = [
      event('a', { ...message, ...number('21 00425') }),
      event('b', { ...message, ...number('99 77112') }),
      event('c', { ...message, ...number('55 33110') }),
    ];
    expect(strangersIn(members, 'c')).toEqual([]);
  });
});

describe('a message and its numbers', () => {
  const lease: Reference = { kind: 'bail', scope: 'HABITAT', value: 'B 70' };
  const own: Reference = { kind: 'reference', scope: 'caf', value: 'R 1' };
  const bearing = (subject: Subject, ...references: Reference[]): Subject => ({ ...subject, references });
  const numbered = (over: Partial<Numbered>): Numbered => ({
    message: bearing(stranger, lease),
    named: new Map(),
    claimed: [],
    disputed: [],
    knownElsewhere: false,
    ...over,
  });
  const owner = bearing(message, lease);
  // Not enough to decide by itself: a place without a number.
  const hamlet = { insee: '77284', street: 'lieu-dit les Prés Bas' };
  const initial = subjectFor([{ nom: 'Martin', prenom: 'Luc' }], hamlet);
  const ofInitial = (over: Partial<Numbered>): Numbered =>
    numbered({ message: bearing(initial, lease), ...over });

  it('go to the case they name, where persons and dwelling say nothing against', () => {
    const named = new Map([['N', owner]]);
    const mine = bearing(message, lease);
    expect(caseByNumber(numbered({ message: mine, named, claimed: [lease] }))).toBe('N');
    expect(caseByNumber(numbered({ named, claimed: [lease] }))).toBeUndefined();
    expect(caseByNumber(numbered({ message: mine, disputed: [lease] }))).toBeUndefined();
    const two = new Map([...named, ['O', owner]]);
    expect(caseByNumber(numbered({ message: mine, named: two, claimed: [lease] }))).toBeUndefined();
  });

  it('are a doubt where they contradict it, and show its claim to be no proof', () => {
    const told = matchNumbered(
      numbered({ named: new Map([['N', owner]]), claimed: [lease] }),
      found({}),
      DAY,
    );
    expect(told).toMatchObject({
      decision: { kind: 'doubt', rule: 'référence contredite' },
      contradicted: ['N'],
    });
  });

  it('are no doubt a second time: the case that took the same before takes it', () => {
    const before = found({ V: bearing(initial, lease), N: owner });
    const contradicting = ofInitial({ named: new Map([['N', owner]]), claimed: [lease] });
    const disputed = ofInitial({ disputed: [lease] });
    const several = ofInitial({
      message: bearing(initial, lease, own),
      named: new Map([
        ['N', owner],
        ['O', bearing(stranger, own)],
      ]),
      claimed: [lease, own],
    });
    const both = found({ V: bearing(initial, lease, own), N: owner });
    for (const [told, seen] of [
      [contradicting, before],
      [disputed, before],
      [several, both],
    ] as const)
      expect(matchNumbered(told, seen, DAY)).toMatchObject({
        decision: { kind: 'attach', caseId: 'V', rule: 'numéro déjà vu sur ce ménage' },
        contradicted: [],
      });
  });

  it.each<[string, Subject]>([
    ['that bears another number', bearing(initial, own)],
    ['of another person', bearing(subjectFor([{ nom: 'Petit', prenom: 'Luc' }], hamlet), lease)],
    ['of another first name', bearing(subjectFor([{ nom: 'Martin', prenom: 'Rose' }], hamlet), lease)],
    ['of another street', bearing(subjectFor([{ nom: 'Martin', prenom: 'Luc' }], port), lease)],
  ])('go to no case %s', (_, other) => {
    const told = ofInitial({ named: new Map([['N', owner]]), claimed: [lease] });
    expect(matchNumbered(told, found({ V: other }), DAY).decision.kind).toBe('doubt');
  });

  it('go to neither of two cases that took the same', () => {
    const told = ofInitial({ named: new Map([['N', owner]]), claimed: [lease] });
    const two = found({ V: bearing(initial, lease), W: bearing(initial, lease) });
    expect(matchNumbered(told, two, DAY).decision.kind).toBe('doubt');
  });

  it('that are disputed weigh nothing: the rest tells the case, or a new one', () => {
    const clear = matchNumbered(
      numbered({ message: bearing(message, lease), disputed: [lease] }),
      found({ N: owner }),
      DAY,
    );
    expect(clear.decision).toMatchObject({ kind: 'attach', caseId: 'N' });
    const none = matchNumbered(numbered({ disputed: [lease] }), found({ N: owner }), DAY);
    expect(none).toMatchObject({ decision: { kind: 'new' }, contradicted: [] });
  });

  it('copied from a neighbour are not believed, where nothing of the persons is in common', () => {
    const tower = subjectFor([leo], melun);
    expect(contradicts(bearing(tower, lease), owner, false)).toBe(true);
    const spouse = bearing(subjectFor([{ ...leo, nom: 'Diallo' }], melun), lease);
    expect(contradicts(spouse, owner, false)).toBe(false);
    const undated = bearing(subjectFor([{ nom: 'Martin', prenom: 'Léo' }], melun), lease);
    expect(contradicts(undated, owner, false)).toBe(false);
  });
});

describe('households of another author', () => {
  const case1 = (...subjects: Subject[]): Record<string, Subject> => ({ A: joined(subjects) });
  const jean = { nom: 'Dupont', prenom: 'Jean' };
  const tower = (complement?: string) => ({ ...melun, ...(complement && { complement }) });

  it('a vaguer message of a case masks neither its flat nor its birth date', () => {
    const first = subjectFor([{ ...jean, ne: '1950-03-05' }], tower('APPT 62'));
    const vague = subjectFor([jean], tower());
    const other = subjectFor([{ ...jean, ne: '1985-11-23' }], tower('APPT 15'));
    const { A: whole } = case1(first, vague);
    expect(match(other, found({ A: whole ?? first }), DAY).kind).not.toBe('attach');
    expect(match(first, found({ A: whole ?? first }), DAY).kind).toBe('attach');
    const sameDoor = subjectFor([{ ...jean, ne: '1985-11-23' }], tower());
    expect(match(sameDoor, found({ A: whole ?? first }), DAY).kind).not.toBe('attach');
  });

  it.each<[string, Subject, Subject]>([
    [
      'a civility is no name',
      subjectFor([{ nom: 'MADAME DIALLO', prenom: 'Awa', ne: '1950-03-05' }], melun),
      subjectFor([{ nom: 'MADAME TRAORE', prenom: 'Awa' }], melun),
    ],
    [
      'flats glued to their word',
      subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], tower('APPT12')),
      subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], tower('APPT13')),
    ],
    [
      'two houses of a street',
      subjectFor([{ nom: 'Diallo', prenom: 'Awa', ne: '1950-03-05' }], melun),
      subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], { ...melun, street: '15 rue des Tilleuls' }),
    ],
    [
      'two first names that were taken for one',
      subjectFor([{ nom: 'Martin', prenom: 'Jérôme' }], melun),
      subjectFor([{ nom: 'Martin', prenom: 'Gérard' }], melun),
    ],
    [
      'Jean and Jean-Claude',
      subjectFor([{ nom: 'Martin', prenom: 'Jean' }], melun),
      subjectFor([{ nom: 'Martin', prenom: 'Jean-Claude' }], melun),
    ],
  ])('are not attached: %s', (_, one, other) => {
    expect(match(other, found({ A: one }), DAY).kind).not.toBe('attach');
    expect(match(one, found({ A: other }), DAY).kind).not.toBe('attach');
  });

  it.each<[string, Subject, Subject]>([
    [
      'Mustapha and Mustafa',
      subjectFor([{ nom: 'Benali', prenom: 'Mustapha' }], melun),
      subjectFor([{ nom: 'Benali', prenom: 'Mustafa' }], melun),
    ],
    [
      'Khadija and Khadidja',
      subjectFor([{ nom: 'Benali', prenom: 'Khadija' }], melun),
      subjectFor([{ nom: 'Benali', prenom: 'Khadidja' }], melun),
    ],
    [
      'a married woman, by both her names',
      subjectFor([{ nom: 'Traoré épouse Diallo', prenom: 'Awa', ne: '1980-03-04' }], melun),
      subjectFor([{ nom: 'Mme Diallo', prenom: 'Awa', ne: '1980-03-04' }], melun),
    ],
    [
      'three names in another order',
      subjectFor([{ nom: 'Garcia Lopez Martin', prenom: 'Ana', ne: '1980-03-04' }], melun),
      subjectFor([{ nom: 'Lopez Martin Garcia', prenom: 'Ana', ne: '1980-03-04' }], melun),
    ],
    [
      'a flat told in the street',
      subjectFor([awa], { ...melun, street: '12 rue des Tilleuls appt 4' }),
      subjectFor([awa], { ...melun, complement: 'Appartement 4' }),
    ],
  ])('are attached: %s', (_, one, other) => {
    expect(match(other, found({ A: one }), DAY)).toMatchObject({ kind: 'attach', caseId: 'A' });
  });

  it('a person of one first name and birth date under another surname is asked about, not opened again', () => {
    const one = subjectFor([{ nom: 'Traoré', prenom: 'Awa', ne: '1980-03-04' }], tower('appt 4'));
    const married = subjectFor([{ nom: 'Diallo', prenom: 'Awa', ne: '1980-03-04' }], tower('appt 4'));
    expect(match(married, found({ A: one }), DAY).kind).toBe('doubt');
  });
});
