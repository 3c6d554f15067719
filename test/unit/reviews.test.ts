import { describe, expect, it } from 'vitest';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { differencesOf, numbersCompared } from '../../shared/domain/review/differences.ts';
import { namesAnother, questionFor } from '../../shared/domain/review/question.ts';
import { sideOf } from '../../shared/domain/review/side.ts';
import { communesCalled, communesNear } from '../../shared/domain/territory/near.ts';
import { anEvent } from '../support/events.ts';

const TODAY = '2026-11-30';
const told = (over: object) => sideOf([anEvent({ kind: 'impaye', sender: 'caf', ...over })], TODAY, true);
const ana = { nomNaissance: 'Castel', prenoms: ['Ana'], dateNaissance: '1950-03-12' };

describe('what each side tells of a household', () => {
  const marks = (a: object, b: object) =>
    Object.fromEntries(differencesOf([told(a), told(b)]).map(({ fact, cells }) => [fact, cells[1]?.mark]));

  it.each([
    [
      'the same person',
      { household: [ana] },
      { household: [ana] },
      { Nom: 'meme', Prénoms: 'meme', 'Né(e) le': 'meme' },
    ],
    [
      'a name of use, and another year',
      { household: [ana] },
      {
        household: [
          { nomNaissance: 'Diallo', nomUsage: 'CASTEL', prenoms: ['Ana'], dateNaissance: '1985-03-12' },
        ],
      },
      { Nom: 'meme', 'Né(e) le': 'different' },
    ],
    [
      'an initial for the name it begins',
      { household: [{ nomNaissance: 'Castel', prenoms: ['Karim'] }] },
      { household: [{ nomNaissance: 'Castel', prenoms: ['K.'] }] },
      { Nom: 'meme', Prénoms: 'initiale' },
    ],
    [
      'an initial that begins another name',
      { household: [{ nomNaissance: 'Castel', prenoms: ['Ahmed'] }] },
      { household: [{ nomNaissance: 'Castel', prenoms: ['K.'] }] },
      { Prénoms: 'different' },
    ],
    [
      'another flat of one house, however both are written',
      { dwelling: { insee: '77284', street: '12, rue des Acacias', complement: 'Appt. 62' } },
      { dwelling: { insee: '77284', street: '12 R DES ACACIAS', complement: 'appartement 15' } },
      { Voie: 'meme', 'Bâtiment, étage, porte': 'different', Commune: 'meme' },
    ],
    [
      'nothing of the door on one side',
      { dwelling: { insee: '77284', street: '12 rue des Acacias', complement: 'Appt 62' } },
      { dwelling: { insee: '77284', street: '12 rue des Acacias' } },
      { 'Bâtiment, étage, porte': 'muet' },
    ],
  ])('%s', (_, a, b, expected) => {
    expect(marks(a, b)).toMatchObject(expected);
  });

  it('stands, among facts of one household, to the first that tells it', () => {
    const sides = [
      told({ household: [{ nomNaissance: 'Castel' }] }),
      told({ household: [ana] }),
      told({ household: [{ ...ana, dateNaissance: '2001-11-23' }] }),
    ];
    const bornIn = (among: boolean) =>
      differencesOf(sides, among).find(({ fact }) => fact === 'Né(e) le')?.cells[2];
    expect(bornIn(true)).toEqual({ values: ['23/11/2001'], mark: 'different', than: ['12/03/1950'] });
    expect(bornIn(false)?.mark).toBe('muet');
  });

  it('is under each name where there are several persons, and left out where nobody tells it', () => {
    const rows = differencesOf([
      told({ household: [ana, { nomNaissance: 'Castel', prenoms: ['Rui'], dateNaissance: '1948-01-02' }] }),
    ]);
    expect(rows.find(({ fact }) => fact === 'Né(e) le')?.cells[0]?.values).toEqual([
      'Ana : 12/03/1950',
      'Rui : 02/01/1948',
    ]);
    expect(rows.map(({ fact }) => fact)).not.toContain('Lieu de naissance');
  });

  it('says which numbers agree and which do not, of one kind from one partner', () => {
    const number = (kind: 'reference' | 'allocataire', scope: string, value: string) => ({
      kind,
      scope,
      value,
    });
    expect(
      numbersCompared(
        [number('reference', 'caf', 'A'), number('allocataire', 'caf', '1'), number('reference', 'bdf', 'A')],
        [number('reference', 'caf', 'A'), number('allocataire', 'caf', '2'), number('reference', 'msa', 'A')],
      ),
    ).toEqual({
      same: [{ kind: 'reference', scope: 'caf' }],
      different: [{ kind: 'allocataire', scope: 'caf' }],
    });
  });

  it('is without the procedure for who may not see it', () => {
    const side = sideOf([anEvent({ kind: 'impaye', dette: 123_456 })], TODAY, false);
    expect(side.procedure).toBeUndefined();
    expect(JSON.stringify(side)).not.toContain('123456');
  });
});

describe('a question to a partner', () => {
  it('asks for what the message leaves out, and for a check when it leaves out nothing', () => {
    const whole = { street: '1 rue Basse', complement: 'appt 2', insee: '77284' };
    expect(questionFor(told({ household: [{ nomNaissance: 'Castel' }], dwelling: { insee: '77284' } }))).toBe(
      'Pouvez-vous nous donner, pour le ménage de ce message, les prénoms, la date de naissance, la voie et son numéro, le bâtiment, l’étage et le numéro d’appartement et le nom du bailleur ?',
    );
    expect(questionFor(told({ household: [ana], dwelling: whole, bailleur: { nom: 'Habitat 77' } }))).toMatch(
      /^Pouvez-vous vérifier/,
    );
  });

  const own = told({ household: [ana] });
  const others = [
    told({ household: [{ nomNaissance: 'Petit', nomUsage: 'O’Brien' }, { nomNaissance: 'CASTEL' }] }),
  ];
  it.each([
    ['Est-ce Mme Petit ?', true],
    ['Est-ce M. PETIT, du 3e ?', true],
    ['Est-ce Mme O’Brien ?', true],
    ['Voir 77-2026-000123', true],
    ['Est-ce le petit bâtiment ?', false],
    ['Est-ce la rue Petiteau ?', false],
    ['Mme Castel est-elle née en 1950 ?', false],
  ])('that names another household is told: %s', (question, names) => {
    expect(namesAnother(question, own, others)).toBe(names);
  });
});

describe('communes that a person may choose', () => {
  const names = (found: readonly { name: string }[]) => found.map(({ name }) => name);
  it('are those of the postal code, and those whose name looks like it', () => {
    expect(names(communesNear({ postcode: '77130', commune: 'Provin' }))).toEqual(
      expect.arrayContaining(['Montereau-Fault-Yonne', 'Provins']),
    );
    expect(communesNear({ commune: 'Xyzzyx' })).toEqual([]);
    expect(communesNear({})).toEqual([]);
  });
  it('are found by any part of a name, today’s or former, a postal code or an INSEE code', () => {
    expect(names(communesCalled('ferté'))).toEqual(['La Ferté-Gaucher', 'La Ferté-sous-Jouarre']);
    expect(names(communesCalled('77379'))).toEqual(['Provins']);
    expect(names(communesCalled('77160'))).toContain('Provins');
    expect(communesCalled('é')).toEqual([]);
    expect(communesCalled('zzz')).toEqual([]);
  });
});

describe('the commune of a case', () => {
  it('is the last that a person said, whatever the ids of what they said', () => {
    const said = (id: string, commune: string, hour: number) =>
      anEvent({
        id,
        kind: 'communeConfirmee',
        sender: 'etat',
        actDate: TODAY,
        receivedAt: `${TODAY}T0${hour}:00:00.000Z`,
        dwelling: { commune, arrondissement: '773' },
      });
    const first = anEvent({ id: 'm', kind: 'impaye' });
    for (const [one, other] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const)
      expect(
        caseOf([first, said(one, 'Provins', 8), said(other, 'Bray-sur-Seine', 9)], TODAY).dwelling.commune,
      ).toBe('Bray-sur-Seine');
  });
});
