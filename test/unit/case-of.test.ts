import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { anEvent, eventLists } from '../support/events.ts';

const TODAY = '2026-03-10';

describe('a case is the fold of its events', () => {
  it('is the same whatever the order of arrival and however often each event came', () => {
    const shuffledWithRepeats = eventLists.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.array(fc.constantFrom(...events), { maxLength: 6 }),
      ),
    );
    fc.assert(
      fc.property(shuffledWithRepeats, ([events, shuffled, repeats]) => {
        expect(caseOf([...repeats, ...shuffled], TODAY)).toEqual(caseOf(events, TODAY));
      }),
    );
  });

  it.each([
    [['impaye'], 'impaye', 'open'],
    [['assignation', 'impaye'], 'assignation', 'open'],
    [['commandementDePayer', 'surendettement'], 'commandementDePayer', 'open'],
    [['surendettement'], 'signale', 'open'],
    [['assignation', 'departVolontaire'], 'parti', 'closed'],
    [['demandeCfp', 'procesVerbal'], 'demandeCfp', 'open'],
  ])('after %j stands at %s, %s', (kinds, stage, status) => {
    const events = kinds.map((kind, index) =>
      anEvent({ id: `m-${index}`, kind, ...(kind === 'surendettement' && { etape: 'depot' }) }),
    );
    expect(caseOf(events, TODAY)).toMatchObject({ stage, status });
  });

  it('waits for a person while no event tells the arrondissement, and follows their answer after', () => {
    const doubtful = anEvent({ dwelling: { postcode: '77130' } });
    const answer = anEvent({
      id: 'm-2',
      kind: 'communeConfirmee',
      sender: 'etat',
      dwelling: { insee: '77305', commune: 'Montereau-Fault-Yonne', arrondissement: '773' },
    });
    expect(caseOf([doubtful], TODAY)).toMatchObject({ status: 'review', arrondissement: undefined });
    expect(caseOf([doubtful, answer], TODAY)).toMatchObject({ status: 'open', arrondissement: '773' });
  });

  it('refuses to make a case of nothing', () => {
    expect(() => caseOf([], TODAY)).toThrow(RangeError);
  });
});
