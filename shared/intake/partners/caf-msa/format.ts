import type { WireFormat } from '../../read-message.ts';
import { centsOf } from '../../wire.ts';
import { type ImpayeWire, impayeWireSchema } from './wire.ts';

const asked = ['allocataire', 'aide', 'loyer', 'dette', 'dateConstitution', 'parc', 'bailleur'] as const;

/** CAF's and MSA's format: validated, turned into an `impaye` event, and asked for what it lacks. */
export const impayeFormat: WireFormat<ImpayeWire> = {
  schema: impayeWireSchema,
  asked: (wire) => asked.filter((field) => wire[field] === undefined),
  normalise: (wire, base) => ({
    ...base,
    kind: 'impaye',
    allocataire: wire.allocataire,
    aide: wire.aide,
    loyer: centsOf(wire.loyer),
    charges: centsOf(wire.charges),
    dette: centsOf(wire.dette),
    impayeDepuis: wire.impayeDepuis,
    dateConstitution: wire.dateConstitution,
    parc: wire.parc,
    bailleur: wire.bailleur,
    suites: wire.suites,
  }),
};
