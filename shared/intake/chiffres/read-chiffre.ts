import { type DitLu, fauteAnnee, lireDit } from '../../cases/indicateurs/controle.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { type Issue, issueCodes } from '../../outbound/replies/issue.ts';
import { tolerantParse } from '../tolerant-parse.ts';
import { unexpectedSender } from '../unexpected-sender.ts';
import type { ChiffreFormat } from './format.ts';

/** A figure that its sender may declare. */
export type ChiffreLu = DitLu & { annee: number };

/**
 * Reads a figure that a message tells. What its other figures of the year make of it is not known here: whoever writes it looks at them.
 *
 * @param incoming its channel's sender, and when it came (ISO UTC)
 */
export const readChiffre = (
  format: ChiffreFormat,
  told: unknown,
  { sender, receivedAt }: { sender: string; receivedAt: string },
): { ok: true; chiffre: ChiffreLu; warnings: Issue[] } | { ok: false; issues: Issue[] } => {
  const parsed = tolerantParse(format.schema, told);
  if (!parsed.ok) return parsed;
  const { value, warnings } = parsed;
  if (value.sender !== sender) return { ok: false, issues: [unexpectedSender(sender)] };
  const year = fauteAnnee(value.annee, parisDay(receivedAt));
  const read = lireDit(value, sender);
  const faults = [...(year ? [year] : []), ...(read.ok ? [] : read.fautes)];
  if (faults.length === 0 && read.ok)
    return {
      ok: true,
      chiffre: { ...read.dit, annee: value.annee },
      warnings: [...warnings, ...read.alertes],
    };
  // A value that was set aside is what is wrong, and not that it lacks.
  const setAside = warnings.filter(({ code }) => code === issueCodes.invalide);
  const others = faults.filter(({ path }) => !setAside.some((one) => one.path === path));
  return { ok: false, issues: [...others, ...setAside] };
};
