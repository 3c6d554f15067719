import { describe, expect, it } from 'vitest';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { delayKey } from '../../shared/domain/delays/deadline.ts';
import { type CaseRow, liveOf, rowOf } from '../../shared/domain/lists/row.ts';
import { caseRowSchema } from '../../shared/store/items.ts';
import { cfpInOrder, type Draft, eventsOf } from '../support/procedures.ts';

const state = (today: string, ...drafts: Draft[]) => caseOf(eventsOf(...drafts), today);
const row = (today: string, ...drafts: Draft[]): CaseRow => rowOf(state(today, ...drafts));

describe('what lists keep of a case', () => {
  it('is where it stands, what is next, what is owed, and no name of anybody of the household', () => {
    const kept = row('2026-12-01', {
      kind: 'assignation',
      actDate: '2026-11-20',
      dateAudience: '2027-02-04',
      bailleur: { nom: ' Habitat\u00a0 77 \n' },
      household: [{ nomNaissance: 'Nom-Secret', prenoms: ['Prénom-Secret'] }],
    });
    expect(kept).toMatchObject({
      commune: 'Meaux',
      stage: 'assignation',
      bailleur: 'Habitat 77',
      bailleurKey: 'HABITAT 77',
      audience: '2027-02-04',
      provisional: false,
      silence: undefined,
    });
    expect(kept.next?.due).toMatch(/^20/);
    expect(JSON.stringify(kept)).not.toContain('Secret');
  });

  it('is read back as it was written', () => {
    const kept = row('2026-12-01', { kind: 'impaye', actDate: '2026-11-02', dette: 123_456, loyer: 61_240 });
    const stored = JSON.parse(JSON.stringify(kept));
    expect(caseRowSchema.parse(stored)).toEqual(stored);
  });
});

describe('a demande de CFP', () => {
  it.each<[string, Draft[], CaseRow['silence']]>([
    [
      'that nobody answers',
      cfpInOrder('2026-10-05'),
      { refus: '2026-12-05', expres: false, debut: '2027-04-01' },
    ],
    [
      'that is refused',
      [...cfpInOrder('2026-10-05'), { kind: 'decisionCfp', actDate: '2026-11-20', issue: 'refus' }],
      { refus: '2026-11-20', expres: true, debut: '2027-04-01' },
    ],
    [
      'that is granted in time',
      [...cfpInOrder('2026-05-05'), { kind: 'decisionCfp', actDate: '2026-06-20', issue: 'accord' }],
      undefined,
    ],
    [
      'whose household left',
      [...cfpInOrder('2026-10-05'), { kind: 'departVolontaire', actDate: '2026-11-20' }],
      undefined,
    ],
    ['that is not there', [{ kind: 'impaye', actDate: '2026-10-05' }], undefined],
  ])('%s commits the State by its dates, and by none', (_, drafts, expected) => {
    expect(row('2026-12-01', ...drafts).silence).toEqual(expected);
  });

  it('is told by dates: they do not change with the day on which it is read', () => {
    const days = ['2026-10-06', '2026-12-04', '2026-12-06', '2027-04-02'];
    const told = days.map((day) => JSON.stringify(row(day, ...cfpInOrder('2026-10-05')).silence));
    expect(new Set(told).size).toBe(1);
  });
});

describe('the delays that still ask for something', () => {
  it('are those that nothing settled, named by rule and fact', () => {
    const asked = state('2026-12-01', ...cfpInOrder('2026-10-05'));
    expect(liveOf(asked)).toContain(delayKey('decisionCfp', '2026-10-05'));
    const answered = state('2026-12-01', ...cfpInOrder('2026-10-05'), {
      kind: 'decisionCfp',
      actDate: '2026-11-20',
      issue: 'refus',
    });
    expect(liveOf(answered)).not.toContain(delayKey('decisionCfp', '2026-10-05'));
  });

  it('are none once the case is closed', () => {
    expect(
      liveOf(
        state('2026-12-01', ...cfpInOrder('2026-10-05'), { kind: 'departVolontaire', actDate: '2026-11-20' }),
      ),
    ).toEqual([]);
  });
});
