import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { compareBailleurs } from '../../shared/domain/matching/compare/bailleurs.ts';
import { compare } from '../../shared/domain/matching/compare/compare.ts';
import { contradicts } from '../../shared/domain/matching/match.ts';
import type { Reference, Subject } from '../../shared/domain/matching/subject.ts';
import { vetoes, vetoesOf } from '../../shared/domain/matching/vetoes.ts';
import { melun, subjectFor } from '../support/matching.ts';

const numbered = (kind: Reference['kind'], value: string, scope = 'x'): Partial<Subject> => ({
  references: [{ kind, scope, value }],
});
const awa = { nom: 'Diallo', prenom: 'Awa', ne: '1980-03-04' };
const flat = (complement: string) => ({ ...melun, complement });

/** For each veto: the message and the case of its story, then the nearest case that does not raise it. */
const stories: Readonly<Record<string, [message: Subject, raises: Subject, not: Subject]>> = {
  autrePrenom: [
    subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], melun),
    subjectFor([{ nom: 'Diallo', prenom: 'Boubacar' }], melun),
    subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], melun),
  ],
  nomVoisin: [
    subjectFor([{ nom: 'Koné', prenom: 'Awa' }], melun),
    subjectFor([{ nom: 'Kané', prenom: 'Awa' }], melun),
    subjectFor([{ nom: 'Koné', prenom: 'Awa' }], melun),
  ],
  autreNom: [
    subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], melun),
    subjectFor([{ nom: 'Martin', prenom: 'Awa' }], melun),
    subjectFor(
      [
        { nom: 'Martin', prenom: 'Léo' },
        { nom: 'Diallo', prenom: 'Awa' },
      ],
      melun,
    ),
  ],
  autreNumero: [
    subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], { ...melun, street: '12 rue des Tilleuls' }),
    subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], { ...melun, street: '15 rue des Tilleuls' }),
    subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], { ...melun, street: '112 rue des Tilleuls' }),
  ],
  autreBailleur: [
    subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], melun, { bailleurs: ['HABITAT 77'] }),
    subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], melun, { bailleurs: ['SCI BEL AIR'] }),
    subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], melun, {
      bailleurs: ['OFFICE PUBLIC DE L HABITAT 77', 'SCI BEL AIR'],
    }),
  ],
  initiale: [
    subjectFor([{ nom: 'Diallo', prenom: 'A' }], melun),
    subjectFor([awa], melun),
    subjectFor([{ nom: 'Diallo' }], melun),
  ],
  prenomVoisin: [
    subjectFor([{ nom: 'Diallo', prenom: 'Karim' }], melun),
    subjectFor([{ nom: 'Diallo', prenom: 'Karima' }], melun),
    subjectFor([{ nom: 'Diallo', prenom: 'Karimm' }], melun),
  ],
  prenomApprochant: [
    subjectFor([{ nom: 'Diallo', prenom: 'Lynae' }], melun),
    subjectFor([{ nom: 'Diallo', prenom: 'Lynaa' }], melun),
    subjectFor([{ nom: 'Diallo', prenom: 'Lynae' }], melun),
  ],
  autresPrenoms: [
    subjectFor([{ nom: 'Diallo', prenom: 'Jean Marie' }], melun),
    subjectFor([{ nom: 'Diallo', prenom: 'Jean Paul' }], melun),
    subjectFor([{ nom: 'Diallo', prenom: 'Jean' }], melun),
  ],
  prenomInconnu: [
    subjectFor([{ nom: 'Traoré' }], melun, numbered('reference', '21 00425')),
    subjectFor([{ nom: 'Traoré', prenom: 'Awa' }], melun),
    subjectFor([{ nom: 'Traoré', prenom: 'Awa' }], melun, numbered('reference', '21 00425')),
  ],
  naissanceIncompatible: [
    subjectFor([awa], melun),
    subjectFor([{ ...awa, ne: '1952-11-20' }], melun),
    subjectFor([{ ...awa, ne: '1980-04-03' }], melun),
  ],
  sansNaissanceNiAdresse: [
    subjectFor([{ nom: 'Diallo', prenom: 'Awa' }], melun),
    subjectFor([awa], { insee: '77288', street: '4 rue du Port' }),
    subjectFor([awa], melun),
  ],
  autreAppartement: [
    subjectFor([awa], flat('appt 3')),
    subjectFor([awa], flat('appt 4')),
    subjectFor([awa], flat('appt 03')),
  ],
  autreLogement: [
    subjectFor([awa], melun),
    subjectFor([awa], { insee: '77284', street: '4 rue du Port' }),
    subjectFor([awa], { ...melun, street: '12 rue des Tileuls' }),
  ],
  adresseInconnue: [subjectFor([awa], melun), subjectFor([awa]), subjectFor([awa], melun)],
  autreReference: [
    subjectFor([awa], melun, numbered('reference', '21 00425', 'etude-a')),
    subjectFor([awa], melun, numbered('reference', '22 18811', 'etude-b')),
    subjectFor([awa], melun, numbered('reference', '21 00426', 'etude-a')),
  ],
  autreBail: [
    subjectFor([awa], melun, numbered('bail', 'B7023161')),
    subjectFor([awa], melun, numbered('bail', 'B7944002')),
    subjectFor([awa], melun, numbered('bail', 'B7023161')),
  ],
  autreAllocataire: [
    subjectFor([awa], melun, numbered('allocataire', '1234567', 'caf')),
    subjectFor([awa], melun, numbered('allocataire', '7654321', 'caf')),
    subjectFor([awa], melun),
  ],
  autreDossierBdf: [
    subjectFor([awa], melun, numbered('bdf', '000217700', 'bdf')),
    subjectFor([awa], melun, numbered('bdf', '000229911', 'bdf')),
    subjectFor([awa], melun),
  ],
  homonymes: [
    subjectFor([{ nom: 'Diallo', prenom: 'Ali' }], melun),
    subjectFor(
      [
        { nom: 'Diallo', prenom: 'Ali', ne: '1950-05-05' },
        { nom: 'Diallo', prenom: 'Ali', ne: '1980-06-06' },
      ],
      melun,
    ),
    subjectFor([{ nom: 'Diallo', prenom: 'Ali', ne: '1950-05-05' }], melun),
  ],
  bailTermine: [
    subjectFor([awa], melun),
    subjectFor([awa], melun, { endedOn: '2026-01-31' }),
    subjectFor([awa], melun, { endedOn: '2026-12-31' }),
  ],
};
const raisedBy = (message: Subject, found: Subject, distinct = false) =>
  vetoesOf({
    message,
    found,
    comparison: compare(message, found).comparison,
    actDate: '2026-06-01',
    distinct,
  });

describe('a landlord', () => {
  it.each([
    ['HABITAT 77', 'SCI BEL AIR', true],
    ['OFFICE PUBLIC DE L HABITAT 77', 'HABITAT 77', false],
    ['TMH', 'TROIS MOULINS HABITAT', false],
    ['T M H', 'TROIS MOULINS HABITAT', false],
    ['RVE', 'RESIDENCES DU VAL D EUROPE', false],
    ['RDVDE', 'RESIDENCES DU VAL D EUROPE', false],
    ['G V S', 'GESTION VAL DE SEINE', false],
    ['M SENART', 'GESTION VAL DE SEINE', true],
  ])('%s and %s are two: %s', (one, other, two) => {
    expect(compareBailleurs([one], [other]) === 'different').toBe(two);
    expect(compareBailleurs([other], [one]) === 'different').toBe(two);
  });
});

describe('landlords of a case', () => {
  it.each([
    [['SCI BEL AIR', 'OFFICE PUBLIC DE L HABITAT'], ['HABITAT 77'], 'different'],
    [['OFFICE PUBLIC DE L HABITAT'], ['HABITAT 77'], undefined],
    [['OFFICE PUBLIC DE L HABITAT'], ['OFFICE PUBLIC DE L HABITAT'], undefined],
    [['SCI BEL AIR', 'MME ROUX'], ['ROUX LEA'], 'same'],
    [['SCI BEL AIR', 'MME ROUX'], ['MME LEA ROUX'], 'owner'],
    [['M JEAN DURAND'], ['M JEAN PETIT'], 'same'],
    [['M J DURAND'], ['M J PETIT'], 'different'],
    [['MLLE DURAND'], ['MLLE PETIT'], 'different'],
    [['S C I DES ROSES'], ['S C I BEAUSEJOUR'], 'different'],
    [['M DURAND REPRESENTE PAR FONCIA'], ['M PETIT REPRESENTE PAR FONCIA'], 'different'],
    [['SCI PARIS EST'], ['SCI PARIS SUD'], 'owner'],
    [['SCI 3F'], ['IMMOBILIERE 3F'], 'same'],
    [['G V'], ['MELUN SENART LOGEMENT'], undefined],
    [['S C I BEL AIR'], ['SCI BEL AIR'], 'owner'],
    [['HABITAT 77', 'SCI BEL AIR'], ['OFFICE PUBLIC DE L HABITAT 77'], 'same'],
    [['SCIERIE BEL AIR'], ['BEL AIR'], 'same'],
    [['TROIS MOULINS HABITAT'], ['TMH'], undefined],
    [[], ['HABITAT 77'], undefined],
  ])('%j and %j: %s', (one, other, level) => {
    expect([compareBailleurs(one, other), compareBailleurs(other, one)]).toEqual([level, level]);
  });
});

describe('the only case of a house of one owner', () => {
  const owner = { bailleurs: ['SCI BEL AIR'] };
  const told = (person: { nom: string; prenom?: string }, more: Partial<Subject> = owner) =>
    subjectFor([person], melun, more);
  const raised = (message: Subject, found: Subject, alone = true) =>
    vetoesOf({ message, found, comparison: compare(message, found).comparison, alone, house: true });
  const awaDiallo = told({ nom: 'Diallo', prenom: 'Awa' });

  it.each<[string, Subject, string[], string[]]>([
    ['no first name', told({ nom: 'Diallo' }), [], ['prenomInconnu']],
    ['an initial', told({ nom: 'Diallo', prenom: 'A' }), [], ['initiale']],
    ['a first name a slip apart', told({ nom: 'Diallo', prenom: 'Awaa' }), ['autrePrenom'], ['autrePrenom']],
    ['another first name', told({ nom: 'Diallo', prenom: 'Boubacar' }), ['autrePrenom'], ['autrePrenom']],
    [
      'another surname',
      told({ nom: 'Martin' }),
      ['autreNom', 'prenomInconnu'],
      ['autreNom', 'prenomInconnu'],
    ],
    [
      'a landlord of many',
      told({ nom: 'Diallo' }, { bailleurs: ['HABITAT 77'] }),
      ['prenomInconnu', 'autreBailleur'],
      ['prenomInconnu', 'autreBailleur'],
    ],
  ])('%s: %j, and where others are %j', (_, message, alone, withOthers) => {
    expect(raised(message, awaDiallo)).toEqual(alone);
    expect(raised(message, awaDiallo, false)).toEqual(withOthers);
  });

  it('a surname alone does not hide another first name of the case', () => {
    const both = subjectFor([{ nom: 'Diallo' }, { nom: 'Diallo', prenom: 'Awa' }], melun, owner);
    expect(raised(told({ nom: 'Diallo', prenom: 'Boubacar' }), both)).toEqual(['autrePrenom']);
    expect(raised(both, told({ nom: 'Diallo', prenom: 'Boubacar' }))).toEqual(['autrePrenom']);
    expect(raised(told({ nom: 'Diallo', prenom: 'Awa' }), both)).toEqual([]);
    expect(raised(told({ nom: 'Diallo' }), both)).toEqual([]);
  });
});

describe('another number of the way', () => {
  const at = (street: string, complement = '', bailleurs?: string[]): Subject =>
    subjectFor(
      [{ nom: 'Diallo', prenom: 'Awa' }],
      { ...melun, street, complement },
      bailleurs && { bailleurs },
    );
  it.each<[string, Subject, Subject, boolean]>([
    ['another figure', at('12 rue Haute'), at('13 rue Haute'), true],
    ['another figure, one flat', at('12 rue Haute', 'appt 301'), at('13 rue Haute', 'appt 301'), true],
    ['the way’s beginning', at('12 rue Victor'), at('12 rue Victor Hugo'), true],
    ['bis and ter, and neither', at('12 rue Haute'), at('12 ter rue Haute'), false],
    [
      'another figure, a flat that every house has',
      at('12 rue Haute', 'appt 3'),
      at('13 rue Haute', 'appt 3'),
      true,
    ],
    ['left out', at('rue Haute'), at('12 rue Haute'), false],
    ['left out on both sides', at('rue Haute'), at('rue Haute'), true],
    ['left out of a lieu-dit', at('la Ferme du Bois'), at('3 la Ferme du Bois'), true],
    ['another type of way', at('12 rue Haute'), at('12 allée Haute'), true],
    [
      'another type, one owner',
      at('12 rue Haute', '', ['SCI BEL AIR']),
      at('12 allée Haute', '', ['SCI BEL AIR']),
      false,
    ],
    ['a thing’s name and a person’s', at('12 rue du Moulin'), at('12 rue Jean Moulin'), true],
    ['the article and the first name left out', at('12 rue Moulin'), at('12 rue Jean Moulin'), false],
    ['bis left out', at('12 rue Haute'), at('12 bis rue Haute'), false],
    ['bis and ter', at('12 bis rue Haute'), at('12 ter rue Haute'), true],
  ])('%s', (_, one, other, raised) => {
    expect(raisedBy(one, other).includes('autreNumero')).toBe(raised);
    expect(raisedBy(other, one).includes('autreNumero')).toBe(raised);
  });
});

describe('Vetoes', () => {
  it.each(Object.entries(stories))(
    '%s holds for its story, and not for the nearest thing',
    (name, [message, raises, not]) => {
      expect(raisedBy(message, raises)).toContain(name);
      expect(raisedBy(message, not)).not.toContain(name);
    },
  );

  it('a reviewer’s «distinct» is one', () => {
    const one = subjectFor([awa], melun);
    expect(raisedBy(one, one, true)).toEqual(['distincts']);
    expect(raisedBy(one, one)).toEqual([]);
  });

  it('each has its row in the documentation, word for word', async () => {
    const rows = (await readFile('docs/matching.md', 'utf8')).split('\n').map((row) =>
      row
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', ''))
        .filter((cell) => cell !== ''),
    );
    for (const { name, forbids, story, told } of vetoes)
      expect(rows.find(([first]) => first === name)).toEqual([name, forbids, story, told]);
  });

  it('each has its story here', () => {
    const told = vetoes.map(({ name }) => name).filter((name) => name !== 'distincts');
    expect(Object.keys(stories).sort()).toEqual(told.sort());
  });
});

describe('A number that names a case', () => {
  const file = numbered('reference', '21 00425', 'etude-a');
  const known = subjectFor([awa], melun, file);

  it('is believed when the address alone differs', () => {
    const moved = { insee: '77288', street: '48 rue des Tilleuls' };
    expect(contradicts(subjectFor([awa], moved, file), known, false)).toBe(false);
  });

  it('is not when others live elsewhere under it', () => {
    const other = subjectFor(
      [{ nom: 'Martin', prenom: 'Léo' }],
      { insee: '77284', street: '4 rue du Port' },
      file,
    );
    expect(contradicts(other, known, false)).toBe(true);
  });
});
