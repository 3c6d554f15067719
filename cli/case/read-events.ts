import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { type CaseEvent, caseEventSchema } from '../../shared/domain/events/case-event.ts';

const draftSchema = z.looseObject({ kind: z.string(), actDate: z.string() });

/** The sender given to an event of a kind when a draft names none. */
const senders: Record<string, string> = { impaye: 'caf', surendettement: 'bdf', decisionCfp: 'etat' };

/** Completes a draft. A draft may leave out everything but its kind, its date, and the fields that only its kind has. */
const completed = (draft: z.infer<typeof draftSchema>, n: number): unknown => ({
  id: `evenement-${n}`,
  sender: senders[draft.kind] ?? 'etude-exemple',
  reference: 'EXEMPLE',
  receivedAt: `${draft.actDate}T08:00:00.000Z`,
  dwelling: { insee: '77284', commune: 'Meaux', arrondissement: '771' },
  household: [],
  ...draft,
});

const parseAll = (text: string, file: string): unknown[] => {
  try {
    const whole: unknown = JSON.parse(text);
    if (Array.isArray(whole)) return whole;
    const inside = z.object({ events: z.array(z.unknown()) }).safeParse(whole);
    return inside.success ? inside.data.events : [whole];
  } catch {
    return text.split(/\r?\n/).flatMap((line, index) => {
      if (line.trim() === '') return [];
      try {
        return [JSON.parse(line)];
      } catch {
        throw new Error(`${file}, ligne ${index + 1} : ni du JSON, ni une ligne de JSON`);
      }
    });
  }
};

/**
 * Events of a case from a file: a JSON array, `{ "events": […] }`, or one event on each line. An event may be a draft.
 *
 * @throws Error that names the event, the field and what was expected
 */
export const readEvents = async (file: string): Promise<CaseEvent[]> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`${file} : fichier absent ou illisible`, { cause });
  });
  const all = parseAll(text, file);
  if (all.length === 0) throw new Error(`${file} : aucun événement`);
  return all.map((one, index) => {
    const draft = draftSchema.safeParse(one);
    if (!draft.success)
      throw new Error(`${file}, événement ${index + 1} : « kind » et « actDate » sont attendus`);
    const event = caseEventSchema.safeParse(completed(draft.data, index + 1));
    if (event.success) return event.data;
    const issues = event.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'événement'} (${message})`,
    );
    throw new Error(`${file}, événement ${index + 1} (${draft.data.kind}) : ${issues.join(', ')}`);
  });
};
