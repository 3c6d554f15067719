import * as z from 'zod/mini';
import type { Dwelling } from '../domain/events/household.ts';
import { resolveDwelling } from '../domain/territory/resolve.ts';
import { plainPlace } from '../domain/territory/told-place.ts';
import { type Issue, issueCodes } from '../outbound/replies/issue.ts';
import type { WireEnvelope } from './wire.ts';

/**
 * A message whose dwelling is told plainly (`plainPlace`), before its schema reads it.
 *
 * @example withPlainPlace({ dwelling: { postcode: '77 100' } }) // { dwelling: { postcode: '77100' } }
 */
export const withPlainPlace = (message: unknown): unknown => {
  const told = placeSchema.safeParse(message);
  return told.success ? { ...told.data, dwelling: plainPlace(told.data.dwelling) } : message;
};

const code = z.optional(z.string());
const placeSchema = z.looseObject({
  dwelling: z.looseObject({ insee: code, postcode: code, commune: code }),
});

export type Placed = { ok: true; dwelling: Dwelling; warnings: Issue[] } | { ok: false; issue: Issue };

/**
 * Finds the commune of a message's dwelling. A dwelling in another département is refused, and that département named; a doubt
 * gives a warning, and waits for a person.
 */
export const placeDwelling = (wire: WireEnvelope['dwelling']): Placed => {
  const found = resolveDwelling(wire);
  switch (found.kind) {
    case 'outside':
      return {
        ok: false,
        issue: {
          code: issueCodes.horsDepartement,
          path: 'dwelling',
          expected: 'un logement en Seine-et-Marne (77)',
          message: `Le logement est dans le département ${found.departement.name} (${found.departement.code}).`,
        },
      };
    case 'unresolved':
      return {
        ok: true,
        dwelling: { ...wire },
        warnings: [
          {
            code: issueCodes.commune,
            path: 'dwelling',
            expected: 'le code INSEE de la commune',
            message: found.reason.message,
          },
        ],
      };
    case 'resolved':
      return {
        ok: true,
        dwelling: {
          ...wire,
          commune: found.commune,
          arrondissement: found.arrondissement,
          insee: found.insee,
        },
        warnings: found.warnings.map((message) => ({
          code: issueCodes.contradiction,
          path: 'dwelling',
          expected: 'un code INSEE, un code postal et une commune qui concordent',
          message,
        })),
      };
  }
};
