import { addDays } from '../../../shared/domain/calendar/civil-date.ts';
import { caseOf } from '../../../shared/domain/case/case-of.ts';
import type { CaseEvent } from '../../../shared/domain/events/case-event.ts';
import type { ArrondissementCode } from '../../../shared/domain/events/household.ts';
import type { Apport } from '../../../shared/domain/indicateurs/apport.ts';
import { type Draft, eventsOf } from '../../../test/support/procedures.ts';

/** A case of the bench: its events in the order they come, and what it counts for after each. */
export type History = { events: CaseEvent[]; apports: Apport[]; arrondissement: ArrondissementCode };

const day = (from: string, days: number): string => addDays(from, days);
const etat = { sender: 'etat' };

/** Procedures of an arrondissement, by where they end; some ten events each. @param start day of the first act */
const procedures = (start: string): Draft[][] => {
  const begun: Draft[] = [
    {
      kind: 'impaye',
      actDate: day(start, -60),
      sender: 'caf',
      loyer: 50_000,
      parc: 'social',
      suites: ['planDemande'],
    },
    { kind: 'commandementDePayer', actDate: start, loyer: 50_000, parc: 'social' },
    {
      kind: 'suiteOrientation',
      actDate: day(start, 20),
      sender: 'mds-provins',
      organisme: 'mds',
      etat: 'recu',
    },
    { kind: 'assignation', actDate: day(start, 90), dateAudience: day(start, 170) },
    { kind: 'demandeEnqueteSociale', actDate: day(start, 92), moment: 'assignation', ...etat },
    {
      kind: 'enqueteSociale',
      actDate: day(start, 130),
      moment: 'assignation',
      etat: 'rendue',
      sender: 'mds-provins',
    },
    { kind: 'transmissionDsf', actDate: day(start, 135), ...etat },
  ];
  const ordered: Draft[] = [
    ...begun,
    { kind: 'decision', actDate: day(start, 200), issue: 'resiliation' },
    { kind: 'commandementDeQuitterLesLieux', actDate: day(start, 220), prefetInformeLe: day(start, 221) },
    { kind: 'demandeCfp', actDate: day(start, 285) },
  ];
  return [
    [...begun, { kind: 'planApurement', actDate: day(start, 150), etat: 'signe' }],
    [
      ...begun,
      { kind: 'decision', actDate: day(start, 200), issue: 'delaiDePaiement', delaiAccordeMois: 12 },
    ],
    ordered,
    [...ordered, { kind: 'decisionCfp', actDate: day(start, 320), issue: 'accord', ...etat }],
    [
      ...ordered,
      { kind: 'decisionCfp', actDate: day(start, 320), issue: 'accord', ...etat },
      { kind: 'executionCfp', actDate: day(start, 330), effectuee: true },
      { kind: 'hebergement', actDate: day(start, 331), etat: 'heberge', personnes: 3, sender: 'siao' },
    ],
    [
      ...begun.slice(0, 2),
      { kind: 'aideFsl', actDate: day(start, 10), etat: 'demandee', sender: 'mds-provins' },
      { kind: 'aideFsl', actDate: day(start, 40), etat: 'accordee', sender: 'fsl' },
      {
        kind: 'accompagnement',
        actDate: day(start, 45),
        mesure: 'asll',
        etat: 'ouverte',
        sender: 'association-exemple',
      },
      { kind: 'paiement', actDate: day(start, 80), solde: 0 },
    ],
  ];
};

const places: readonly { insee: string; commune: string; arrondissement: ArrondissementCode }[] = [
  { insee: '77284', commune: 'Meaux', arrondissement: '771' },
  { insee: '77288', commune: 'Melun', arrondissement: '772' },
  { insee: '77379', commune: 'Provins', arrondissement: '773' },
  { insee: '77186', commune: 'Fontainebleau', arrondissement: '774' },
  { insee: '77468', commune: 'Torcy', arrondissement: '775' },
];

/** Histories of every place and procedure, begun on days of two years. @param today the day as of which they are counted */
export const histories = (today: string): History[] =>
  places.flatMap((dwelling) =>
    Array.from({ length: 24 }, (_, n) => day('2024-11-04', n * 30)).flatMap((start) =>
      procedures(start).map((drafts) => {
        const events = eventsOf(...drafts.map((draft) => ({ dwelling, ...draft })));
        const apports = events.map((_, n) => caseOf(events.slice(0, n + 1), today).apport);
        return { events, apports, arrondissement: dwelling.arrondissement };
      }),
    ),
  );
