import { describe, expect, it } from 'vitest';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { statusAt } from '../../shared/domain/delays/deadline.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { anEvent } from '../support/events.ts';

/** Events about a case, one each day from 4 March. */
const said = (...events: Record<string, unknown>[]): CaseEvent[] => [
  anEvent(),
  ...events.map((over, n) =>
    anEvent({
      id: `said-${n}`,
      sender: 'etat',
      household: [],
      actDate: `2026-03-0${n + 4}`,
      receivedAt: `2026-03-0${n + 4}T09:00:00.000Z`,
      ...over,
    }),
  ),
];
const rapprochement = (etat: string, ...dossiers: string[]) => ({ kind: 'rapprochement', etat, dossiers });
const deplacement = (cause: string, autre: string, role = 'source') => ({
  kind: 'deplacement',
  cause,
  role,
  autre,
  evenements: ['x'],
});
const on = '2026-03-20';
const distinctFrom = (...events: Record<string, unknown>[]) => caseOf(said(...events), on).distinctFrom;
const reminder = (...events: Record<string, unknown>[]) => {
  const deadline = caseOf(said(...events), on).chronology.deadlines.find(
    ({ rule }) => rule === 'rapprochementATrancher',
  );
  return deadline && statusAt(deadline, on);
};

describe('An answer that is undone', () => {
  it('is the one about the same cases, not the last', () => {
    expect(
      distinctFrom(
        rapprochement('distinct', 'B'),
        rapprochement('distinct', 'C'),
        rapprochement('annule', 'B'),
      ),
    ).toEqual(['C']);
  });

  it.each<[string, ...Record<string, unknown>[]]>([
    ['«a household of its own»', rapprochement('confirme', 'B'), rapprochement('annule', 'B')],
    ['«this household»', deplacement('fusion', 'B'), deplacement('annulation', 'B', 'cible')],
  ])('%s leaves the doubt as open as before: the State is reminded again', (_, answer, undoing) => {
    const doubt = rapprochement('douteux', 'B');
    expect(reminder(doubt)).toBe('echu');
    expect(reminder(doubt, answer)).toBe('satisfait');
    expect(reminder(doubt, answer, undoing)).toBe('echu');
    expect(caseOf(said(doubt, answer, undoing), on).provisional).toBe(true);
  });
});

describe('A doubt', () => {
  it('is not answered by what is said of other cases', () => {
    const doubt = rapprochement('douteux', 'B', 'D');
    const provisional = (...events: Record<string, unknown>[]) =>
      caseOf(said(doubt, ...events), on).provisional;
    expect(provisional(rapprochement('distinct', 'C'))).toBe(true);
    expect(provisional(deplacement('fusion', 'C', 'cible'))).toBe(true);
    expect(provisional(rapprochement('distinct', 'D', 'B'))).toBe(false);
    expect(provisional(deplacement('fusion', 'B'))).toBe(false);
  });
});

describe('Cases that a person parted', () => {
  it('are distinct while one of the moves between them holds', () => {
    const [first, other] = [deplacement('detachement', 'B'), deplacement('detachement', 'B')];
    const undoing = deplacement('annulation', 'B', 'cible');
    expect(distinctFrom(first, other, undoing)).toEqual(['B']);
    expect(distinctFrom(first, undoing)).toEqual([]);
  });

  it('leave nothing to the second when it is undone: it went back to the first', () => {
    const emptied = said(
      deplacement('detachement', 'A', 'cible'),
      deplacement('fusion', 'C', 'cible'),
      deplacement('annulation', 'C'),
      deplacement('annulation', 'A'),
    ).slice(1);
    expect(caseOf(emptied, on)).toMatchObject({ mergedInto: 'A', status: 'closed', distinctFrom: [] });
  });

  it('are not when they were made one since', () => {
    expect(distinctFrom(deplacement('detachement', 'B'), deplacement('fusion', 'B', 'cible'))).toEqual([]);
  });
});
