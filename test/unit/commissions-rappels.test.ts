import { describe, expect, it } from 'vitest';
import { rappelsDe } from '../../shared/cases/commissions/veille.ts';
import { aCommission, aSeance } from '../support/commissions.ts';

const missing = (today: string, over: Record<string, unknown> = {}) =>
  rappelsDe(aCommission(), aSeance({ etat: 'close', ...over }), today).filter(
    ({ genre }) => genre === 'releveManquant',
  );

describe('the relevé of a CLPIL, which the State is to have (charter, annexe 1)', () => {
  it('is missing fifteen days after the session: who writes it and the State are told', () => {
    expect(missing('2027-04-01')).toEqual([]);
    expect(missing('2027-04-02')).toMatchObject([{ membres: [{ id: 'ccas' }], etat: true }]);
  });

  it('is not, once it was sent, nor when the session was cancelled', () => {
    const releve = { at: '2027-03-20T09:00:00.000Z', by: 'Léa Morin' };
    expect(missing('2027-04-02', { releve })).toEqual([]);
    expect(missing('2027-04-02', { etat: 'annulee' })).toEqual([]);
  });
});
