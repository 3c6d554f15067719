import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stages } from '../../infra/stages.ts';
import { agendaOf } from '../../shared/domain/case/agenda.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { caseLines, otherLines, withoutTerm, withTheCase } from '../../shared/domain/retention/table.ts';
import { termOf } from '../../shared/domain/retention/term.ts';
import { SESSION_LONGEST_MS } from '../../shared/store/persons.ts';
import { SEEN_DAYS } from '../../shared/store/persons-own.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const stateOf = (today: string, ...drafts: Draft[]) => caseOf(eventsOf(...drafts), today);
const begun: Draft = { kind: 'commandementDePayer', actDate: '2026-03-02' };

describe('the table of retention', () => {
  it('is what the impact assessment prints, line by line: what, how long, since when, by what text or whose choice', () => {
    // The formatter aligns the tables of the assessment.
    const printed = readFileSync('docs/aipd.md', 'utf8').replace(/ +/g, ' ').split('\n');
    const lengthOf = {
      mois: (value: number) => `${value / 12} ans`,
      jours: (value: number) => `${value} jours`,
      heures: (value: number) => `${value} heures`,
    };
    for (const { what, from, length, source } of [...Object.values(caseLines), ...otherLines])
      expect(printed).toContain(
        `| ${what} | ${lengthOf[length.unit](length.value)} | ${from} | ${source.nature} | ${source.text} |`,
      );
    expect(printed).toContain(`Partent avec le dossier, à son terme : ${withTheCase}`);
    expect(printed).toContain(`Sans terme, tant que le responsable n’en décide pas (§ 9) : ${withoutTerm}`);
  });

  it('says of sessions and of cases seen what the store does', () => {
    const hours = otherLines.find(({ what }) => what.startsWith('Session'))?.length.value ?? 0;
    expect(hours * 3_600_000).toBe(SESSION_LONGEST_MS);
    const days = otherLines.find(({ what }) => what.startsWith('Dernier passage'))?.length.value;
    expect(days).toBe(SEEN_DAYS);
  });

  it('is what production keeps, and no other stage keeps longer', () => {
    for (const { stage, length } of otherLines) {
      if (stage === undefined) continue;
      expect(stages.prod.retention[stage], stage).toBe(length.value);
      for (const { name, retention } of Object.values(stages))
        expect(retention[stage], `${name} ${stage}`).toBeLessThanOrEqual(length.value);
    }
    const told = otherLines.flatMap(({ stage }) => stage ?? []);
    expect([...new Set(told)].sort()).toEqual(Object.keys(stages.prod.retention).sort());
  });

  it('keeps no case for less than the buckets keep what partners dropped, whose rows are of many cases', () => {
    const shortest = Math.min(...Object.values(caseLines).map(({ length }) => length.value));
    expect(shortest * 30.4).toBeGreaterThan(stages.prod.retention.rawDays - 1);
  });
});

describe('how long a case is kept', () => {
  // Dates worked out by hand: the date of the ending act, plus the months of the line.
  it.each<[string, string, Draft[]]>([
    [
      'detteSoldee',
      '2029-09-14',
      [{ kind: 'paiement', sender: 'etude-girard-provins', actDate: '2026-09-14', solde: 0 }],
    ],
    [
      'demandeRejetee',
      '2029-07-23',
      [
        { kind: 'assignation', actDate: '2026-05-04', dateAudience: '2026-07-09' },
        { kind: 'decision', actDate: '2026-07-23', issue: 'rejet' },
      ],
    ],
    ['reloge', '2028-09-14', [{ kind: 'relogement', actDate: '2026-09-14' }]],
    ['parti', '2029-09-14', [{ kind: 'departVolontaire', actDate: '2026-09-14' }]],
    ['expulse', '2031-09-14', [{ kind: 'procesVerbal', actDate: '2026-09-14', nature: 'expulsion' }]],
    [
      'concoursDemande',
      '2031-09-14',
      [
        { kind: 'demandeCfp', actDate: '2026-06-01' },
        { kind: 'relogement', actDate: '2026-09-14' },
      ],
    ],
    ...(['refus', 'accord', 'sursis'] as const).map((issue): [string, string, Draft[]] => [
      'concoursDemande',
      '2031-09-14',
      [
        { kind: 'decisionCfp', actDate: '2026-06-01', issue },
        { kind: 'relogement', actDate: '2026-09-14' },
      ],
    ]),
  ])('%s: until %s', (ending, day, drafts) => {
    expect(termOf(stateOf('2026-12-01', begun, ...drafts))).toMatchObject({ ending, day });
  });

  it('counts from the last news where it is later than the end', () => {
    const late: Draft = {
      kind: 'relogement',
      actDate: '2026-09-14',
      receivedAt: '2027-02-01T08:00:00.000Z',
    };
    expect(termOf(stateOf('2027-03-01', begun, late))).toMatchObject({
      from: '2027-02-01',
      day: '2029-02-01',
    });
  });

  it('counts from the last news where an earlier act was told after the end', () => {
    const old: Draft = { ...begun, receivedAt: '2027-05-05T08:00:00.000Z' };
    const end: Draft = { kind: 'relogement', actDate: '2026-09-14' };
    expect(termOf(stateOf('2028-01-01', old, end))).toMatchObject({ from: '2027-05-05' });
  });

  it('for a case nobody closed, is three years after the last of its news and delays', () => {
    const assignation: Draft = { kind: 'assignation', actDate: '2026-05-04', dateAudience: '2026-07-09' };
    expect(termOf(stateOf('2026-12-01', begun, assignation))).toEqual({
      ending: 'sansSuite',
      from: '2026-07-09',
      day: '2029-07-09',
    });
  });

  it('that was emptied into another, is two years', () => {
    const emptied: Draft = {
      kind: 'deplacement',
      actDate: '2026-09-14',
      sender: 'etat',
      cause: 'fusion',
      role: 'source',
      autre: '77-2026-000002',
      evenements: ['e-0'],
    };
    expect(termOf(stateOf('2026-12-01', emptied))).toEqual({
      ending: 'vide',
      from: '2026-09-14',
      day: '2028-09-14',
    });
  });

  it('counts the delays ahead of a case that is open, and not of one that ended', () => {
    const hearing: Draft = { kind: 'assignation', actDate: '2026-05-04', dateAudience: '2028-07-09' };
    expect(termOf(stateOf('2026-12-01', hearing))).toMatchObject({ from: '2028-07-09' });
    // Two months after the commandement, whose lease nobody told: 2 May 2026 is a Saturday.
    expect(termOf(stateOf('2026-12-01', begun))).toMatchObject({ from: '2026-05-04' });
    const asked: Draft = { kind: 'demandeCfp', actDate: '2026-06-01' };
    // Two months for the préfet to answer: nobody closed it.
    expect(termOf(stateOf('2026-12-01', asked))).toMatchObject({ ending: 'sansSuite', from: '2026-08-01' });
    const end: Draft = { kind: 'relogement', actDate: '2026-09-14' };
    expect(termOf(stateOf('2026-12-01', hearing, end))).toMatchObject({
      ending: 'reloge',
      from: '2026-09-14',
    });
  });

  it('has no end under hold, and one again when it is lifted; other answers of a person move nothing', () => {
    const end: Draft = { kind: 'relogement', actDate: '2026-09-14' };
    const held: Draft = { kind: 'gel', actDate: '2027-01-01', etat: 'pose' };
    const freed: Draft = { kind: 'gel', actDate: '2028-01-01', etat: 'leve' };
    const state = stateOf('2030-01-01', begun, end, {
      ...held,
      reference: 'C. Roy',
      pourquoi: 'recours n° 7',
    });
    expect(termOf(state)).toBeUndefined();
    expect(state.gel).toEqual({ depuis: '2027-01-01', par: 'C. Roy', pourquoi: 'recours n° 7' });
    expect(agendaOf(state, [], '2030-01-01').nextDay).toBeUndefined();
    expect(stateOf('2030-01-01', begun, end).gel).toBeUndefined();
    expect(termOf(stateOf('2030-01-01', begun, end, held, freed))?.day).toBe('2028-09-14');
  });

  it('is a day the case wakes on, be it past', () => {
    const state = stateOf('2030-01-01', begun, { kind: 'relogement', actDate: '2026-09-14' });
    expect(agendaOf(state, [], '2030-01-01').nextDay).toBe('2028-09-14');
  });
});
