import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate, daysBetween } from '../../shared/domain/calendar/civil-date.ts';
import { type Case, caseOf } from '../../shared/domain/case/case-of.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import { compteEn, placeDe, rangDe } from '../../shared/domain/indicateurs/apport.ts';
import { type Tableau, tableauDe } from '../../shared/domain/indicateurs/tableau.ts';
import { endOf } from '../../shared/domain/responsabilite/periodes.ts';
import { anEvent } from '../support/events.ts';
import { type Draft, liabilities, procedures } from '../support/procedures.ts';

/* What must hold of counts whatever happened, in whatever order it was told. */
const runs = { numRuns: 150, seed: 77 };

const day = fc.nat(900).map((n) => addDays('2025-01-01', n));
const of = (kind: string, more: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({ kind: fc.constant(kind), actDate: day, ...more });
/** What the arbitraries of procedures leave out: what bodies do and commissions decide. */
const support = fc.oneof(
  of('accompagnement', {
    mesure: fc.constant('asll'),
    etat: fc.constantFrom('ouverte', 'close'),
    fin: fc.option(day, { nil: undefined }),
    sender: fc.constantFrom('association-a', 'mds'),
  }),
  of('avisCcapex', {
    nature: fc.constantFrom('avis', 'recommandation'),
    recommandations: fc.subarray(['relogement', 'delais', 'concoursForcePublique']),
    sender: fc.constant('etat'),
  }),
  of('suiteDecision', {
    decisionDu: day,
    mesure: fc.constantFrom('relogement', 'delais'),
    etat: fc.constantFrom('faite', 'enCours'),
    sender: fc.constant('mds'),
  }),
  of('decisionClpil', {
    commission: fc.constantFrom(undefined, 'clpil-a', 'clpil-b'),
    issues: fc.constantFrom(['accompagnement'], ['planApurement']),
    organisme: fc.constantFrom('ccas', 'mds', 'bailleur', 'asll'),
    sender: fc.constant('etat'),
  }).map((draft) => ({ ...draft, dateCommission: draft.actDate })),
  of('hebergement', {
    etat: fc.constant('heberge'),
    personnes: fc.constantFrom(undefined, 2, 5),
    sender: fc.constant('siao'),
  }),
  of('aideFsl', {
    etat: fc.constantFrom('demandee', 'accordee', 'refusee'),
    sender: fc.constantFrom('fsl', 'mds'),
  }),
  of('impaye', { loyer: fc.constantFrom(50_000, 61_234), sender: fc.constant('caf') }),
);
const history: fc.Arbitrary<CaseEvent[]> = fc
  .tuple(fc.oneof(procedures, liabilities), fc.array(support, { maxLength: 6 }), fc.boolean())
  .map(([events, drafts, placed]) =>
    [
      ...events,
      ...drafts.map((draft: Draft, n) =>
        anEvent({ id: `s-${n}`, receivedAt: `${draft.actDate}T08:00:00.000Z`, ...draft }),
      ),
    ].map((event) => (placed ? event : { ...event, dwelling: { postcode: '77130' } })),
  );

/** The tableau that rows as they were last written make, read on a day. */
const tableauOf = ({ arrondissement, apport }: Case, annee: number, le: CivilDate): Tableau => {
  const lignes = Object.entries(compteEn(arrondissement ?? 'sans', apport)).flatMap(([place, n]) => {
    const { lieu, annee: own, cle } = placeDe(place);
    const { ligne, nom } = rangDe(cle);
    return own === String(annee) ? [{ lieu, ligne, valeurs: { [nom]: n } }] : [];
  });
  return tableauDe(annee, lignes, [], le);
};
const figuresOf = (tableau: Tableau): Record<string, number | undefined> =>
  Object.fromEntries([...tableau.valeurs].map(([id, { total }]) => [id, total]));
const YEARS = [2024, 2025, 2026, 2027, 2028];

describe('counts, whatever happened', () => {
  it('do not depend on the order in which events are told, nor on repeats', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), day, (events, draws, today) => {
        const other = events
          .map((event) => ({ event, at: draws.next().value ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ event }) => event);
        expect(caseOf([...other, ...other.slice(0, 3)], today).apport).toEqual(caseOf(events, today).apport);
      }),
      runs,
    );
  });

  it('are on any day what the rows last written say, when the case is folded on the days it asks for', () => {
    fc.assert(
      fc.property(history, day, (events, start) => {
        let last = caseOf(events, start);
        for (let n = 0; n < 500; n += 1) {
          const today = addDays(start, n);
          if (last.compteLe !== undefined && last.compteLe <= today) last = caseOf(events, today);
          if (n % 13 !== 0 && last.compteLe !== addDays(today, 1)) continue;
          const anew = caseOf(events, today);
          for (const annee of YEARS)
            expect(figuresOf(tableauOf(last, annee, today)), `${annee}, ${today}`).toEqual(
              figuresOf(tableauOf(anew, annee, today)),
            );
        }
      }),
      { ...runs, numRuns: 30 },
    );
  }, 120_000);

  it('keep to each other: none is negative, a part is no more than its whole, steps are nested', () => {
    fc.assert(
      fc.property(history, day, (events, today) => {
        const state = caseOf(events, today);
        for (const annee of YEARS) {
          const { valeurs } = tableauOf(state, annee, today);
          const n = (id: string): number => valeurs.get(id)?.total ?? 0;
          for (const [id, { total }] of valeurs) expect(total ?? 0, id).toBeGreaterThanOrEqual(0);
          const atMost = (part: string, whole: string) =>
            expect(n(part), `${part} ≤ ${whole}`).toBeLessThanOrEqual(n(whole));
          atMost('parcours.dsfAvantAudience', 'parcours.audiences');
          atMost('parcours.cfpEffectifs', 'parcours.cfpAccordes');
          atMost('parcours.cfpAccordes', 'parcours.cfpDemandes');
          atMost('parcours.cfpDemandes', 'parcours.assignations');
          atMost('parcours.dsf', 'parcours.assignations');
          atMost('clpil.menages', 'clpil.situations');
          atMost('etat.relogementsApresCcapex', 'etat.relogementsContingent');
          atMost('etat.relogementsMenaces', 'etat.relogementsContingent');
          atMost('departement.fslAccordes', 'departement.fslDemandes');
          atMost('aorif.cfpEffectifs', 'etat.interventions');
          atMost('parcours.responsabilitesSansLoyer', 'parcours.responsabilites');
          expect(n('ccapex.decisionsConformes') + n('ccapex.decisionsContraires')).toBeLessThanOrEqual(
            n('etat.decisions'),
          );
          for (const menages of [
            'etat.relogementsContingent',
            'etat.daloReloges',
            'departement.menagesAsll',
            'aorif.dossiersRequisition',
            'parcours.dossiers',
            'parcours.responsabilites',
            'clpil.menages',
          ])
            expect(n(menages), menages).toBeLessThanOrEqual(1);
        }
      }),
      runs,
    );
  });

  it('count a day of the State’s liability once, be several of its periods running', () => {
    fc.assert(
      fc.property(
        liabilities,
        fc.nat(400).map((n) => addDays('2026-06-01', n)),
        (events, today) => {
          const state = caseOf(events, today);
          const { earlier, periodes } = state.chronology;
          if (earlier.length > 0) return;
          const days = new Set<CivilDate>();
          for (const periode of periodes) {
            if (periode.debut === undefined) continue;
            const fin = endOf(periode) ?? addDays(today, 1);
            const last = fin > today ? addDays(today, 1) : fin;
            for (let n = 0; n < daysBetween(periode.debut, last); n += 1) days.add(addDays(periode.debut, n));
          }
          const counted = YEARS.reduce(
            (sum, annee) =>
              sum + (tableauOf(state, annee, today).valeurs.get('parcours.joursResponsabilite')?.total ?? 0),
            0,
          );
          expect(counted).toBe(days.size);
        },
      ),
      { ...runs, numRuns: 500 },
    );
  });

  it('hold nothing of what is dated in the future', () => {
    fc.assert(
      fc.property(history, day, (events, today) => {
        const past = events.filter(({ actDate }) => actDate <= today);
        fc.pre(past.length > 0 && past.length < events.length);
        // A case is opened by the first message, be the act dated ahead.
        const without = (all: readonly CaseEvent[]) => {
          const figures = figuresOf(tableauOf(caseOf(all, today), 2026, today));
          return Object.entries(figures).filter(([id]) => id !== 'parcours.dossiers');
        };
        expect(without(events)).toEqual(without(past));
      }),
      runs,
    );
  });
});
