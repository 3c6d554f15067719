import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../shared/domain/calendar/civil-date.ts';
import { echeancesDe } from '../../shared/domain/commissions/echeances.ts';
import {
  type DejaVu,
  jugerLettre,
  jugerLigne,
  type Ligne,
  listeImpossible,
} from '../../shared/domain/commissions/liste.ts';
import type { Seance } from '../../shared/domain/commissions/seance.ts';
import { aCommission, aMembre, aSeance } from '../support/commissions.ts';

const aLigne = (over: Partial<Ligne> = {}): Ligne => ({
  insee: '77284',
  commune: 'Meaux',
  dateCommission: '2027-03-18',
  lettreLe: '2027-01-20',
  parc: 'social',
  particulier: false,
  ...over,
});
const at = {
  commission: aCommission(),
  seance: aSeance(),
  sessions: ['2027-03-18', '2027-06-17'],
  today: '2027-02-10',
};
const codes = (ligne: Partial<Ligne>, dejaVu: Partial<DejaVu> = {}, of: Partial<typeof at> = {}): string[] =>
  jugerLigne(aLigne(ligne), { retire: false, ...dejaVu }, { ...at, ...of }).map(
    ({ gravite, code }) => `${gravite} ${code}`,
  );
const textOf = (ligne: Partial<Ligne>, dejaVu: Partial<DejaVu> = {}, of: Partial<typeof at> = {}): string =>
  jugerLigne(aLigne(ligne), { retire: false, ...dejaVu }, { ...at, ...of })
    .map(({ text }) => text)
    .join('\n');

describe('a row of a landlord’s table', () => {
  it.each<[string, Partial<Ligne>, Partial<DejaVu>, string[]]>([
    ['in order', {}, {}, []],
    ['that does not say its stock', { parc: undefined }, {}, []],
    ['in the second commune of the commission', { insee: '77058' }, {}, []],
    ['of the private stock (charter, V.1)', { parc: 'prive' }, {}, ['refus PARC_PRIVE']],
    ['of a private person', { particulier: true }, {}, ['refus PARC_PRIVE']],
    ['of a private person’s private stock', { parc: 'prive', particulier: true }, {}, ['refus PARC_PRIVE']],
    ['of another session', { dateCommission: '2027-06-17' }, {}, ['refus PAS_UNE_SEANCE']],
    ['of a day that is no session', { dateCommission: '2027-03-19' }, {}, ['refus PAS_UNE_SEANCE']],
    [
      'whose commune is not certain',
      { insee: undefined, commune: 'Saint' },
      {},
      ['refus COMMUNE_INCERTAINE'],
    ],
    ['of a commune beyond the commission’s', { insee: '77379' }, {}, ['refus HORS_COMMUNES']],
    ['of a household that withdrew', {}, { retire: true }, ['refus MENAGE_RETIRE']],
    ['that is there already', {}, { ligne: 4 }, ['refus LIGNE_EN_DOUBLE']],
    ['whose reference is another household’s', {}, { referencePrise: true }, ['refus REFERENCE_PRISE']],
    ['whose reference is its own', {}, { referencePrise: false }, []],
    ['that looks like another of the table', {}, { ressemble: 4 }, ['remarque RESSEMBLE']],
    [
      'that another landlord surely has',
      {},
      { autreBailleur: 'certain' },
      ['attente A_VERIFIER_PAR_LE_SECRETARIAT'],
    ],
    [
      'that another landlord may have',
      {},
      { autreBailleur: 'possible' },
      ['attente A_VERIFIER_PAR_LE_SECRETARIAT'],
    ],
    ['with two persons in a cell', {}, { deuxEnUn: true }, ['refus DEUX_PERSONNES']],
    ['with one', {}, { deuxEnUn: false }, []],
    ['without its letter', { lettreLe: undefined }, {}, ['attente LETTRE_MANQUANTE']],
    ['whose letter is to leave', { lettreLe: '2027-02-11' }, {}, ['attente LETTRE_A_VENIR']],
    ['whose letter left too late', { lettreLe: '2027-02-04' }, {}, ['attente LETTRE_TARDIVE']],
    ['whose days run', { lettreLe: '2027-02-03' }, {}, ['attente DELAI_DE_REPONSE']],
    [
      'whose letter was for the session before',
      { lettreLe: '2026-11-20' },
      { examineLe: '2026-12-10' },
      ['attente LETTRE_PRECEDENTE'],
    ],
    [
      'wrong in every way: all is said at once',
      { parc: 'prive', dateCommission: '2027-03-19', insee: '77379', lettreLe: undefined },
      { retire: true, ligne: 2, deuxEnUn: true, autreBailleur: 'certain' },
      [
        'refus PARC_PRIVE',
        'refus PAS_UNE_SEANCE',
        'refus HORS_COMMUNES',
        'refus MENAGE_RETIRE',
        'refus LIGNE_EN_DOUBLE',
        'attente A_VERIFIER_PAR_LE_SECRETARIAT',
        'refus DEUX_PERSONNES',
        'attente LETTRE_MANQUANTE',
      ],
    ],
  ])('%s', (_, ligne, dejaVu, expected) => {
    expect(codes(ligne, dejaVu)).toEqual(expected);
  });

  it.each<[string, Partial<Ligne>, Partial<DejaVu>, string[]]>([
    ['where to go from the private stock', { parc: 'prive' }, {}, ['saisissez la CCAPEX', 'charte, V.1']],
    [
      'that another session takes it',
      { dateCommission: '2027-06-17' },
      {},
      ['17/06/2027 est une autre séance'],
    ],
    [
      'which sessions are to come',
      { dateCommission: '2027-03-19' },
      {},
      ['19/03/2027 n’est pas une séance', 'à venir : 18/03/2027, 17/06/2027.'],
    ],
    ['the commune by its name', { insee: '77379', commune: 'Provins' }, {}, ['Provins n’est pas une des']],
    ['the commune by its code', { insee: '77379', commune: undefined }, {}, ['77379 n’est pas une des']],
    [
      'how a commune is made certain',
      { insee: undefined },
      {},
      ['code INSEE, ou son code postal et son nom'],
    ],
    ['the line where it already is', {}, { ligne: 4 }, ['déjà à la ligne 4.']],
    ['to give another reference', {}, { referencePrise: true }, ['donnez à celui-ci la sienne']],
    ['the line which it looks like', {}, { ressemble: 7 }, ['ressemble à la ligne 7 :']],
    ['how a household that withdrew comes back', {}, { retire: true }, ['sauf accord écrit']],
    ['that the landlord has nothing to do', {}, { autreBailleur: 'certain' }, ['Vous n’avez rien à faire.']],
    ['to split a cell', {}, { deuxEnUn: true }, ['donnez à chacune ses colonnes']],
    ['by when a letter leaves', { lettreLe: undefined }, {}, ['le 03/02/2027 au plus tard']],
    ['the day of a letter to come', { lettreLe: '2027-02-11' }, {}, ['datée du 11/02/2027']],
    [
      'why a letter was too late',
      { lettreLe: '2027-02-04' },
      {},
      ['le 04/02/2027, après le 03/02/2027', 'pas eu 15 jours'],
    ],
    ['from which day it may be listed', { lettreLe: '2027-02-03' }, {}, ['avant le 18/02/2027']],
    [
      'for which session a letter was',
      { lettreLe: '2026-11-20' },
      { examineLe: '2026-12-10' },
      ['lettre du 20/11/2026', 'séance du 10/12/2026', 'pour chaque séance, le 03/02/2027'],
    ],
  ])('says %s', (_, ligne, dejaVu, told) => {
    const said = textOf(ligne, dejaVu);
    for (const one of told) expect(said).toContain(one);
  });

  it('says that no session is to come', () => {
    expect(textOf({ dateCommission: '2027-03-19' }, {}, { sessions: [] })).toContain('à venir : aucune.');
  });

  it('names no other landlord, whatever it is', () => {
    const said = textOf({ parc: 'prive' }, { retire: true, autreBailleur: 'certain' });
    expect(said).not.toMatch(/habitat|foyers/i);
  });
});

describe('letter, days to answer, list, in that order (charter, annexe 6, art. 4)', () => {
  const codeOf = (lettreLe: string | undefined, today: string, delai = 15, examineLe?: string) =>
    jugerLettre(lettreLe, '2027-03-18', delai, today, examineLe).map(({ code }) => code);
  it.each<[lettreLe: string | undefined, today: string, delai: number, expected: string[], why: string]>([
    ['2027-02-03', '2027-02-18', 15, [], 'the last day for the letter, the last day for the list'],
    ['2027-02-03', '2027-02-17', 15, ['DELAI_DE_REPONSE'], 'a day before, the tenant may still answer'],
    ['2027-02-04', '2027-02-19', 15, ['LETTRE_TARDIVE'], 'a day late, and all the days to answer over'],
    ['2027-02-04', '2027-03-18', 15, ['LETTRE_TARDIVE'], 'a day late, on the day of the session'],
    ['2027-02-03', '2027-02-03', 15, ['DELAI_DE_REPONSE'], 'the day it leaves'],
    ['2027-02-04', '2027-02-03', 15, ['LETTRE_A_VENIR'], 'dated of the day after'],
    ['2027-01-20', '2027-02-04', 15, [], 'fifteen days after'],
    ['2027-01-20', '2027-02-03', 15, ['DELAI_DE_REPONSE'], 'fourteen days after'],
    ['2027-02-18', '2027-02-18', 0, [], 'no day to answer: listed the day it leaves'],
    ['2027-02-19', '2027-02-19', 0, ['LETTRE_TARDIVE'], 'no day to answer, after the last day for the list'],
    [undefined, '2027-02-18', 15, ['LETTRE_MANQUANTE'], 'no letter'],
    [undefined, '2026-12-01', 0, ['LETTRE_MANQUANTE'], 'no letter yet'],
  ])('letter of %s, on %s, %i days to answer: %j (%s)', (lettreLe, today, delai, expected) => {
    expect(codeOf(lettreLe, today, delai)).toEqual(expected);
  });

  it.each([
    ['2026-12-09', ['LETTRE_PRECEDENTE'], 'before that session'],
    ['2026-12-10', ['LETTRE_PRECEDENTE'], 'on its day'],
    ['2026-12-11', [], 'the day after'],
  ])('a letter is owed for each session: of %s, %j (%s)', (lettreLe, expected) => {
    expect(codeOf(lettreLe, '2027-02-10', 15, '2026-12-10')).toEqual(expected);
  });

  it('keeps every row waiting, and refuses none', () => {
    const day = fc.nat(200).map((n) => addDays('2026-11-01', n));
    fc.assert(
      fc.property(fc.option(day, { nil: undefined }), day, fc.nat(60), (lettreLe, today, delai) => {
        const said = jugerLettre(lettreLe, '2027-03-18', delai, today);
        expect(said.length).toBeLessThanOrEqual(1);
        expect(said.every(({ gravite }) => gravite === 'attente')).toBe(true);
      }),
      { seed: 77, numRuns: 100 },
    );
  });

  it('lists nobody who has not had all their days, and everybody whose letter left in time once they are over', () => {
    const day = fc.nat(200).map((n) => addDays('2026-11-01', n));
    fc.assert(
      fc.property(day, day, fc.nat(60), (lettreLe, today, delai) => {
        const listed = codeOf(lettreLe, today, delai).length === 0;
        const { lettres } = echeancesDe('2027-03-18', delai);
        expect(listed).toBe(lettreLe <= lettres && addDays(lettreLe, delai) <= today);
      }),
      { seed: 77, numRuns: 300 },
    );
  });
});

describe('a list may be given', () => {
  it.each<[string, Partial<Seance>, string, string | undefined]>([
    ['to a session that is planned', {}, 'habitat', undefined],
    ['to one whose members were invited', { etat: 'convoquee' }, 'foyers', undefined],
    ['to no session that is held', { etat: 'ouverte' }, 'habitat', 'LISTES_CLOSES'],
    ['to none that is closed', { etat: 'close' }, 'habitat', 'LISTES_CLOSES'],
    ['to none that is cancelled', { etat: 'annulee' }, 'habitat', 'LISTES_CLOSES'],
    ['by no landlord who is no party', {}, 'ailleurs', 'BAILLEUR_NON_PARTIE'],
    ['by no member that is no landlord', {}, 'mds', 'BAILLEUR_NON_PARTIE'],
    ['to no session about the commission’s own work', { type: 'doctrinale' }, 'habitat', 'SEANCE_DOCTRINALE'],
  ])('%s', (_, over, bailleur, expected) => {
    const commission = aCommission({
      membres: [aMembre('ccas', 'ccas'), aMembre('mds', 'mds'), ...bailleurs],
    });
    const found = listeImpossible(commission, { ...aSeance(), ...over }, bailleur);
    expect(found?.code).toBe(expected);
    if (found)
      expect(found.text).toMatch(/^(Cette|Ce|La) .*(situations|signataire|ne prend plus de liste).*\.$/);
  });
  const bailleurs = [aMembre('habitat', 'bailleur'), aMembre('foyers', 'bailleur')];
});
