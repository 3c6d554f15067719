import type { Commune } from '../../../shared/domain/territory/table.ts';
import { type ChooseFormat, readMessage } from '../../../shared/intake/read-message.ts';
import { settleCommune } from './commune.ts';
import { errorsOf, stops } from './field-errors.ts';
import { messageOfForm, type Typed } from './typed.ts';
import type { WireForm } from './wire-form.ts';

export type FormRead =
  | { kind: 'ready'; raw: string }
  | { kind: 'wrong'; errors: ReadonlyMap<string, string>; candidates: readonly Commune[] };

/**
 * Reads a form as the message it tells, by its partner's own format. What a program would be warned of, a person is asked about: nothing
 * goes until each value can be kept, and the commune is settled.
 */
export const readForm = (
  form: WireForm,
  typed: Typed,
  { sender, choose, at }: { sender: string; choose: ChooseFormat; at: string },
): FormRead => {
  const { message, persons } = messageOfForm(form, sender, typed);
  const commune = settleCommune(message.dwelling, typed);
  const told = commune.kind === 'settled' ? { ...message, dwelling: commune.dwelling } : message;
  const raw = JSON.stringify(told);
  const reading = readMessage(choose, { sender, raw, receivedAt: at });
  const issues = reading.kind === 'refusal' ? reading.errors : reading.warnings.filter(stops);
  if (commune.kind === 'settled' && issues.length === 0) return { kind: 'ready', raw };
  const asked = commune.kind === 'asked' ? commune : undefined;
  const others = issues.filter(({ path }) => !asked || !path.startsWith('dwelling'));
  const errors = new Map([...errorsOf(form, others, persons), ...(asked?.errors ?? [])]);
  return { kind: 'wrong', errors, candidates: asked?.candidates ?? [] };
};
