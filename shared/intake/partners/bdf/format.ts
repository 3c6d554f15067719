import type { WireFormat } from '../../read-message.ts';
import { centsOf } from '../../wire.ts';
import { type SurendettementWire, surendettementWireSchema } from './wire.ts';

const asked = ['numeroBdf', 'detteLocative', 'bailleurCreancier'] as const;

/** Banque de France's format: validated, turned into a `surendettement` event, and asked for what it lacks. */
export const surendettementFormat: WireFormat<SurendettementWire> = {
  schema: surendettementWireSchema,
  asked: (wire) => asked.filter((field) => wire[field] === undefined),
  normalise: (wire, base) => ({
    ...base,
    kind: 'surendettement',
    numeroBdf: wire.numeroBdf,
    etape: wire.etape,
    orientation: wire.orientation,
    detteLocative: centsOf(wire.detteLocative),
    bailleurCreancier: wire.bailleurCreancier,
    suspension: wire.suspension,
  }),
};
