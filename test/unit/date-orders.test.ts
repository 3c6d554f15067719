import { describe, expect, it } from 'vitest';
import { disorderedDates } from '../../shared/intake/date-orders.ts';
import { eventsOf } from '../support/procedures.ts';

const DAY = '2026-03-02';
const told = (kind: string, over: object): string[] => {
  const [event] = eventsOf({ kind, actDate: DAY, ...over });
  return event ? disorderedDates(event).map(({ path }) => path) : [];
};

describe('dates of one message that contradict each other are told', () => {
  it.each<[string, object, string]>([
    ['assignation', { dateAudience: '2026-03-01' }, 'dateAudience'],
    ['renvoiAudience', { dateAudience: '2026-03-01' }, 'dateAudience'],
    ['suspensionExpulsion', { fin: '2026-03-01' }, 'fin'],
    [
      'surendettement',
      { etape: 'recevabilite', suspension: { debut: '2026-02-02', fin: '2026-02-01' } },
      'suspension.fin',
    ],
    ['decisionCfp', { issue: 'sursis', jusquAu: '2026-03-01' }, 'jusquAu'],
    ['conge', { dateEffet: '2026-03-01' }, 'dateEffet'],
    ['commandementDeQuitterLesLieux', { dateLiberation: '2026-03-01' }, 'dateLiberation'],
    ['commandementDePayer', { dateBail: '2026-03-03' }, 'dateBail'],
    ['receptionPrefet', { acte: 'assignation', dateActe: '2026-03-03' }, 'dateActe'],
    ['impaye', { impayeDepuis: '2026-04' }, 'impayeDepuis'],
    ['impaye', { premierImpayeLe: '2026-03-03' }, 'premierImpayeLe'],
    ['impaye', { premierImpayeLe: '2026-02-02', dateConstitution: '2026-02-01' }, 'dateConstitution'],
    ['impaye', { signaleLe: '2026-03-03' }, 'signaleLe'],
    ['inscriptionClpil', { dateCommission: '2026-04-28', lettreAccordLe: '2026-04-29' }, 'dateCommission'],
    ['decisionCcapex', { aide: 'suspension', notifieeLe: '2026-03-01' }, 'notifieeLe'],
    [
      'decision',
      {
        issue: 'delaiDePaiement',
        echeancier: [
          { date: '2026-04-05', montant: 1 },
          { date: '2026-03-01', montant: 1 },
        ],
      },
      'echeancier[1].date',
    ],
  ])('%s %o', (kind, over, path) => {
    expect(told(kind, over)).toEqual([path]);
  });

  it.each<[string, object]>([
    ['assignation', { dateAudience: DAY }],
    ['suspensionExpulsion', { fin: DAY }],
    ['commandementDePayer', { dateBail: DAY }],
    ['impaye', { impayeDepuis: '2026-03', premierImpayeLe: DAY, dateConstitution: DAY, signaleLe: DAY }],
    ['decisionClpil', { dateCommission: '2026-02-10', issues: ['renvoiCcapex'] }],
    ['decision', {}],
  ])('but not of one day, nor where nothing follows: %s %o', (kind, over) => {
    expect(told(kind, over)).toEqual([]);
  });
});
