import * as fc from 'fast-check';
import { type CaseEvent, caseEventSchema } from '../../shared/domain/events/case-event.ts';

/** A valid event; `over` replaces any field. */
export const anEvent = (over: Record<string, unknown> = {}): CaseEvent =>
  caseEventSchema.parse({
    id: 'm-1',
    kind: 'impaye',
    sender: 'caf',
    reference: 'IMP-1',
    actDate: '2026-03-02',
    receivedAt: '2026-03-03T08:00:00.000Z',
    dwelling: { insee: '77284', commune: 'Meaux', arrondissement: '771' },
    household: [{ nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' }],
    ...over,
  });

const kinds = [
  { kind: 'impaye' },
  { kind: 'commandementDePayer', sender: 'etude-a' },
  { kind: 'assignation', sender: 'etude-a' },
  { kind: 'decision', sender: 'etude-a' },
  { kind: 'executionCfp', sender: 'etude-a', effectuee: false },
  { kind: 'departVolontaire', sender: 'etude-a' },
  { kind: 'surendettement', sender: 'bdf', etape: 'recevabilite' },
  { kind: 'communeConfirmee', sender: 'etat' },
];
const dwellings = [
  { postcode: '77130' },
  { insee: '77284', commune: 'Meaux', arrondissement: '771' },
  { insee: '77288', commune: 'Melun', arrondissement: '772', street: '4 rue du Miroir' },
];

/** Lists of distinct events of any kind, over few days so that dates collide. */
export const eventLists = fc
  .uniqueArray(
    fc.record({
      n: fc.nat(40),
      kind: fc.constantFrom(...kinds),
      day: fc.integer({ min: 1, max: 5 }),
      dwelling: fc.constantFrom(...dwellings),
      dette: fc.option(fc.nat(500_000), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 9, selector: ({ n }) => n },
  )
  .map((drafts) =>
    drafts.map(({ n, kind, day, dwelling, dette }) =>
      anEvent({
        ...kind,
        id: `m-${n}`,
        actDate: `2026-03-0${day}`,
        dwelling,
        ...(dette !== undefined && { dette }),
      }),
    ),
  );
