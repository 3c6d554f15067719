import { describe, expect, it } from 'vitest';
import {
  arrondissementsDe,
  membreDe,
  montree,
  noteLesReponses,
  organismeDe,
  peut,
  type Role,
  type Rubrique,
  rubriqueCodes,
  type Siege,
  siegesDe,
  travaille,
  type Vue,
  voit,
  voitLeMenage,
  vueDe,
} from '../../shared/domain/commissions/acces.ts';
import type { NatureCommission } from '../../shared/domain/commissions/commission.ts';
import { situationSchema } from '../../shared/domain/commissions/seance.ts';
import type { ArrondissementCode } from '../../shared/domain/events/household.ts';
import { organismeCodes } from '../../shared/domain/events/organismes.ts';
import { aCommission, aMembre, aSeance, aSiege, aSituation } from '../support/commissions.ts';

/*
 * Who is shown what of a household, judged by another hand than the code's: from the charter (annexe 6, art. 2, 4, 5, 7; annexe 1) and from what was
 * found missing in it. A letter a part, in the order below: o, shown; s, of one's own households only; d, once the commission has asked; ·, never. A body
 * that a table does not name is no member there, and is shown nothing.
 */
const ORDER = [
  'identite',
  'adresse',
  'dette',
  'demarches',
  'protection',
  'connu',
  'contributions',
  'decisions',
  'suites',
  'procedure',
  'surendettement',
] as const satisfies readonly Rubrique[];
type Table = Partial<Record<Role, string>>;
const expected: Record<NatureCommission, Table> = {
  // By consent: nothing comes from the hub's case. Social services speak to who helps, the commune's elected and a guest hear the situation only.
  clpil: {
    //                iad dpcc dsps   identite adresse dette | demarches protection connu contributions | decisions suites procedure surendettement
    ccas: /*       */ 'ooo oooo oo··',
    mds: /*        */ 'ooo oooo oo··',
    departement: /**/ 'ooo oooo oo··',
    asll: /*       */ 'ooo oooo oo··',
    association: /**/ 'ooo oooo oo··',
    udaf: /*       */ 'ooo oooo oo··',
    etat: /*       */ 'ooo oooo oo··',
    commune: /*    */ 'ooo o·o· oo··',
    adil: /*       */ 'ooo o·o· oo··',
    bailleur: /*   */ 'sss sss· ss··',
    invite: /*     */ 'ooo o·o· o···',
  },
  // Of the law: its instructors have the whole; surendettement once the Banque de France was asked (annexe 1); MSA for its own nationals.
  ccapex: {
    etat: /*         */ 'ooo oooo oood',
    ccapex: /*       */ 'ooo oooo oood',
    departement: /*  */ 'ooo oooo oood',
    mds: /*          */ 'ooo oooo oood',
    ccas: /*         */ 'ooo oooo oood',
    fsl: /*          */ 'ooo oooo oood',
    udaf: /*         */ 'ooo oooo oood',
    caf: /*          */ 'ooo o·o· oood',
    msa: /*          */ 'sss s·s· sss·',
    bdf: /*          */ 'dd· ···· ···d',
    bailleur: /*     */ 'sss sss· sss·',
    huissier: /*     */ 'sss s·s· sss·',
    adil: /*         */ 'ooo o·o· ooo·',
    commune: /*      */ 'ooo o·o· ooo·',
    actionLogement: /**/ 'ooo o·o· ooo·',
    association: /*  */ 'ooo ooo· ooo·',
    siao: /*         */ 'ooo ooo· ooo·',
    comed: /*        */ 'ooo ooo· ooo·',
    invite: /*       */ 'ooo o·o· o·o·',
  },
  // The SIAO's: those who follow the household to a roof.
  synthese: {
    siao: /*       */ 'ooo oooo oood',
    etat: /*       */ 'ooo oooo oood',
    departement: /**/ 'ooo oooo oood',
    mds: /*        */ 'ooo oooo oood',
    ccas: /*       */ 'ooo oooo oood',
    association: /**/ 'ooo oooo ooo·',
    invite: /*     */ 'ooo o·o· o·o·',
  },
};
const letterOf = (nature: NatureCommission, role: Role, rubrique: Rubrique): string =>
  expected[nature][role]?.replaceAll(' ', '').charAt(ORDER.indexOf(rubrique)) ?? '·';

const ROLES: Role[] = [...organismeCodes, 'invite'];
const NATURES: NatureCommission[] = ['clpil', 'ccapex', 'synthese'];
const seats = NATURES.flatMap((nature) => ROLES.map((role) => ({ nature, role })));
const BOTH = [true, false];

describe('every part of a household, its own and another’s, asked about and not', () => {
  it.each(seats)('$nature, $role', ({ nature, role }) => {
    for (const own of BOTH)
      for (const asked of BOTH) {
        // The landlord's household is its own; another body's, where it was said to be; who is asked is the Banque de France.
        const vue: Vue = {
          id: 's-1',
          bailleur: own && role === 'bailleur' ? role : 'another',
          siens: own && role !== 'bailleur' ? [role] : ['another'],
          demandes: asked ? ['bdf'] : [],
        };
        const shown = ORDER.filter((rubrique) => voit(nature, [aSiege(role)], rubrique, vue));
        const expectedOf = ORDER.filter((rubrique) => {
          const letter = letterOf(nature, role, rubrique);
          return letter === 'o' || (letter === 's' && own) || (letter === 'd' && asked);
        });
        expect({ own, asked, shown }).toEqual({ own, asked, shown: expectedOf });
      }
  });

  it('has a letter for each part of the situation', () => {
    expect([...rubriqueCodes].toSorted()).toEqual([...ORDER].toSorted());
    for (const table of Object.values(expected))
      for (const letters of Object.values(table)) expect(letters.replaceAll(' ', '')).toHaveLength(11);
  });

  it('shows a household at all to who is shown its names', () => {
    const own = vueDe(aSituation());
    expect(voitLeMenage('clpil', [aSiege('bailleur', 'habitat')], own)).toBe(true);
    expect(voitLeMenage('clpil', [aSiege('bailleur', 'foyers')], own)).toBe(false);
    expect(voitLeMenage('clpil', [aSiege('mds')], own)).toBe(true);
    expect(voitLeMenage('clpil', [aSiege('caf')], own)).toBe(false);
    expect(voitLeMenage('clpil', [], own)).toBe(false);
  });

  it('shows to who has two seats what either shows', () => {
    const own: Vue = { id: 's-1', bailleur: 'habitat', siens: [], demandes: [] };
    const both = [aSiege('bailleur', 'habitat'), aSiege('commune')];
    expect(voit('clpil', both, 'protection', own)).toBe(true);
    expect(voit('clpil', both, 'protection', { ...own, bailleur: 'foyers' })).toBe(false);
    expect(voit('clpil', both, 'dette', { ...own, bailleur: 'foyers' })).toBe(true);
    expect(voit('clpil', both, 'contributions', own)).toBe(false);
  });

  it('shows a landlord’s household to no guest of that landlord’s as its own', () => {
    const guest: Siege = {
      kind: 'invite',
      invite: { id: 'i', nom: 'Invité', partenaire: 'x', par: 'habitat', reponses: {} },
    };
    expect(
      voit('clpil', [guest], 'protection', { id: 's-1', bailleur: 'habitat', siens: [], demandes: [] }),
    ).toBe(false);
  });

  it('shows to a guest the households for which it comes, and no other', () => {
    const invite = { id: 'i', nom: 'UDAF', partenaire: 'udaf', par: 'mds', reponses: {}, menages: ['s-1'] };
    const guest: Siege[] = [{ kind: 'invite', invite }];
    const own: Vue = { id: 's-1', bailleur: 'habitat', siens: [], demandes: [] };
    expect(voitLeMenage('clpil', guest, own)).toBe(true);
    expect(voitLeMenage('clpil', guest, { ...own, id: 's-2' })).toBe(false);
  });

  it('asks the Banque de France of the household that it was asked about, and of no other', () => {
    const asked = (demandes: string[]): Vue => ({ id: 's-1', bailleur: 'habitat', siens: [], demandes });
    const bdf = [aSiege('bdf', 'banque')];
    expect(voit('ccapex', bdf, 'surendettement', asked(['banque']))).toBe(true);
    expect(voit('ccapex', bdf, 'surendettement', asked(['mds']))).toBe(false);
    expect(voit('ccapex', [{ kind: 'etat', membre: undefined }], 'identite', asked([]))).toBe(true);
  });
});

describe('what matters of a household', () => {
  it('is whose it is, and who was asked', () => {
    const by = { by: 'Léa', at: '2027-01-01T08:00:00.000Z' };
    const told = aSituation({ siens: ['msa'], demandes: { bdf: by } });
    expect(vueDe(told)).toEqual({ id: told.id, bailleur: 'habitat', siens: ['msa'], demandes: ['bdf'] });
    expect(vueDe(aSituation())).toMatchObject({ bailleur: 'habitat', siens: [], demandes: [] });
  });
});

describe('an export of a household', () => {
  const by = { by: 'Léa Morin', at: '2027-03-18T14:00:00.000Z' };
  const told = aSituation({
    dette: 245_050,
    loyer: 61_200,
    protecteur: { nature: 'tutelle', coordonnees: 'Tuteur-Secret' },
    motifs: ['absenceContact'],
    actions: ['relance'],
    contributions: { mds: { connu: true, texte: 'Parole-Secrète', ...by } },
    issues: [{ issue: 'accompagnement', organisme: 'mds' }],
    note: 'Note-Secrète',
    decidee: by,
    suites: [{ mesure: 'accompagnement', etat: 'faite', le: '2027-04-01', membre: 'mds', ...by }],
  });
  it('holds all for who is shown all', () => {
    expect(montree('clpil', [aSiege('mds')], told)).toEqual(told);
  });
  it('holds for a landlord its household without what social services say', () => {
    const held = montree('clpil', [aSiege('bailleur', 'habitat')], told);
    expect(JSON.stringify(held)).not.toMatch(/Parole-Secrète|Note-Secrète/);
    expect(held).toMatchObject({
      household: told.household,
      dwelling: told.dwelling,
      dette: 245_050,
      loyer: 61_200,
      lettreLe: '2027-01-20',
      motifs: ['absenceContact'],
      actions: ['relance'],
      protecteur: told.protecteur,
      contributions: { mds: { connu: true, texte: '' } },
      issues: told.issues,
      recommandations: [],
      decidee: by,
      suites: told.suites,
    });
  });
  it('holds for the commune no guardian, and nothing of what social services say', () => {
    const held = montree('clpil', [aSiege('commune')], told);
    expect(JSON.stringify(held)).not.toMatch(/Secret|Secrète/);
    expect(held).not.toHaveProperty('protecteur');
    expect(held).not.toHaveProperty('note');
    expect(held.dette).toBe(245_050);
  });
  it('holds for whoever is shown nothing neither name, place, amount nor word', () => {
    const held = montree('clpil', [aSiege('bailleur', 'foyers')], told);
    expect(Object.keys(held).toSorted()).toEqual([
      ...['bailleur', 'etat', 'evenements', 'id', 'inscriteLe', 'lot', 'reference', 'version'],
    ]);
  });
  it('says nothing of what was never told', () => {
    const bare = aSituation({ lettreLe: undefined });
    expect(montree('clpil', [aSiege('mds')], bare)).toStrictEqual(
      situationSchema.parse(JSON.parse(JSON.stringify(bare))),
    );
  });
});

describe('who sits', () => {
  const commission = aCommission({
    membres: [
      aMembre('ccas', 'ccas', { partenaire: 'ccas-meaux' }),
      aMembre('mds', 'mds', { partenaire: 'mds-meaux' }),
      aMembre('etat', 'etat', { partenaire: 'prefecture' }),
      aMembre('commune', 'commune'),
      aMembre('habitat', 'bailleur'),
      aMembre('foyers', 'bailleur'),
    ],
  });
  const yes = { oui: true, by: 'x', at: '2027-01-01T08:00:00.000Z' };
  const seance = (...answers: string[]) =>
    aSeance({
      invites: [
        {
          id: 'invite-siao',
          nom: 'SIAO',
          partenaire: 'siao',
          par: 'mds',
          reponses: Object.fromEntries(answers.map((id) => [id, yes])),
        },
      ],
    });
  const ALL = ['ccas', 'etat', 'commune', 'habitat', 'foyers'];
  const scope = (partners: string[], agent: ArrondissementCode[] = []) => ({
    partners: new Set(partners),
    agent: new Set(agent),
  });
  const MEAUX: ReadonlySet<ArrondissementCode> = new Set<ArrondissementCode>(['771']);
  const kinds = (...args: Parameters<typeof siegesDe>): string[] =>
    siegesDe(...args).map((siege) => `${siege.kind} ${organismeDe(siege)} ${membreDe(siege) ?? '-'}`);

  it('a member, by the partner that one speaks for', () => {
    expect(kinds(commission, scope(['mds-meaux']), MEAUX)).toEqual(['membre mds mds']);
    expect(kinds(commission, scope(['mds-meaux', 'bailleur-habitat']), MEAUX)).toEqual([
      'membre mds mds',
      'membre bailleur habitat',
    ]);
    expect(kinds(commission, scope(['mds-torcy']), MEAUX)).toEqual([]);
    expect(kinds(commission, scope([]), MEAUX)).toEqual([]);
  });
  it('an agent of the State, of the arrondissement of its dwellings', () => {
    expect(kinds(commission, scope([], ['771']), MEAUX)).toEqual(['etat etat etat']);
    expect(kinds(commission, scope([], ['772', '771']), MEAUX)).toEqual(['etat etat etat']);
    expect(kinds(commission, scope([], ['772', '773']), MEAUX)).toEqual([]);
    const two: ReadonlySet<ArrondissementCode> = new Set<ArrondissementCode>(['771', '774']);
    expect(kinds(commission, scope([], ['774']), two)).toEqual(['etat etat etat']);
    expect(kinds(commission, scope([], ['774']), 'tous')).toEqual(['etat etat etat']);
    expect(kinds(commission, scope([]), 'tous')).toEqual([]);
    const without = aCommission();
    expect(kinds(without, scope([], ['771']), MEAUX)).toEqual(['etat etat -']);
  });
  it('a guest, once all the other members have accepted it, in that session only', () => {
    expect(kinds(commission, scope(['siao']), MEAUX, seance(...ALL))).toEqual(['invite invite mds']);
    expect(kinds(commission, scope(['siao']), MEAUX, seance(...ALL.slice(1)))).toEqual([]);
    expect(kinds(commission, scope(['siao']), MEAUX, aSeance())).toEqual([]);
    expect(kinds(commission, scope(['siao']), MEAUX)).toEqual([]);
    expect(kinds(commission, scope(['autre']), MEAUX, seance(...ALL))).toEqual([]);
  });
  it('does the commission’s work for its secretariat, or for the piece that was given to it', () => {
    const at = (partner: string, of = commission) => siegesDe(of, scope([partner]), MEAUX, seance(...ALL));
    expect(peut(commission, at('ccas-meaux'), 'animation')).toBe(true);
    expect(peut(commission, at('mds-meaux'), 'animation')).toBe(false);
    expect([travaille(commission, at('ccas-meaux')), travaille(commission, at('mds-meaux'))]).toEqual([
      true,
      false,
    ]);
    const both = siegesDe(commission, scope(['ccas-meaux', 'mds-meaux']), MEAUX);
    expect(peut(commission, both, 'animation')).toBe(true);
    const shared = { ...commission, secretariat: undefined, taches: { releve: 'mds' } };
    expect(peut(shared, at('mds-meaux', shared), 'releve')).toBe(true);
    expect(peut(shared, at('mds-meaux', shared), 'suivi')).toBe(false);
    expect(travaille(shared, at('mds-meaux', shared))).toBe(true);
    expect(travaille(shared, at('ccas-meaux', shared))).toBe(false);
  });
  it('writes down what others answer of a guest as who sends the invitations, unless it is a landlord', () => {
    const at = (partner: string, of: typeof commission) => siegesDe(of, scope([partner]), MEAUX);
    const given = (membre: string) => ({ ...commission, taches: { invitation: membre } });
    expect(noteLesReponses(given('mds'), at('mds-meaux', given('mds')))).toBe(true);
    expect(noteLesReponses(given('mds'), at('ccas-meaux', given('mds')))).toBe(false);
    const landlord = commission.membres.find(({ organisme }) => organisme === 'bailleur');
    const byLandlord = given(landlord?.id ?? '');
    expect(peut(byLandlord, at(landlord?.partenaire ?? '', byLandlord), 'invitation')).toBe(true);
    expect(noteLesReponses(byLandlord, at(landlord?.partenaire ?? '', byLandlord))).toBe(false);
  });
  it('does none of it as a guest, though the member that invited does, nor as an agent of a State that is no member', () => {
    const guest = siegesDe(commission, scope(['siao']), MEAUX, seance(...ALL));
    const byMds = { ...commission, secretariat: 'mds' };
    expect(guest).toHaveLength(1);
    expect(travaille(byMds, guest)).toBe(false);
    const without = aCommission({ secretariat: undefined });
    expect(travaille(without, siegesDe(without, scope([], ['771']), MEAUX))).toBe(false);
  });
});

describe('the arrondissements of a commission', () => {
  const of: Record<string, ArrondissementCode> = { '77284': '771', '77058': '774', '77379': '773' };
  const arrondissementDe = (insee: string) => of[insee];
  const over = (description: Record<string, unknown>) =>
    arrondissementsDe(aCommission(description), arrondissementDe);
  it('are those of the communes of a CLPIL', () => {
    expect(over({ communes: ['77284', '77058'] })).toEqual(new Set(['771', '774']));
    expect(over({ communes: ['77284', '77999'] })).toEqual(new Set(['771']));
  });
  it('are those of a local CCAPEX, and all of a central one and of a synthèse', () => {
    const locale = { nature: 'ccapex', niveau: 'locale', arrondissements: ['773'] };
    expect(over(locale)).toEqual(new Set(['773']));
    expect(over({ nature: 'ccapex', niveau: 'centrale', arrondissements: ['773'] })).toBe('tous');
    expect(over({ nature: 'synthese' })).toBe('tous');
  });
});
