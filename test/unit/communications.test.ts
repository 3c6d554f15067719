import { describe, expect, it } from 'vitest';
import type { Membre } from '../../shared/domain/commissions/commission.ts';
import {
  type Avis,
  aDire,
  attendUneLettre,
  type Communication,
  ditesPar,
  estPartenaire,
  type Faits,
  registre,
  type SeanceDite,
} from '../../shared/domain/communications/registre.ts';
import { recipients } from '../../shared/domain/delays/rule.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const STATE = 'sp-meaux@etat.example';
const nothing: Faits = {
  avis: [],
  events: [],
  seances: [],
  reponses: [],
  lettres: [],
  boitesDeLEtat: new Set([STATE]),
};
const avis = (over: Partial<Avis> = {}): Avis => ({
  noticeId: 'n1',
  about: 'alerte',
  template: 'enqueteAssignation',
  recipient: 'mds',
  status: 'sent',
  mailbox: 'mds@dep.example',
  sentAt: '2026-10-05T08:00:00.000Z',
  ...over,
});
const lines = (over: Partial<Faits>): Communication[] => registre({ ...nothing, ...over });

describe('notices', () => {
  it('tells which recipients are partners', () => {
    expect(recipients.filter(estPartenaire)).toEqual([
      ...['adil', 'mds', 'ccas', 'association', 'bailleur', 'huissier', 'bdf', 'clpil'],
    ]);
  });

  it('is one line, which a letter is owed', () => {
    expect(lines({ avis: [avis()] })).toEqual([
      {
        id: 'avis-n1',
        at: '2026-10-05T08:00:00.000Z',
        a: { kind: 'avis', partenaire: 'mds', boite: 'mds@dep.example' },
        teneur: { kind: 'alerte', template: 'enqueteAssignation' },
        moyen: 'courriel',
        lettre: undefined,
      },
    ]);
  });

  it.each<[string, Partial<Avis>]>([
    ['to the State', { recipient: 'arrondissement' }],
    ['to the CCAPEX’s secretariat, which is the State’s', { recipient: 'ccapex' }],
    ['to a secretariat', { recipient: 'secretariatCcapex' }],
    ['that went to the State for want of an address', { mailbox: STATE }],
    ['not gone yet', { status: 'due', sentAt: undefined }],
    ['that waits', { status: 'gathered', sentAt: undefined }],
    ['without an address', { status: 'unaddressed', sentAt: undefined }],
    ['that did not arrive', { status: 'undelivered' }],
    ['told under another reference', { status: 'carried' }],
    ['whose day is not known', { sentAt: undefined }],
  ])('%s is none', (_, over) => {
    expect(lines({ avis: [avis(over)] })).toEqual([]);
  });

  it('of a summary has its day alone', () => {
    const [one] = lines({ avis: [avis({ status: 'digested', sentAt: undefined, digestDay: '2026-10-06' })] });
    expect(one).toMatchObject({ at: '2026-10-06', moyen: 'recapitulatif' });
  });

  it.each<[string, Partial<Avis>[], object | undefined]>([
    [
      'its letter went',
      [{ noticeId: 's', recipient: 'secretariatCcapex', mailbox: STATE }],
      { par: 'orientation' },
    ],
    [
      'its letter went with a summary',
      [{ noticeId: 's', recipient: 'secretariatCcapex', status: 'digested', mailbox: STATE }],
      { par: 'orientation' },
    ],
    ['its letter waits', [{ noticeId: 's', recipient: 'secretariatCcapex', status: 'due' }], undefined],
    ['there is none', [], undefined],
  ])('that orients is told by the CCAPEX’s letter: %s', (_, others, expected) => {
    const orients = { template: 'orientationMenage' };
    const found = lines({ avis: [avis(orients), ...others.map((one) => avis({ ...orients, ...one }))] });
    expect(found.map(({ lettre }) => lettre)).toEqual([expected]);
  });

  it('that orients covers no other notice', () => {
    const found = lines({
      avis: [
        avis(),
        avis({
          noticeId: 's',
          recipient: 'secretariatCcapex',
          template: 'orientationMenage',
          mailbox: STATE,
        }),
      ],
    });
    expect(found.map(({ lettre }) => lettre)).toEqual([undefined]);
  });

  it('awaits a letter when it goes to a partner, and no other tells it', () => {
    const state = new Set([STATE]);
    expect(attendUneLettre(avis(), 'mds@dep.example', state)).toBe(true);
    expect(attendUneLettre(avis(), STATE, state)).toBe(false);
    expect(attendUneLettre(avis({ recipient: 'ccapex' }), 'x@y.example', state)).toBe(false);
    expect(attendUneLettre(avis({ template: 'orientationMenage' }), 'mds@dep.example', state)).toBe(false);
  });
});

const membre = (id: string, organisme: Membre['organisme'], nom = id): Membre => ({
  id,
  organisme,
  nom,
  qualite: 'droit',
});
const membres = [
  membre('ccas', 'ccas', 'CCAS de Meaux'),
  membre('habitat', 'bailleur'),
  membre('foyers', 'bailleur'),
  membre('etat', 'etat'),
  membre('caf', 'caf'),
];
const mail = (genre: string, id: string, sentAt = '2026-11-02T08:00:00.000Z', status = 'sent') => ({
  genre,
  membre: id,
  status,
  sentAt,
});
const seance = (over: Partial<SeanceDite> = {}): SeanceDite => ({
  commission: { code: 'clpil-meaux', nom: 'CLPIL de Meaux', nature: 'clpil', membres },
  date: '2026-12-10',
  situation: { id: 's-1', bailleur: 'habitat', siens: [], demandes: {} },
  depuis: '2026-11-01T08:00:00.000Z',
  lettreLe: '2026-10-10',
  courriels: [],
  ...over,
});
const ofSession = (over: Partial<SeanceDite>) =>
  lines({ seances: [seance(over)] }).map(({ id, lettre }) => [
    id.replace('seance-clpil-meaux-2026-12-10-', ''),
    lettre?.par,
  ]);

describe('sessions', () => {
  const all = membres.map(({ id }) => mail('liste', id));
  it('the list goes to those who may see the household, not to its own landlord, nor to the State', () => {
    expect(ofSession({ courriels: all })).toEqual([['liste-ccas', 'accord']]);
  });
  it('says whom, what and by what means', () => {
    const [one] = lines({ seances: [seance({ courriels: all })] });
    expect(one).toMatchObject({
      at: '2026-11-02T08:00:00.000Z',
      a: { kind: 'membre', organisme: 'ccas', nom: 'CCAS de Meaux' },
      teneur: { kind: 'liste', commission: 'clpil-meaux', nom: 'CLPIL de Meaux', seance: '2026-12-10' },
      moyen: 'seance',
      lettre: { par: 'accord', le: '2026-10-10' },
    });
  });
  it.each<[string, Partial<SeanceDite>, unknown[]]>([
    ['a list that went before', { courriels: [mail('liste', 'ccas', '2026-10-31T08:00:00.000Z')] }, []],
    [
      'a list that was not sent',
      { courriels: [mail('liste', 'ccas', '2026-11-02T08:00:00.000Z', 'due')] },
      [],
    ],
    [
      'a list of the very instant at which the household was put on it',
      { courriels: [mail('liste', 'ccas', '2026-11-01T08:00:00.000Z')] },
      [['liste-ccas', 'accord']],
    ],
    [
      'a relevé sent before the case knew of the list',
      { courriels: [mail('releve', 'ccas', '2026-10-31T08:00:00.000Z')] },
      [['releve-ccas', undefined]],
    ],
    ['an invitation', { courriels: [mail('convocation', 'ccas')] }, []],
    ['who is no member any more', { courriels: [mail('liste', 'gone')] }, []],
    [
      'the list sent twice is one',
      { courriels: [mail('liste', 'ccas'), mail('liste', 'ccas')] },
      [['liste-ccas', 'accord']],
    ],
    [
      'no letter of consent',
      { courriels: [mail('liste', 'ccas')], lettreLe: undefined },
      [['liste-ccas', undefined]],
    ],
    [
      'the relevé of a household that was decided',
      {
        courriels: [mail('releve', 'ccas'), mail('releve', 'foyers')],
        situation: {
          id: 's-1',
          bailleur: 'habitat',
          siens: [],
          demandes: {},
          decidee: { at: '2026-12-10T14:00:00.000Z', by: 'x' },
        },
      },
      [['releve-ccas', 'issue']],
    ],
    ['the relevé of one that was not', { courriels: [mail('releve', 'ccas')] }, [['releve-ccas', undefined]]],
    [
      'the annotated table of who was absent',
      { courriels: [mail('tableau', 'ccas')] },
      [['releve-ccas', undefined]],
    ],
    [
      'a household that withdrew: the list it had been on, and no relevé',
      {
        courriels: [mail('liste', 'ccas'), mail('liste', 'foyers'), mail('releve', 'ccas')],
        situation: undefined,
      },
      [['liste-ccas', 'accord']],
    ],
  ])('%s', (_, over, expected) => {
    expect(ofSession(over)).toEqual(expected);
  });
  it('the first list a member had is the one that counts', () => {
    const two = [mail('liste', 'ccas', '2026-11-09T08:00:00.000Z'), mail('liste', 'ccas')];
    expect(lines({ seances: [seance({ courriels: two.toReversed() })] }).map(({ at }) => at)).toEqual([
      '2026-11-02T08:00:00.000Z',
    ]);
    const courriels = two;
    expect(lines({ seances: [seance({ courriels })] }).map(({ at }) => at)).toEqual([
      '2026-11-02T08:00:00.000Z',
    ]);
  });
});

describe('acts, answers, letters', () => {
  const dsf = (over: Partial<Draft> = {}) =>
    eventsOf({ kind: 'transmissionDsf', actDate: '2026-10-20', ...over });
  it('a DSF to the judge, or to the CCAPEX', () => {
    expect(lines({ events: dsf() })).toMatchObject([
      {
        id: 'acte-e-0',
        at: '2026-10-20',
        a: { kind: 'juge' },
        teneur: { kind: 'dsf' },
        moyen: 'transmission',
      },
    ]);
    expect(lines({ events: dsf({ destinataire: 'ccapex' }) })).toMatchObject([{ a: { kind: 'ccapex' } }]);
    expect(lines({ events: eventsOf({ kind: 'assignation', actDate: '2026-10-20' }) })).toEqual([]);
  });
  it('an answer to a body that asked', () => {
    const reponses = [{ id: 'r', partner: 'siao', at: '2026-11-30T07:30:00.000Z' }];
    expect(lines({ reponses })).toMatchObject([
      {
        id: 'reponse-r',
        a: { kind: 'partenaire', code: 'siao' },
        teneur: { kind: 'quiSuit' },
        moyen: 'page',
      },
    ]);
  });
  it('what a letter told is told, and the next tells what is newer', () => {
    const lettres = [{ id: 'l1', at: '2026-10-10T08:00:00.000Z', lines: ['avis-n1'] }];
    const found = lines({ avis: [avis(), avis({ noticeId: 'n2' })], lettres });
    expect(aDire(found).map(({ id }) => id)).toEqual(['avis-n2']);
    expect(ditesPar(found, 'l1').map(({ id }) => id)).toEqual(['avis-n1']);
    expect(ditesPar(found, 'l2')).toEqual([]);
    expect(found[0]?.lettre).toEqual({ par: 'information', id: 'l1', le: '2026-10-10T08:00:00.000Z' });
  });
  it('a letter of the register comes before another', () => {
    const lettres = [
      { id: 'l1', at: '2026-11-10T08:00:00.000Z', lines: ['seance-clpil-meaux-2026-12-10-liste-ccas'] },
    ];
    const found = lines({ seances: [seance({ courriels: [mail('liste', 'ccas')] })], lettres });
    expect(found.map(({ lettre }) => lettre?.par)).toEqual(['information']);
  });
  it('is in the order of time, the latest first', () => {
    const found = lines({
      avis: [
        avis({ noticeId: 'b' }),
        avis({ noticeId: 'a' }),
        avis({ noticeId: 'c', sentAt: '2026-10-06T08:00:00.000Z' }),
      ],
      events: dsf(),
    });
    expect(found.map(({ id }) => id)).toEqual(['acte-e-0', 'avis-c', 'avis-a', 'avis-b']);
  });
});
