import { describe, expect, it } from 'vitest';
import {
  bailleursDe,
  commissionSchema,
  faultsOf,
  membresDe,
  sitsOn,
  type Tache,
  tacheCodes,
  taches,
  whoDoes,
} from '../../shared/domain/commissions/commission.ts';
import { enMots, issues, ORIENTATIONS, responsablesDe } from '../../shared/domain/commissions/issues.ts';
import { issuesClpil } from '../../shared/domain/events/support.ts';
import { aCommission, aMembre } from '../support/commissions.ts';

const ccas = aMembre('ccas', 'ccas');
const mds = aMembre('mds', 'mds');
const habitat = aMembre('habitat', 'bailleur');
const foyers = aMembre('foyers', 'bailleur');

describe('what keeps a commission from being one', () => {
  it.each<[string, Record<string, unknown>, paths: string[]]>([
    ['nothing', {}, []],
    ['nothing: one landlord keeps the secretariat', { membres: [ccas, habitat], secretariat: 'habitat' }, []],
    [
      'nothing: one landlord does the work',
      { membres: [ccas, habitat], secretariat: undefined, taches: { suivi: 'habitat', animation: 'ccas' } },
      [],
    ],
    [
      'nothing: a landlord of several books the room',
      { secretariat: undefined, taches: { salle: 'habitat', invitation: 'foyers', bilan: 'habitat' } },
      [],
    ],
    [
      'nothing: one landlord among several bodies keeps the secretariat',
      { membres: [ccas, mds, habitat], secretariat: 'habitat' },
      [],
    ],
    [
      'nothing: a body that is no landlord’s does what is done upon all households',
      { taches: { suivi: 'mds', animation: 'ccas', releve: 'mds' } },
      [],
    ],
    [
      'nothing: a stock is said of a body that is no landlord',
      { membres: [{ ...ccas, parc: 'prive' }, habitat] },
      [],
    ],
    [
      'nothing: a landlord that is heard in a CCAPEX, and gives no list',
      {
        nature: 'ccapex',
        niveau: 'centrale',
        membres: [ccas, aMembre('p', 'bailleur', { partenaire: undefined })],
      },
      [],
    ],
    ['nothing: a CLPIL, whatever is said of a level', { niveau: 'locale' }, []],
    [
      'two landlords and one body, a landlord the secretariat',
      { membres: [ccas, habitat, foyers], secretariat: 'habitat' },
      ['secretariat'],
    ],
    ['a member given twice', { membres: [ccas, habitat, mds, ccas] }, ['membres[3].id']],
    [
      'a member given three times',
      { membres: [ccas, ccas, habitat, ccas] },
      ['membres[1].id', 'membres[3].id'],
    ],
    [
      'a private landlord in a CLPIL (charter, V.1)',
      { membres: [ccas, { ...habitat, parc: 'prive' }] },
      ['membres[1].parc'],
    ],
    [
      'a landlord of a CLPIL that cannot give its list',
      { membres: [ccas, { ...habitat, partenaire: undefined }] },
      ['membres[1].partenaire'],
    ],
    ['a landlord among several that would keep the secretariat', { secretariat: 'habitat' }, ['secretariat']],
    [
      'a landlord among several that would do what is done upon all households',
      { secretariat: 'ccas', taches: { animation: 'habitat', releve: 'foyers', suivi: 'habitat' } },
      ['taches.animation', 'taches.releve', 'taches.suivi'],
    ],
    [
      'a landlord among several whose partner sits for another body too',
      { membres: [{ ...ccas, partenaire: 'bailleur-habitat' }, habitat, foyers] },
      ['membres[0].partenaire'],
    ],
    [
      'nothing: the one landlord of a CLPIL, whose partner sits for another body too',
      { membres: [{ ...ccas, partenaire: 'bailleur-habitat' }, habitat] },
      [],
    ],
    [
      'nothing: two landlords of one partner, which are one to it',
      { membres: [ccas, habitat, { ...foyers, partenaire: 'bailleur-habitat' }] },
      [],
    ],
    ['a secretariat that is no member', { secretariat: 'ailleurs' }, ['secretariat']],
    ['work given to who is no member', { taches: { salle: 'ccas', suivi: 'ailleurs' } }, ['taches.suivi']],
    ['a CLPIL of no commune', { communes: [] }, ['communes']],
    ['a CLPIL of no landlord', { membres: [ccas, mds] }, ['membres']],
    ['a CCAPEX that does not say its level', { nature: 'ccapex' }, ['niveau']],
    ['a local CCAPEX of no arrondissement', { nature: 'ccapex', niveau: 'locale' }, ['arrondissements']],
    ['nothing: a local CCAPEX', { nature: 'ccapex', niveau: 'locale', arrondissements: ['771'] }, []],
    [
      'nothing: a central CCAPEX',
      { nature: 'ccapex', niveau: 'centrale', communes: [], membres: [ccas] },
      [],
    ],
    [
      'nothing: a private landlord in a CCAPEX, where it is heard',
      { nature: 'ccapex', niveau: 'centrale', membres: [ccas, aMembre('p', 'bailleur', { parc: 'prive' })] },
      [],
    ],
    ['nothing: a synthèse, of no commune', { nature: 'synthese', communes: [], membres: [ccas] }, []],
  ])('%s', (_, over, paths) => {
    expect(faultsOf(aCommission(over)).map(({ path }) => path)).toEqual(paths);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ membres: [ccas, habitat, ccas] }, 'ccas : ce membre est donné deux fois'],
    [{ membres: [ccas, { ...habitat, parc: 'prive' }] }, 'Organisme habitat : une CLPIL examine'],
    [{ membres: [ccas, { ...habitat, partenaire: undefined }] }, 'Organisme habitat : son code au registre'],
    [{ secretariat: 'habitat' }, 'il verrait les ménages des autres'],
    [{ taches: { suivi: 'habitat' } }, 'il verrait les ménages des autres'],
    [{ secretariat: 'ailleurs' }, 'ailleurs n’est pas un des membres'],
    [{ taches: { salle: 'ailleurs' } }, 'ailleurs n’est pas un des membres'],
    [{ communes: [] }, 'une commune au moins'],
    [{ membres: [ccas] }, 'un bailleur social au moins'],
    [{ nature: 'ccapex' }, 'décret n° 2026-83'],
    [{ nature: 'ccapex', niveau: 'locale' }, 'un arrondissement au moins'],
  ])('%j is told in words', (over, said) => {
    expect(faultsOf(aCommission(over)).map(({ text }) => text)).toEqual([expect.stringContaining(said)]);
  });
});

describe('a commission, as a person describes it', () => {
  it('has fifteen days to answer, letters of the secretariat and a session a quarter where it says nothing', () => {
    const usual = { delaiReponse: 15, courriers: 'secretariat', rythme: 3 };
    expect(aCommission().parametres).toEqual(usual);
    expect(aCommission({ parametres: {} }).parametres).toEqual(usual);
    expect(aCommission({ parametres: { courriers: 'responsable' } }).parametres.courriers).toBe(
      'responsable',
    );
  });
  it.each<[Record<string, unknown>, boolean]>([
    [{}, true],
    [{ code: 'clpil-2' }, true],
    [{ code: 'Clpil' }, false],
    [{ code: '-clpil' }, false],
    [{ code: 'clpil-' }, false],
    [{ code: 'clpil meaux' }, false],
    [{ communes: ['77284'] }, true],
    [{ communes: ['77'] }, false],
    [{ communes: ['772840'] }, false],
    [{ communes: ['177284'] }, false],
    [{ communes: ['75056'] }, false],
    [{ parametres: { delaiReponse: 0 } }, true],
    [{ parametres: { delaiReponse: 60 } }, true],
    [{ parametres: { delaiReponse: 61 } }, false],
    [{ parametres: { delaiReponse: -1 } }, false],
    [{ parametres: { rythme: 0 } }, false],
    [{ parametres: { rythme: 13 } }, false],
    [{ parametres: { courriers: 'personne' } }, false],
    [{ membres: [] }, false],
    [{ protocole: {} }, true],
    [{ protocole: { signatures: [{ membre: 'ccas' }] } }, false],
    [{ protocole: { denonciations: [{ membre: 'ccas' }] } }, false],
    [{ protocole: { bilans: [{ annee: 2026 }] } }, false],
    [{ protocole: { avenants: [{ objet: '', signatures: [] }] } }, false],
  ])('%j can be read: %s', (over, readable) => {
    expect(commissionSchema.safeParse({ ...aCommission(), ...over }).success).toBe(readable);
  });
  it('has a protocol of which nothing has happened', () => {
    expect(aCommission({ protocole: {} }).protocole).toEqual({
      signatures: [],
      bilans: [],
      denonciations: [],
      avenants: [],
    });
  });
});

describe('the work of a commission', () => {
  it('is its secretariat’s, unless another body was named for a piece of it', () => {
    const shared = aCommission({ taches: { salle: 'mds' } });
    const who = (tache: Tache) => whoDoes(shared, tache)?.id;
    expect(tacheCodes.map(who)).toEqual(['mds', 'ccas', 'ccas', 'ccas', 'ccas', 'ccas']);
  });
  it('is nobody’s where there is no secretariat and no body was named', () => {
    const shared = aCommission({ secretariat: undefined, taches: { releve: 'mds' } });
    expect(whoDoes(shared, 'releve')?.id).toBe('mds');
    expect(whoDoes(shared, 'suivi')).toBeUndefined();
  });
  it('has six pieces, each with its words', () => {
    expect(Object.keys(taches).toSorted()).toEqual([...tacheCodes].toSorted());
  });
});

describe('a commission', () => {
  it.each([
    ['2025-12-31', false],
    ['2026-01-01', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('sits on %s: %s', (day, sits) => {
    expect(sitsOn({ from: '2026-01-01', to: '2027-01-01' }, day)).toBe(sits);
  });
  it('sits as long as no last day is known', () => {
    expect(sitsOn({ from: '2026-01-01' }, '2099-12-31')).toBe(true);
  });
  it('has members by their body', () => {
    expect(membresDe(aCommission({ membres: [ccas, habitat, mds, foyers] }), 'mds')).toEqual([mds]);
    expect(bailleursDe(aCommission({ membres: [ccas, habitat, mds, foyers] }))).toEqual([habitat, foyers]);
  });
});

describe('an outcome (charter, annexe 6, art. 5)', () => {
  it.each([
    ['accompagnement', ['mds', 'ccas']],
    ['bilanDiagnostic', ['asll']],
    ['verificationDroits', ['caf']],
    ['planApurement', ['bailleur']],
    ['renvoiCcapex', ['ccapex']],
    ['appuiJuridique', ['adil']],
  ] as const)('%s may be carried out by %j', (issue, bodies) => {
    for (const body of bodies) expect(responsablesDe(issue)).toContain(body);
  });
  it('of support may be the landlord’s own social workers’, whom article 6 counts apart', () => {
    expect(responsablesDe('accompagnement')).toContain('bailleur');
  });
  it('says what it is, and by whom', () => {
    expect(enMots({ issue: 'accompagnement', organisme: 'mds' })).toBe('accompagnement social (MDS)');
    expect(enMots({ issue: 'renvoiCcapex', organisme: 'ccapex' })).toBe('renvoi à la CCAPEX');
  });
  it('always has a body in charge, and words for the household', () => {
    for (const issue of issuesClpil) {
      expect(responsablesDe(issue).length).toBeGreaterThan(0);
      expect(issues[issue].title && issues[issue].aFaire).not.toBe('');
    }
  });
  it('is counted toward four bodies', () => {
    expect(ORIENTATIONS).toEqual(['ccas', 'mds', 'bailleur', 'asll']);
  });
});
