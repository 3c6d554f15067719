import * as z from 'zod/mini';
import { communesOfPostcode } from '../../../shared/domain/territory/communes-of-postcode.ts';
import { resolveDwelling } from '../../../shared/domain/territory/resolve.ts';
import type { Commune } from '../../../shared/domain/territory/table.ts';
import type { Typed } from './wire-typed.ts';

/** Name of the radios by which a commune is chosen among those of a postal code. */
export const COMMUNE = 'dwelling-insee';
const POSTCODE = 'dwelling-postcode';

export type Settled =
  | { kind: 'settled'; dwelling: unknown }
  | { kind: 'asked'; candidates: readonly Commune[]; errors: ReadonlyMap<string, string> };

const place = z.looseObject({
  postcode: z.optional(z.string()),
  commune: z.optional(z.string()),
});

/**
 * Settles the commune of a typed dwelling before anything is sent: where the postal code is several communes' and the name is none of
 * theirs, the person chooses. A dwelling of another département is left to its reading, which says so.
 */
export const settleCommune = (dwelling: unknown, typed: Typed): Settled => {
  const told = place.safeParse(dwelling ?? {}).data ?? {};
  const { postcode = '', commune } = told;
  const found = resolveDwelling({ postcode, commune });
  if (found.kind === 'outside' || (found.kind === 'resolved' && found.insee !== undefined))
    return { kind: 'settled', dwelling };
  const candidates = communesOfPostcode(postcode);
  const chosen = candidates.find(({ insee }) => insee === typed.get(COMMUNE));
  if (chosen) return { kind: 'settled', dwelling: { ...told, insee: chosen.insee, commune: chosen.name } };
  const of = (name: string, text: string): Settled => ({
    kind: 'asked',
    candidates,
    errors: new Map([[name, text]]),
  });
  if (postcode === '') return of(POSTCODE, 'Code postal : indiquez celui du logement, à cinq chiffres.');
  if (candidates.length === 0)
    return of(POSTCODE, 'Code postal : celui-ci n’est d’aucune commune de Seine-et-Marne. Vérifiez-le.');
  return of(
    COMMUNE,
    commune === undefined
      ? `Commune : choisissez-la parmi les ${candidates.length} du code postal ${postcode}.`
      : `Commune : « ${commune} » n’est pas reconnue parmi celles du code postal ${postcode}. Choisissez-la.`,
  );
};
