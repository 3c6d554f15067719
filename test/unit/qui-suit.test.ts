import { describe, expect, it } from 'vitest';
import { addDays } from '../../shared/domain/calendar/civil-date.ts';
import { accueilDe, accueille } from '../../shared/domain/suivi/acces.ts';
import { estLaPersonne, placesDe } from '../../shared/domain/suivi/personne.ts';
import { JOURS_MESURE, JOURS_RECENTS, quiSuit, type Suivi } from '../../shared/domain/suivi/qui-suit.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const TODAY = '2026-11-30';
const on = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const said = (...drafts: Draft[]): string[] =>
  quiSuit(eventsOf(...drafts), TODAY).map(({ organisme, code }: Suivi) =>
    code === undefined ? organisme : `${organisme} ${code}`,
  );

const orientation = (organisme: string, etat: string, actDate = '2026-10-01') =>
  on('suiteOrientation', actDate, { organisme, etat, sender: 'ccapex-nord' });
const mesure = (etat: string, actDate: string, over: object = {}) =>
  on('accompagnement', actDate, { mesure: 'asll', etat, sender: 'association-aide', ...over });
const clpil = (organisme: string | undefined, over: object = {}, actDate = '2026-09-15') =>
  on('decisionClpil', actDate, {
    sender: 'clpil-meaux',
    commission: 'clpil-meaux',
    dateCommission: actDate,
    issues: ['accompagnement'],
    ...(organisme && { organisme }),
    ...over,
  });

describe('who is at work for a household', () => {
  it.each<[string, Draft[], string[]]>([
    ['nothing was said', [on('impaye', '2026-10-01')], []],
    ['an open measure', [mesure('ouverte', '2026-03-01')], ['association association-aide']],
    ['a measure that was closed', [mesure('ouverte', '2026-03-01'), mesure('close', '2026-09-01')], []],
    [
      'a measure whose end is to come',
      [mesure('ouverte', '2023-01-01', { fin: TODAY })],
      ['association association-aide'],
    ],
    ['a measure whose end has come', [mesure('ouverte', '2026-10-01', { fin: '2026-11-29' })], []],
    [
      'a measure of two years without an end, on its last day',
      [mesure('ouverte', addDays(TODAY, 1 - JOURS_MESURE))],
      ['association association-aide'],
    ],
    ['the same a day later', [mesure('ouverte', addDays(TODAY, -JOURS_MESURE))], []],
    ['a measure of the MDS', [mesure('ouverte', '2026-03-01', { sender: 'mds-meaux' })], ['mds mds-meaux']],
    ['a measure that an agent noted', [mesure('ouverte', '2026-03-01', { sender: 'etat' })], ['association']],
    [
      'an enquiry asked of the MDS',
      [on('demandeEnqueteSociale', '2026-09-01', { moment: 'assignation', organisme: 'mds' })],
      ['mds'],
    ],
    [
      'an enquiry asked of nobody yet',
      [on('demandeEnqueteSociale', '2026-09-01', { moment: 'assignation' })],
      [],
    ],
    [
      'the same enquiry, made: by whom',
      [
        on('demandeEnqueteSociale', '2026-09-01', { moment: 'assignation', organisme: 'mds' }),
        on('enqueteSociale', '2026-10-01', { moment: 'assignation', etat: 'rendue', sender: 'mds-meaux' }),
      ],
      ['mds mds-meaux'],
    ],
    [
      'a household that did not answer the enquiry',
      [
        on('demandeEnqueteSociale', '2026-09-01', { moment: 'assignation', organisme: 'mds' }),
        on('enqueteSociale', '2026-10-01', { moment: 'assignation', etat: 'carence', sender: 'mds-meaux' }),
      ],
      [],
    ],
    ['a household that ADIL met', [orientation('adil', 'recu')], ['adil']],
    ['a household that ADIL rang', [orientation('adil', 'joint')], ['adil']],
    [
      'an orientation refused',
      [orientation('adil', 'recu', '2026-08-01'), orientation('adil', 'refuse')],
      [],
    ],
    ['a letter that came back', [orientation('mds', 'npai')], []],
    ['nobody to be reached', [orientation('ccas', 'injoignable')], []],
    [
      'an intervention',
      [on('intervention', '2026-05-01', { nature: 'visite', sender: 'association-b' })],
      ['association association-b'],
    ],
    [
      'an intervention a year ago to the day',
      [on('intervention', addDays(TODAY, -JOURS_RECENTS), { nature: 'visite', sender: 'association-b' })],
      [],
    ],
    [
      'the same a day later',
      [on('intervention', addDays(TODAY, 1 - JOURS_RECENTS), { nature: 'visite', sender: 'association-b' })],
      ['association association-b'],
    ],
    ['FSL asked', [on('aideFsl', '2026-10-01', { etat: 'demandee', sender: 'fsl' })], ['fsl fsl']],
    [
      'FSL refused',
      [
        on('aideFsl', '2026-09-01', { etat: 'demandee', sender: 'fsl' }),
        on('aideFsl', '2026-10-01', { etat: 'refusee', sender: 'fsl' }),
      ],
      [],
    ],
    ['a CLPIL', [clpil(undefined)], ['clpil clpil-meaux']],
    ['a CLPIL and who it put in charge', [clpil('asll')], ['association', 'clpil clpil-meaux']],
    ['UDAF, told as an association', [clpil('udaf')], ['association', 'clpil clpil-meaux']],
    ['the Département, told as the MDS', [clpil('departement')], ['mds', 'clpil clpil-meaux']],
    ['the landlord in charge is not told', [clpil('bailleur')], ['clpil clpil-meaux']],
    ['CAF in charge is not told', [clpil('caf')], ['clpil clpil-meaux']],
    [
      'a way out puts nobody in charge',
      [clpil('mds', { issues: ['sortiePositive'] })],
      ['clpil clpil-meaux'],
    ],
    [
      'what a body in charge does',
      [
        clpil('ccas'),
        on('suiteDecision', '2026-10-10', {
          decisionDu: '2026-09-15',
          mesure: 'accompagnement',
          organisme: 'ccas',
          etat: 'enCours',
          sender: 'ccas-meaux',
        }),
      ],
      ['ccas ccas-meaux', 'clpil clpil-meaux'],
    ],
    [
      'what a household declined',
      [
        clpil('ccas'),
        on('suiteDecision', '2026-10-10', {
          decisionDu: '2026-09-15',
          mesure: 'accompagnement',
          organisme: 'ccas',
          etat: 'refusDuMenage',
          sender: 'ccas-meaux',
        }),
      ],
      ['clpil clpil-meaux'],
    ],
    [
      'a household that refused the CLPIL',
      [clpil('mds'), on('retraitClpil', '2026-10-01', { sender: 'bailleur-x' })],
      [],
    ],
    [
      'one that agreed again, and was examined since',
      [
        on('retraitClpil', '2026-05-01', { sender: 'bailleur-x' }),
        on('retraitClpil', '2026-06-01', { sender: 'bailleur-x', accordEcrit: true }),
        clpil(undefined),
      ],
      ['clpil clpil-meaux'],
    ],
    [
      'CCAPEX',
      [
        on('avisCcapex', '2026-09-01', {
          nature: 'avis',
          recommandations: ['aideFsl'],
          sender: 'ccapex-nord',
        }),
      ],
      ['ccapex'],
    ],
    [
      'CCAPEX of a commission, decided last',
      [
        on('decisionCcapex', '2026-09-01', {
          aide: 'maintien',
          commission: 'ccapex-77',
          sender: 'ccapex-nord',
        }),
      ],
      ['ccapex ccapex-77'],
    ],
    [
      'an agenda is not an examination',
      [
        on('inscriptionCcapex', '2026-09-01', {
          commission: 'ccapex-77',
          dateCommission: '2026-12-10',
          sender: 'ccapex-nord',
        }),
        on('inscriptionClpil', '2026-09-01', { dateCommission: '2026-12-10', sender: 'bailleur-x' }),
      ],
      [],
    ],
    [
      'surendettement, an étude, a landlord: never',
      [
        on('surendettement', '2026-10-01', { etape: 'recevabilite' }),
        on('commandementDePayer', '2026-10-01', { sender: 'etude-girard-provins' }),
        on('paiement', '2026-10-01', { sender: 'bailleur-x' }),
        on('saisineOrganisme', '2026-10-01', { sender: 'bailleur-x' }),
      ],
      [],
    ],
    [
      'an enquiry told by nobody of the bodies',
      [on('enqueteSociale', '2026-10-01', { moment: 'assignation', etat: 'rendue', sender: 'etat' })],
      [],
    ],
    [
      'the enquiry at the assignation, refused, and the one at the réquisition, made',
      [
        on('enqueteSociale', '2026-09-01', { moment: 'requisition', etat: 'rendue', sender: 'mds-meaux' }),
        on('enqueteSociale', '2026-10-01', { moment: 'assignation', etat: 'carence', sender: 'mds-meaux' }),
      ],
      ['mds mds-meaux'],
    ],
    [
      'one intervention by each of two associations, and one of a landlord',
      [
        on('intervention', '2026-05-01', { nature: 'visite', sender: 'association-b' }),
        on('intervention', '2026-05-02', { nature: 'visite', sender: 'association-a' }),
        on('intervention', '2026-05-03', { nature: 'visite', sender: 'bailleur-x' }),
      ],
      ['association association-a', 'association association-b'],
    ],
    [
      'two CLPIL, one of which has no code',
      [
        on('decisionClpil', '2026-09-15', {
          sender: 'clpil-torcy',
          dateCommission: '2026-09-15',
          issues: ['revue'],
        }),
        clpil(undefined),
      ],
      ['clpil clpil-meaux', 'clpil clpil-torcy'],
    ],
    [
      'a way out beside something to do',
      [clpil('mds', { issues: ['sortiePositive', 'accompagnement'] })],
      ['mds', 'clpil clpil-meaux'],
    ],
    [
      'what was done, of no body or of one that is not told',
      [
        ...[undefined, 'caf', 'bailleur'].map((organisme) =>
          on('suiteDecision', '2026-10-10', {
            decisionDu: '2026-09-15',
            mesure: 'planApurement',
            etat: 'faite',
            sender: 'caf',
            ...(organisme && { organisme }),
          }),
        ),
      ],
      [],
    ],
    [
      'what was done by a body in charge',
      [
        on('suiteDecision', '2026-10-10', {
          decisionDu: '2026-09-15',
          mesure: 'accompagnement',
          organisme: 'asll',
          etat: 'faite',
          sender: 'association-b',
        }),
      ],
      ['association association-b'],
    ],
    [
      'two CCAPEX: the last word alone',
      [
        on('avisCcapex', '2026-09-01', {
          nature: 'avis',
          recommandations: [],
          commission: 'ccapex-nord',
          sender: 'ccapex-nord',
        }),
        on('decisionCcapex', '2026-09-02', {
          aide: 'maintien',
          commission: 'ccapex-77',
          sender: 'ccapex-nord',
        }),
      ],
      ['ccapex ccapex-77'],
    ],
    [
      'on one day, what was received last counts',
      [
        mesure('close', '2026-09-01', { receivedAt: '2026-09-03T08:00:00.000Z' }),
        mesure('ouverte', '2026-09-01', { receivedAt: '2026-09-02T08:00:00.000Z' }),
      ],
      [],
    ],
    [
      'a sender that only begins as a body',
      [on('intervention', '2026-05-01', { nature: 'visite', sender: 'mdsx' })],
      [],
    ],
    ['what is to come does not count', [orientation('adil', 'recu', '2026-12-01')], []],
    ['today counts', [orientation('adil', 'recu', TODAY)], ['adil']],
  ])('%s', (_, drafts, expected) => {
    expect(said(...drafts)).toEqual(expected);
    // The order in which events come changes nothing.
    expect(said(...drafts)).toEqual(
      quiSuit(eventsOf(...drafts).toReversed(), TODAY).map(({ organisme, code }) =>
        code === undefined ? organisme : `${organisme} ${code}`,
      ),
    );
  });

  it('leaves out what a person undid', () => {
    const [note] = eventsOf(orientation('adil', 'recu'));
    const undone = { kind: 'acteAnnule', actDate: '2026-10-01', sender: 'etat', evenement: note?.id ?? '' };
    const events = eventsOf(orientation('adil', 'recu'), {
      ...undone,
      acte: 'suiteOrientation',
      prevenus: [],
      alertes: [],
    });
    expect(quiSuit(events, TODAY)).toEqual([]);
  });

  it('names each body once, in one order, and by its code where it has one', () => {
    expect(
      said(
        clpil('mds'),
        on('aideFsl', '2026-10-01', { etat: 'accordee', sender: 'fsl' }),
        mesure('ouverte', '2026-03-01'),
        mesure('ouverte', '2026-04-01', { mesure: 'avdl', sender: 'association-b' }),
        on('enqueteSociale', '2026-10-01', { moment: 'assignation', etat: 'rendue', sender: 'mds-meaux' }),
        on('enqueteSociale', '2026-10-02', { moment: 'requisition', etat: 'rendue', sender: 'mds-meaux' }),
        orientation('adil', 'joint'),
      ),
    ).toEqual([
      'mds mds-meaux',
      'association association-aide',
      'association association-b',
      'clpil clpil-meaux',
      'adil',
      'fsl fsl',
    ]);
  });
});

describe('whether a person is the one who is asked about', () => {
  const asked = { nom: 'Castel', prenom: 'Ana', naissance: '1984-05-17' };
  const castel = { nomNaissance: 'CASTEL', prenoms: ['Ana', 'Maria'], dateNaissance: '1984-05-17' };
  it.each<[string, boolean, object, object]>([
    ['the same', true, {}, {}],
    ['another spelling of both', true, { nom: 'Kastel', prenom: 'Anna' }, {}],
    ['the name in use', true, { nom: 'Durand' }, { nomUsage: 'DURAND' }],
    ['the names in the other order', true, { nom: 'Ana', prenom: 'Castel' }, {}],
    ['another surname', false, { nom: 'Durand' }, {}],
    ['another first name', false, { prenom: 'Julie' }, {}],
    ['the second first name alone', false, { prenom: 'Maria' }, {}],
    ['a day apart', false, { naissance: '1984-05-18' }, {}],
    ['day and month exchanged', false, { naissance: '1984-06-05' }, { dateNaissance: '1984-05-06' }],
    ['no birth date known', false, {}, { dateNaissance: undefined }],
    ['a placeholder on both sides', false, { naissance: '1984-01-01' }, { dateNaissance: '1984-01-01' }],
    ['no first name known', false, {}, { prenoms: [] }],
    ['no first name asked', false, { prenom: '-' }, {}],
    ['neither', false, { prenom: '-' }, { prenoms: [] }],
    ['one of two surnames that are asked', true, { nom: 'Castel épouse Durand' }, {}],
    ['one name twice', false, { nom: 'Castel', prenom: 'Castel' }, {}],
    ['the surname for both, in the other order', false, { nom: 'Ana', prenom: 'Ana' }, {}],
  ])('%s: %s', (_, expected, over, person) => {
    expect(estLaPersonne({ ...asked, ...over }, { ...castel, ...person })).toBe(expected);
  });

  it('looks where a birth date and each name are, and both names', () => {
    expect(placesDe(asked).map(({ kind }) => kind)).toEqual(['naissance', 'naissance', 'noms']);
    expect(placesDe({ ...asked, naissance: '1984-01-01' }).map(({ kind }) => kind)).toEqual(['noms']);
  });
});

describe('who may ask', () => {
  it.each([
    ['siao', true],
    ['siao-77', true],
    ['ccas-meaux', true],
    ['ccas', true],
    ['mds-meaux', false],
    ['bailleur-siao', false],
    ['siaoccas', false],
    ['etude-a', false],
  ])('%s: %s', (code, expected) => {
    expect(accueille(code)).toBe(expected);
  });
  it('asks for the SIAO first, then by code', () => {
    expect(accueilDe({ partners: new Set(['ccas-a', 'siao']) })).toBe('siao');
    expect(accueilDe({ partners: new Set(['ccas-b', 'mds-a', 'ccas-a']) })).toBe('ccas-a');
    expect(accueilDe({ partners: new Set(['siao', 'ccas-a']) })).toBe('siao');
    expect(accueilDe({ partners: new Set(['ccas-a', 'ccas-b']) })).toBe('ccas-a');
    expect(accueilDe({ partners: new Set(['mds-a']) })).toBeUndefined();
  });
});
