import { describe, expect, it } from 'vitest';
import { lireDit } from '../../shared/cases/indicateurs/controle.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import {
  declares,
  declaresDe,
  derniereAnnee,
  estDeclarable,
  estInhabituel,
  excesDe,
  lies,
  nombre,
  nomDeclare,
  nommes,
  totalDeclare,
} from '../../shared/domain/indicateurs/declares.ts';
import { aEcrire, anneeDemandee } from '../../shared/domain/indicateurs/demandes.ts';

/** A sender of each declaring body, as the registry may name it. */
const SENDERS = [
  'adil',
  'caf',
  'msa',
  'bdf',
  'etat',
  'fsl',
  'mds-meaux',
  'action-logement',
  'bailleur-habitat-exemple',
  'association-udaf',
  'association-cgl',
  'association-familles-rurales',
];

describe('what is declared, and by whom', () => {
  it('every declared indicator has a body that declares it', () => {
    const asked = new Set(SENDERS.flatMap((code) => declaresDe(code).map(({ id }) => id)));
    expect(declares.map(({ id }) => id).filter((id) => !asked.has(id))).toEqual([]);
  });

  it.each([
    ['association-exemple', 0],
    ['siao', 0],
    ['ccas-meaux', 0],
    ['adil', 4],
    ['association-udaf', 1],
    ['association-cgl', 3],
    ['association-familles-rurales', 3],
    ['etat', 3],
    ['bdf', 1],
    ['bailleur-foyers-exemple', 3],
    ['mds-provins', 1],
    ['action-logement', 5],
    ['msa', 4],
    ['caf', 10],
  ])('%s declares %i figures', (code, count) => {
    expect(declaresDe(code)).toHaveLength(count);
  });

  it.each(SENDERS)('%s names each of its figures by its id and by its whole label, and no other', (code) => {
    for (const one of declaresDe(code))
      for (const text of [one.id, nomDeclare(one), nomDeclare(one).toUpperCase(), ` ${one.id} `])
        expect(nommes(text, code).map(({ id }) => id)).toEqual([one.id]);
  });

  it('a label that is of two figures names both, and one of another body’s none', () => {
    expect(nommes('dont traitées dans le mois', 'msa').map(({ id }) => id)).toEqual([
      'msa.aidesDansLeDelai',
      'msa.minimaDansLeDelai',
    ]);
    expect(nommes('caf.offresDeService', 'msa')).toEqual([]);
    expect(nommes('etat.cfpAccordes', 'etat')).toEqual([]);
  });
});

describe('the years that may be declared', () => {
  it.each([
    ['2026-11-30', 2025],
    ['2026-12-01', 2026],
    ['2026-12-31', 2026],
    ['2027-01-01', 2026],
  ])('on %s, until %i', (today, last) => {
    expect(derniereAnnee(today)).toBe(last);
    expect([2017, 2018, last, last + 1, 2025.5].map((year) => estDeclarable(year, today))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it('the year turns in Paris, not in Greenwich', () => {
    expect(derniereAnnee(parisDay('2026-11-30T23:30:00Z'))).toBe(2026);
  });
});

describe('a part and its whole', () => {
  it('are those that the catalogue divides', () => {
    expect(lies('caf.aidesDansLeDelai')).toEqual(['caf.aidesTraitees']);
    expect(lies('caf.bailleursSociaux')).toEqual(['caf.bailleursIdeal']);
    expect(lies('aorif.menagesEnImpaye')).toEqual(['aorif.menagesLocataires']);
    expect(lies('msa.minimaTraites')).toEqual(['msa.minimaDansLeDelai']);
    expect(lies('adil.contacts')).toEqual([]);
    // Its numerator is counted, and its unit is a thousand dwellings.
    expect(lies('aorif.parcHlm')).toEqual([]);
  });

  it('contradict each other when the part is greater; equal, or alone, they do not', () => {
    const of = (partie: number | undefined, tout: number | undefined) =>
      excesDe(
        new Map(
          [['caf.bailleursIdeal', partie] as const, ['caf.bailleursSociaux', tout] as const].flatMap(
            ([id, n]) => (n === undefined ? [] : [[id, n] as const]),
          ),
        ),
      );
    expect(of(13, 12)).toEqual([
      { partie: 'caf.bailleursIdeal', tout: 'caf.bailleursSociaux', valeurPartie: 13, valeurTout: 12 },
    ]);
    expect([of(12, 12), of(0, 0), of(13, undefined), of(undefined, 12)]).toEqual([[], [], [], []]);
  });
});

it.each([
  [50, 10, true],
  [49, 10, false],
  [10, 50, true],
  [0, 10, true],
  [0, 9, false],
  [9, 1, false],
  [10, 0, true],
  [10, 10, false],
])('%i after %i is unusual: %s', (now, before, unusual) => {
  expect(estInhabituel(now, before)).toBe(unusual);
});

it('a total is added over partners, says how many, and is none where nobody declared', () => {
  const all = [
    { indicateur: 'aorif.parcHlm', valeur: 1200 },
    { indicateur: 'aorif.parcHlm', valeur: 0 },
    { indicateur: 'adil.analyse', texte: 'Une année calme.' },
  ];
  expect(totalDeclare(all, 'aorif.parcHlm')).toEqual({ valeur: 1200, partenaires: 2 });
  expect(totalDeclare(all, 'adil.analyse')).toBeUndefined();
  expect(totalDeclare(all, 'adil.contacts')).toBeUndefined();
});

it('thousands are told apart', () => {
  expect([0, 999, 1000, 1234567].map(nombre)).toEqual(['0', '999', '1\u202f000', '1\u202f234\u202f567']);
});

describe('a figure as it is told', () => {
  const told = (indicateur: string, dit: { valeur?: number; texte?: string }, code = 'adil') => {
    const read = lireDit({ indicateur, ...dit }, code);
    return read.ok
      ? [read.dit.indicateur.id, read.dit.valeur ?? read.dit.texte, ...read.alertes.map(({ path }) => path)]
      : read.fautes.map(({ code: why, path }) => `${why} ${path}`);
  };
  it('is taken with what its unit asks for', () => {
    expect(told('adil.contacts', { valeur: 0 })).toEqual(['adil.contacts', 0]);
    expect(told('Analyse globale', { texte: ' Une année\ncalme. ' })).toEqual([
      'adil.analyse',
      'Une année\ncalme.',
    ]);
  });
  it('is refused without it, or with what cannot be it', () => {
    expect(told('adil.contacts', {})).toEqual(['CHAMP_MANQUANT valeur']);
    expect(told('adil.contacts', { texte: 'beaucoup' })).toEqual(['CHAMP_MANQUANT valeur']);
    expect(told('adil.analyse', { valeur: 3 })).toEqual(['CHAMP_MANQUANT texte']);
    expect(told('adil.analyse', { texte: '  ' })).toEqual(['CHAMP_MANQUANT texte']);
    for (const valeur of [-1, 1.5, 100_000_001, Number.NaN])
      expect(told('adil.contacts', { valeur })).toEqual(['CHAMP_INVALIDE valeur']);
    expect(told('adil.analyse', { texte: 'a'.repeat(2001) })).toEqual(['CHAMP_INVALIDE texte']);
    expect(told('adil.analyse', { texte: 'a'.repeat(2000) })[0]).toBe('adil.analyse');
  });
  it('is taken without what its unit does not have, and says so', () => {
    expect(told('adil.contacts', { valeur: 3, texte: 'environ' })).toEqual(['adil.contacts', 3, 'texte']);
  });
  it('is refused when it is not this partner’s, and told which are', () => {
    const read = lireDit({ indicateur: 'caf.offresDeService', valeur: 3 }, 'adil');
    expect(read).toMatchObject({
      ok: false,
      fautes: [
        {
          code: 'INDICATEUR_INATTENDU',
          path: 'indicateur',
          expected: 'l’un de : adil.contacts, adil.recues, adil.interventions, adil.analyse',
        },
      ],
    });
    const two = lireDit({ indicateur: 'Dont traitées dans le mois', valeur: 3 }, 'msa');
    expect(two).toMatchObject({
      ok: false,
      fautes: [{ expected: 'l’un de : msa.aidesDansLeDelai, msa.minimaDansLeDelai' }],
    });
    const none = lireDit({ indicateur: 'adil.contacts', valeur: 3 }, 'association-exemple');
    expect(none).toMatchObject({ fautes: [{ expected: /ne déclare pas de chiffre/ }] });
  });
});

describe('what a partner is written, day by day', () => {
  it.each([
    ['2027-01-09', undefined],
    ['2027-01-10', 2026],
    ['2027-06-30', 2026],
    ['2027-07-01', undefined],
    ['2026-12-31', undefined],
  ])('on %s, figures are asked of %s', (today, annee) => {
    expect(anneeDemandee(today)).toBe(annee);
  });

  const JANUARY = { demande: '2027-01-10T05:00:00.000Z' };
  const FEBRUARY = { ...JANUARY, rappel: '2027-02-10T05:00:00.000Z' };
  it.each([
    ['before its day, nothing', {}, true, '2027-01-09', undefined],
    ['on its day, what is asked', {}, true, '2027-01-10', 'demande'],
    ['later, when it came later', {}, true, '2027-04-02', 'demande'],
    ['even when all of it was declared before', {}, false, '2027-01-10', 'demande'],
    ['once', JANUARY, true, '2027-01-11', undefined],
    ['no reminder before its day', JANUARY, true, '2027-02-09', undefined],
    ['a reminder on its day', JANUARY, true, '2027-02-10', 'rappel'],
    ['none to who declared all', JANUARY, false, '2027-02-10', undefined],
    ['one reminder', FEBRUARY, true, '2027-02-11', undefined],
    ['the last on its day', FEBRUARY, true, '2027-03-10', 'dernierRappel'],
    ['the last alone, when the first was missed', JANUARY, true, '2027-03-12', 'dernierRappel'],
    [
      'none after the last',
      { ...FEBRUARY, dernierRappel: '2027-03-10T05:00:00.000Z' },
      true,
      '2027-04-10',
      undefined,
    ],
    [
      'a fortnight after it was asked, not before',
      { demande: '2027-02-08T05:00:00.000Z' },
      true,
      '2027-02-10',
      undefined,
    ],
    ['then it is reminded', { demande: '2027-02-08T05:00:00.000Z' }, true, '2027-02-22', 'rappel'],
    ['nothing after June', JANUARY, true, '2027-07-01', undefined],
  ] as const)('%s', (_, ecrites, manque, today, due) => {
    expect(aEcrire(ecrites, manque, today)).toBe(due);
  });
});
