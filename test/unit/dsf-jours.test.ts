import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../shared/domain/calendar/civil-date.ts';
import { addWorkingDays } from '../../shared/domain/calendar/working-days.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { estContenu } from '../../shared/domain/dsf/formulaire.ts';
import { joursDe, joursOuvresEntre, transmissionDe } from '../../shared/domain/dsf/jours.ts';
import { prerempli } from '../../shared/domain/dsf/prerempli.ts';
import { cfpInOrder, type Draft, eventsOf } from '../support/procedures.ts';

const d = (kind: string, actDate: string, more: object = {}): Draft => ({ kind, actDate, ...more });
/** The hearing of `law.md`: 16 February 2027, a Tuesday. */
const assignation = d('assignation', '2026-11-23', { dateAudience: '2027-02-16', motif: 'impaye' });
const demande = d('demandeEnqueteSociale', '2026-12-01', { moment: 'assignation', organisme: 'mds' });
const jours = (today: string, contenu = {}, ...drafts: Draft[]) =>
  joursDe(caseOf(eventsOf(assignation, ...drafts), today), 'assignation', contenu, today);
const compte = (all: ReturnType<typeof jours>, rule: string) => all.comptes.find((one) => one.rule === rule);

describe('the days of an enquiry', () => {
  it.each([
    ['2026-11-30', '2026-12-01', 1],
    ['2026-11-27', '2026-11-30', 1],
    ['2026-11-28', '2026-11-29', 0],
    ['2026-11-30', '2026-11-30', 0],
    ['2026-12-24', '2026-12-28', 1],
    ['2027-02-09', '2027-02-16', 5],
    ['2026-12-01', '2026-11-30', -1],
  ])('from %s to %s are %i working days', (from, to, count) => {
    expect(joursOuvresEntre(from, to)).toBe(count);
  });

  it('are as many as were added', () => {
    const day = fc.integer({ min: 0, max: 800 }).map((n) => addDays('2026-01-01', n));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 60 }), (from, count) => {
        expect(joursOuvresEntre(from, addWorkingDays(from, count))).toBe(count);
      }),
    );
  });

  it('are those of the case’s own delays: interview, thirty days, five working days, and a sixth to aim at', () => {
    const all = jours('2026-12-02', {}, demande);
    expect([all.audience, all.viser]).toEqual(['2027-02-16', '2027-02-08']);
    expect(all.comptes.map(({ rule, jusquAu }) => [rule, jusquAu])).toEqual([
      ['entretienDiagnostic', '2026-12-22'],
      ['enqueteAvantAudience', '2027-01-17'],
      ['diagnosticAvantAudience', '2027-02-09'],
      ['diagnosticCcapex', '2027-02-09'],
    ]);
    expect(compte(all, 'entretienDiagnostic')).toMatchObject({ restants: 14, tard: false, fait: undefined });
    expect(compte(all, 'diagnosticAvantAudience')?.source).toContain('2021-8');
  });

  it('say what is late, and since how many working days', () => {
    const late = compte(jours('2026-12-24', {}, demande), 'entretienDiagnostic');
    expect(late).toMatchObject({ restants: -2, tard: true });
    expect(compte(jours('2026-12-22', {}, demande), 'entretienDiagnostic')).toMatchObject({
      restants: 0,
      tard: false,
    });
  });

  it('say of the interview the day that the form says, in time or late', () => {
    const on = (day: string) =>
      compte(jours('2027-01-04', { redacteur: { entretienProposeLe: day } }, demande), 'entretienDiagnostic');
    expect(on('2026-12-22')).toMatchObject({ fait: '2026-12-22', tard: false, restants: undefined });
    expect(on('2026-12-23')).toMatchObject({ fait: '2026-12-23', tard: true });
  });

  it('say what was done: the report, and each dispatch', () => {
    const report = d('enqueteSociale', '2027-01-11', { moment: 'assignation', etat: 'rendue' });
    const judge = d('transmissionDsf', '2027-02-10', { destinataire: 'juge' });
    const all = jours('2027-02-11', {}, demande, report, judge);
    expect(compte(all, 'enqueteAvantAudience')).toMatchObject({
      fait: '2027-01-11',
      tard: false,
      restants: undefined,
    });
    expect(compte(all, 'diagnosticAvantAudience')).toMatchObject({ fait: '2027-02-10', tard: true });
    expect(compte(all, 'diagnosticCcapex')).toMatchObject({ fait: undefined, tard: true, restants: -2 });
  });

  it('count nothing of what is without object any more', () => {
    const decided = jours('2027-02-20', {}, demande, d('decision', '2027-02-18', { issue: 'rejet' }));
    expect(compte(decided, 'diagnosticCcapex')?.restants).toBeUndefined();
  });

  it('of a hearing that nobody told, are none; of the réquisition, wait for no hearing', () => {
    const none = joursDe(
      caseOf(eventsOf(d('commandementDePayer', '2026-09-07')), '2026-12-02'),
      'assignation',
      {},
      '2026-12-02',
    );
    expect(none).toEqual({ audience: undefined, viser: undefined, comptes: [] });
    const events = eventsOf(assignation, ...cfpInOrder('2026-12-01'));
    const second = joursDe(caseOf(events, '2026-12-02'), 'requisition', {}, '2026-12-02');
    expect([second.audience, second.viser]).toEqual([undefined, undefined]);
    expect(second.comptes.map(({ rule }) => rule)).toEqual(['enqueteAvantDecisionCfp']);
  });
});

describe('the days between receipt and dispatch', () => {
  const report = d('enqueteSociale', '2026-12-01', { moment: 'assignation', etat: 'rendue' });
  const at = (today: string, ...drafts: Draft[]) =>
    transmissionDe(eventsOf(assignation, ...drafts), 'assignation', today);

  it('are none before the State has the report', () => {
    expect(at('2026-12-04')).toBeUndefined();
    expect(at('2026-12-04', { ...report, moment: 'requisition' })).toBeUndefined();
  });

  it('run until the judge has it, or until today', () => {
    expect(at('2026-12-07', report)).toEqual({
      recuLe: '2026-12-01',
      juge: undefined,
      ccapex: undefined,
      jours: 6,
      ouvres: 4,
    });
    const judge = d('transmissionDsf', '2026-12-04');
    const ccapex = d('transmissionDsf', '2026-12-07', { destinataire: 'ccapex' });
    expect(at('2027-01-04', report, judge, ccapex)).toEqual({
      recuLe: '2026-12-01',
      juge: '2026-12-04',
      ccapex: '2026-12-07',
      jours: 3,
      ouvres: 3,
    });
  });

  it('are of the last report: what was handed on before it was another', () => {
    const before = d('transmissionDsf', '2026-11-30');
    const again = d('transmissionDsf', '2026-12-09');
    expect(at('2026-12-10', before, report)?.juge).toBeUndefined();
    const second = {
      ...report,
      actDate: '2026-12-08',
      etat: 'carence',
      receivedAt: '2026-12-08T08:00:00.000Z',
    };
    expect(at('2026-12-10', second, report, again)).toMatchObject({
      recuLe: '2026-12-08',
      juge: '2026-12-09',
    });
    const twice = d('transmissionDsf', '2026-12-03');
    expect(at('2026-12-10', report, again, twice)?.juge).toBe('2026-12-03');
  });
});

describe('what a case already knows of the form', () => {
  const known = (...drafts: Draft[]) => {
    const events = eventsOf(...drafts);
    return prerempli(caseOf(events, '2026-11-30'), events);
  };

  it('is nothing of a case that says nothing of it', () => {
    const { contenu, sources } = known(d('assignation', '2026-10-01', { household: [] }));
    expect([contenu, sources.size]).toEqual([{}, 0]);
  });

  it('is the household, the last rent and debt that were told, and since when, each with where it comes from', () => {
    const household = [
      { nomNaissance: 'FERRAND', prenoms: ['Nadia', 'Anne'], dateNaissance: '1988-04-12' },
      { nomNaissance: 'FERRAND', nomUsage: 'DIALLO', prenoms: ['Karim'] },
    ];
    const { contenu, sources } = known(
      d('impaye', '2026-08-03', {
        household,
        loyer: 60_000,
        dette: 120_000,
        premierImpayeLe: '2026-05-07',
        parc: 'social',
      }),
      d('commandementDePayer', '2026-09-07', {
        household,
        loyer: 64_012,
        charges: 9_500,
        dette: 180_000,
        dateBail: '2021-06-01',
      }),
      d('paiement', '2026-10-02', { montant: 40_000, solde: 140_000, household }),
    );
    expect(contenu.menage?.personnes?.map(({ nom, naissance }) => [nom, naissance])).toEqual(
      expect.arrayContaining([
        ['Nadia FERRAND', '1988-04-12'],
        ['Karim DIALLO', undefined],
      ]),
    );
    expect(contenu.logement).toEqual({
      bailLe: '2021-06-01',
      parc: 'social',
      loyer: 64_012,
      charges: 9_500,
      dette: 140_000,
      detteLe: '2026-10-02',
      premierImpaye: '2026-05',
    });
    expect(contenu.demarches).toEqual({ dernierVersement: 40_000, dernierVersementLe: '2026-10-02' });
    expect(sources.get('logement.loyer')).toBe('Commandement de payer du 07/09/2026');
    expect(sources.get('logement.dette')).toMatch(/du 02\/10\/2026$/);
    expect(sources.get('logement.parc')).toMatch(/du 03\/08\/2026$/);
    expect(sources.get('demarches.dernierVersementLe')).toMatch(/du 02\/10\/2026$/);
    expect(estContenu(contenu)).toBe(true);
  });

  it('takes the month of the first default where no day was told', () => {
    expect(
      known(d('impaye', '2026-08-03', { impayeDepuis: '2026-04' })).contenu.logement?.premierImpaye,
    ).toBe('2026-04');
  });

  it('takes of two acts of one day the one that was told last, and nothing of an act that was undone', () => {
    const one = d('aideFsl', '2026-08-03', { etat: 'demandee', receivedAt: '2026-08-03T08:00:00.000Z' });
    const other = d('aideFsl', '2026-08-03', { etat: 'accordee', receivedAt: '2026-08-04T08:00:00.000Z' });
    expect(known(other, one).contenu.droits?.fsl).toBe('accorde');
    const undone = d('acteAnnule', '2026-08-05', {
      evenement: 'e-0',
      acte: 'aideFsl',
      prevenus: [],
      alertes: [],
      sender: 'etat',
      by: 'Anne',
    });
    expect(known(other, one, undone).contenu.droits?.fsl).toBe('demande');
  });

  it.each<[string, Draft, object]>([
    ['depot', d('surendettement', '2026-08-03', { etape: 'depot' }), { surendettement: 'depose' }],
    [
      'recevabilite',
      d('surendettement', '2026-08-03', { etape: 'recevabilite' }),
      { surendettement: 'recevable' },
    ],
    [
      'orientation',
      d('surendettement', '2026-08-03', { etape: 'orientation' }),
      { surendettement: 'recevable' },
    ],
    [
      'planApprouve',
      d('surendettement', '2026-08-03', { etape: 'planApprouve' }),
      { surendettement: 'mesures' },
    ],
    ['mesures', d('surendettement', '2026-08-03', { etape: 'mesures' }), { surendettement: 'mesures' }],
    [
      'retablissement',
      d('surendettement', '2026-08-03', { etape: 'retablissementPersonnel' }),
      { surendettement: 'mesures' },
    ],
    [
      'irrecevabilite',
      d('surendettement', '2026-08-03', { etape: 'irrecevabilite' }),
      { surendettement: 'clos' },
    ],
    ['cloture', d('surendettement', '2026-08-03', { etape: 'cloture' }), { surendettement: 'clos' }],
    ['fsl refusée', d('aideFsl', '2026-08-03', { etat: 'refusee' }), { fsl: 'refuse' }],
    ['plan', d('planApurement', '2026-08-03', { etat: 'denonce' }), { plan: 'denonce' }],
    [
      'Action Logement',
      d('aideActionLogement', '2026-08-03', { dispositif: 'visale', etat: 'miseEnJeu' }),
      { actionLogement: 'accorde' },
    ],
    ['dalo', d('recoursDalo', '2026-08-03', { voie: 'dalo', etat: 'depose' }), { dalo: 'depose' }],
    [
      'dalo satisfait',
      d('recoursDalo', '2026-08-03', { voie: 'dalo', etat: 'satisfait' }),
      { dalo: 'reconnu' },
    ],
    ['aide maintenue', d('decisionCcapex', '2026-08-03', { aide: 'maintien' }), { aideLogement: 'percue' }],
    [
      'aide suspendue',
      d('decisionCcapex', '2026-08-03', { aide: 'suspension' }),
      { aideLogement: 'suspendue' },
    ],
    [
      'mesure ouverte',
      d('accompagnement', '2026-08-03', { mesure: 'asll', etat: 'ouverte' }),
      { accompagnement: ['asll'] },
    ],
  ])('says of %s what the form asks', (_, draft, droits) => {
    const { contenu, sources } = known({ household: [], ...draft });
    expect(contenu.droits).toEqual(droits);
    for (const name of Object.keys(droits)) expect(sources.get(`droits.${name}`)).toMatch(/du 03\/08\/2026$/);
  });

  it('says nothing of a claim for a shelter, nor of a measure that is closed', () => {
    expect(
      known(d('recoursDalo', '2026-08-03', { voie: 'daho', etat: 'depose', household: [] })).contenu,
    ).toEqual({});
    const opened = d('accompagnement', '2026-08-03', { mesure: 'avdl', etat: 'ouverte', household: [] });
    const closed = d('accompagnement', '2026-09-03', { mesure: 'avdl', etat: 'close', household: [] });
    expect(known(opened, closed).contenu).toEqual({});
  });

  it('is always what the form may hold', () => {
    const etat = fc.constantFrom('demandee', 'accordee', 'refusee');
    fc.assert(
      fc.property(etat, fc.nat(500_000), fc.string(), (state, dette, nom) => {
        const { contenu } = known(
          d('aideFsl', '2026-08-03', { etat: state }),
          d('commandementDePayer', '2026-09-07', {
            dette,
            household: [{ nomNaissance: nom, prenoms: ['A'] }],
          }),
        );
        expect(estContenu(contenu)).toBe(true);
      }),
    );
  });
});
