import { describe, expect, it } from 'vitest';
import { lineOf, wrapped } from '../../functions/portal/views/case/line.ts';
import { type Procedure, procedureOf } from '../../functions/portal/views/case/procedure.ts';
import { stakeOf } from '../../functions/portal/views/case/stake.ts';
import { supportsOf } from '../../functions/portal/views/case/support.ts';
import { nameOf, statusOf } from '../../functions/portal/views/case/words.ts';
import { reportOf } from '../../shared/cases/reading/case-report.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const impaye: Draft = { kind: 'impaye', actDate: '2025-03-10', loyer: 64_200 };
const commandement: Draft = { kind: 'commandementDePayer', actDate: '2025-12-05' };
const assignation: Draft = { kind: 'assignation', actDate: '2026-04-02', dateAudience: '2026-06-18' };
const decision: Draft = { kind: 'decision', actDate: '2026-07-02', issue: 'resiliation' };
const cql: Draft = {
  kind: 'commandementDeQuitterLesLieux',
  actDate: '2026-07-10',
  prefetInformeLe: '2026-07-10',
};
const demande: Draft = { kind: 'demandeCfp', actDate: '2026-09-12' };
const toTheCfp = [impaye, commandement, assignation, decision, cql, demande];

const seen = (today: string, ...drafts: Draft[]) => {
  const events = eventsOf(...drafts);
  const [state, report] = [caseOf(events, today), reportOf(events, today)];
  return { stake: stakeOf(state, report), procedure: procedureOf(state, report, events) };
};
const said = ({ points }: Procedure): string[] =>
  points.map(({ short, date, state }) => `${short} ${date ?? '?'} ${state}`);
const bandsOf = ({ bands }: Procedure): string[] =>
  bands.map(({ text, from, to }) => `${text} ${from} ${to ?? '…'}`);

describe('what is at stake', () => {
  it.each<[string, string, Draft[], RegExp, 'error' | 'warning' | 'info' | 'success']>([
    [
      'the silence runs',
      '2026-11-06',
      toTheCfp,
      /^Concours demandé : sans décision, il est refusé par le silence le 12 novembre 2026, dans 6 jours\. L’État serait responsable à partir du 1er avril 2027\.$/,
      'warning',
    ],
    [
      'it has made a refusal, in winter',
      '2026-11-30',
      toTheCfp,
      /^Concours refusé par le silence le 12 novembre 2026 : l’État est responsable à partir du 1er avril 2027, sauf octroi avant\.$/,
      'warning',
    ],
    [
      'the State is liable',
      '2027-05-02',
      toTheCfp,
      /^L’État est responsable depuis le 1er avril 2027\. Concours refusé par le silence le 12 novembre 2026\.$/,
      'error',
    ],
    [
      'the préfet refused himself',
      '2027-05-02',
      [
        ...toTheCfp,
        { kind: 'decisionCfp', actDate: '2026-10-20', issue: 'refus', motifRefus: 'ordrePublic' },
      ],
      /^L’État est responsable depuis le 20 octobre 2026\. Concours refusé le 20 octobre 2026\.$/,
      'error',
    ],
    [
      'nobody knows when the préfet had the commandement',
      '2026-11-30',
      [impaye, decision, { ...cql, prefetInformeLe: undefined }, demande],
      /^Un fait manque pour dire si l’État est responsable\. À confirmer : le jour où le préfet a reçu/,
      'warning',
    ],
    [
      'a hearing is to come, whatever is due before it',
      '2026-04-10',
      [commandement, assignation],
      /^Audience le 18 juin 2026, dans 69 jours\.$/,
      'info',
    ],
    [
      'what is late comes after the next date',
      '2026-06-01',
      [commandement, assignation],
      /^Audience le 18 juin 2026, dans 17 jours\. En retard : enquête sociale .*, attendu le .*\.$/,
      'warning',
    ],
    ['a date is next', '2025-12-10', [commandement], /^Prochaine date, le .* : /, 'info'],
    [
      'that a rule will change is no stake beside what is late',
      '2026-11-30',
      [{ ...impaye, actDate: '2026-04-10', suites: ['planDemande'] }],
      /^En retard : plan d’apurement .*\.$/,
      'warning',
    ],
    [
      'the case is closed',
      '2026-11-30',
      [...toTheCfp, { kind: 'departVolontaire', actDate: '2026-10-20' }],
      /^Ce dossier est clos : occupant parti, le 20 octobre 2026\.$/,
      'success',
    ],
    [
      'nothing runs',
      '2026-03-30',
      [{ kind: 'intervention', actDate: '2026-03-02', nature: 'visite' }],
      /^Rien ne court : aucune échéance légale n’est en cours\.$/,
      'info',
    ],
  ])('is said first: %s', (_, today, drafts, expected, kind) => {
    const { stake } = seen(today, ...drafts);
    expect(stake.said.join(' ')).toMatch(expected);
    expect(stake.kind).toBe(kind);
  });

  it('costs the rent each month, where the State pays or may, and the rent is known', () => {
    expect(seen('2027-05-02', ...toTheCfp).stake.cost).toEqual({ loyer: 64_200, debut: '2027-04-01' });
    expect(seen('2027-05-02', ...toTheCfp.slice(1)).stake.cost).toBeUndefined();
    expect(seen('2026-04-10', impaye, assignation).stake.cost).toBeUndefined();
  });

  it('has its reasons, and what is to be confirmed', () => {
    const { pourquoi, aConfirmer } = seen('2027-12-02', ...toTheCfp).stake;
    expect(pourquoi.join(' ')).toContain('trêve hivernale, qui finit le 31/03/2027');
    expect(aConfirmer.join(' ')).toContain('La trêve hivernale a commencé depuis');
  });
});

describe('the line of a procedure', () => {
  it('has what was reached, then what is expected, in the order of the motif', () => {
    expect(said(seen('2026-04-03', impaye, commandement, assignation).procedure)).toEqual([
      'Impayé 2025-03-10 atteint',
      'Commandement de payer 2025-12-05 atteint',
      'Assignation 2026-04-02 atteint',
      'Audience 2026-06-18 attendu',
      'Décision ? attendu',
      'Commandement de quitter ? attendu',
      'Concours demandé ? attendu',
      'Octroi ? ? attendu',
    ]);
  });

  it.each<[string, Draft, string[]]>([
    [
      'congeVente',
      { kind: 'conge', actDate: '2026-01-05', motif: 'congeVente' },
      ['Congé', 'Assignation', 'Audience', 'Décision'],
    ],
    [
      'troubleDeJouissance',
      { kind: 'miseEnDemeure', actDate: '2026-01-05' },
      ['Mise en demeure', 'Assignation'],
    ],
    [
      'adjudication',
      { kind: 'adjudication', actDate: '2026-01-05' },
      ['Adjudication', 'Commandement de quitter'],
    ],
    [
      'divorce',
      { kind: 'jugementDivorce', actDate: '2026-01-05' },
      ['Jugement de divorce', 'Commandement de quitter'],
    ],
  ])('begins as its motif does: %s', (_, draft, steps) => {
    const { points } = seen('2026-01-06', draft).procedure;
    expect(points.slice(0, steps.length).map(({ short }) => short)).toEqual(steps);
  });

  it.each([
    ['before', '2026-11-06', ['Silence : refus 2026-11-12 attendu', 'L’État responsable 2027-04-01 attendu']],
    [
      'after',
      '2026-11-30',
      ['Refus par le silence 2026-11-12 refus', 'L’État responsable 2027-04-01 attendu'],
    ],
    [
      'once liable',
      '2027-05-01',
      ['Refus par le silence 2026-11-12 refus', 'L’État responsable 2027-04-01 engage'],
    ],
  ])('has the refusal by silence, %s its day', (_, today, expected) => {
    expect(said(seen(today, ...toTheCfp).procedure)).toEqual(expect.arrayContaining(expected));
  });

  it('has the grant in place of an expected one, and ends with how it ended', () => {
    const grant = { kind: 'decisionCfp', actDate: '2026-10-05', issue: 'accord' };
    const line = said(
      seen('2027-05-01', ...toTheCfp, grant, { kind: 'departVolontaire', actDate: '2027-04-12' }).procedure,
    );
    expect(line.slice(-2)).toEqual([
      'Concours accordé 2026-10-05 atteint',
      'Occupant parti 2027-04-12 atteint',
    ]);
    expect(line.join()).not.toContain('attendu');
  });

  it('has two late duties at most, and never the silence twice', () => {
    const social = [{ ...impaye, parc: 'social', suites: ['planDemande'] }, ...toTheCfp.slice(1)];
    const late = seen('2026-12-30', ...social).procedure.points.filter(({ state }) => state === 'retard');
    expect(late.length).toBe(2);
    expect(late.map(({ full }) => full).join()).not.toContain('Décision du préfet');
  });

  it('says who told each step, and the text for what nobody told', () => {
    const { points } = seen('2026-11-30', ...toTheCfp).procedure;
    const of = (short: string) => points.find((one) => one.short === short);
    expect(of('Impayé')?.sender).toBe('caf');
    expect(of('Assignation')?.sender).toBe('etude-girard-provins');
    expect(of('Refus par le silence')).toMatchObject({ source: 'silence de deux mois (CPCE, art. R153-1)' });
    expect(of('Octroi ?')).toMatchObject({ date: undefined, state: 'attendu' });
  });

  it.each<[string, string, Draft[], string[]]>([
    ['no trêve before a title', '2026-03-01', [impaye, commandement], []],
    [
      'the trêves since the title',
      '2027-12-01',
      toTheCfp,
      ['Trêve hivernale 2026-11-01 2027-03-31', 'Trêve hivernale 2027-11-01 2028-03-31'],
    ],
    [
      'no trêve for who entered by force',
      '2026-12-01',
      [...toTheCfp.slice(0, 3), { ...decision, horsTreve: 'entreeParForce' }, cql],
      [],
    ],
    [
      'a surendettement that runs, then ends',
      '2026-06-01',
      [
        impaye,
        { kind: 'surendettement', actDate: '2026-01-12', etape: 'recevabilite' },
        { kind: 'surendettement', actDate: '2026-03-12', etape: 'mesures' },
        { kind: 'surendettement', actDate: '2026-05-12', etape: 'depot' },
      ],
      ['Surendettement 2026-01-12 2026-03-12', 'Surendettement 2026-05-12 …'],
    ],
    [
      'a time to leave',
      '2026-08-01',
      [decision, { kind: 'decision', actDate: '2026-07-20', issue: 'delaiPourQuitter', delaiAccordeMois: 3 }],
      ['Délai pour quitter les lieux 2026-07-20 2026-10-20'],
    ],
    [
      'the judge’s suspension',
      '2026-08-01',
      [decision, { kind: 'suspensionExpulsion', actDate: '2026-07-20', fin: '2026-09-01' }],
      ['Expulsion suspendue par le juge 2026-07-20 2026-09-01'],
    ],
    [
      'nothing beyond the end',
      '2027-02-01',
      [...toTheCfp, { kind: 'departVolontaire', actDate: '2026-12-10' }],
      ['Trêve hivernale 2026-11-01 2026-12-10'],
    ],
  ])('has what suspended it: %s', (_, today, drafts, expected) => {
    expect(bandsOf(seen(today, ...drafts).procedure)).toEqual(expected);
  });
});

describe('its picture', () => {
  const line = (today: string, ...drafts: Draft[]) => lineOf(seen(today, ...drafts).procedure);

  it('keeps everything within its frame, in order, today between what was and what will be', () => {
    const { width, height, points, bands, today, reachedTo, y } = line('2026-11-30', ...toTheCfp);
    const xs = points.map(({ x }) => x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    for (const x of [...xs, today, reachedTo]) expect(x >= 0 && x <= width).toBe(true);
    for (const band of bands) {
      expect(band.x >= 0 && band.x + band.width <= width).toBe(true);
      expect(band.y + 26 <= height).toBe(true);
    }
    expect(y).toBeLessThan(height);
    const at = (short: string) => points.find((one) => one.short === short)?.x ?? Number.NaN;
    expect(at('Refus par le silence')).toBeLessThan(today);
    expect(today).toBeLessThan(at('L’État responsable'));
  });

  it('turns words above and below when steps are many', () => {
    expect(new Set(line('2026-11-30', ...toTheCfp).points.map(({ below }) => below))).toEqual(
      new Set([true, false]),
    );
    expect(line('2026-04-03', impaye).points.every(({ below }) => below)).toBe(true);
  });

  it('stands with one step, and none', () => {
    expect(line('2026-11-30', { kind: 'departVolontaire', actDate: '2026-10-20' }).points.length).toBe(1);
    expect(lineOf({ today: '2026-11-30', points: [], bands: [] })).toMatchObject({ points: [], bands: [] });
  });

  it.each([
    ['Refus par le silence', ['Refus par le', 'silence']],
    ['anticonstitutionnellement', ['anticonstitution…']],
    [
      'un deux trois quatre cinq six sept huit neuf dix onze douze',
      ['un deux trois', 'quatre cinq six', 'sept huit neuf…'],
    ],
  ])('cuts «%s» into lines', (text, lines) => {
    expect(wrapped(text, text.startsWith('anti') ? 17 : 16)).toEqual(lines);
  });
});

describe('words', () => {
  it('call a duty that is past late, and a date that was fixed past', () => {
    expect(statusOf({ status: 'echu', nature: 'obligation' })).toEqual({ text: 'en retard', kind: 'error' });
    expect(statusOf({ status: 'echu', nature: 'terme' })).toEqual({ text: 'date passée' });
  });

  it.each([
    [{ nomNaissance: 'CASTEL', prenoms: ['Ana', 'Rosa'] }, 'CASTEL Ana'],
    [{ nomUsage: 'PEREZ', nomNaissance: 'CASTEL' }, 'PEREZ (née ou né CASTEL)'],
    [{}, 'nom non communiqué'],
  ])('name a person', (person, name) => {
    expect(nameOf(person)).toBe(name);
  });

  it('say of each measure and body what was told last', () => {
    const told = supportsOf(
      eventsOf(
        { kind: 'accompagnement', actDate: '2026-01-02', mesure: 'asll', etat: 'ouverte' },
        { kind: 'accompagnement', actDate: '2026-05-02', mesure: 'asll', etat: 'close' },
        { kind: 'accompagnement', actDate: '2026-02-02', mesure: 'masp', etat: 'ouverte' },
        { kind: 'avisCcapex', actDate: '2026-03-02', nature: 'avis', recommandations: ['relogement'] },
        { kind: 'assignation', actDate: '2026-04-02' },
      ),
    );
    expect(told.map(({ title, said: words }) => `${title} : ${words}`)).toEqual([
      'CCAPEX, en vigueur : avis, relogement',
      'Accompagnement : MASP, ouverte',
      'Accompagnement : ASLL, close',
    ]);
  });
});
