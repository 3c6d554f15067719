import type { Commune } from '../../../shared/domain/territory/table.ts';
import { withPlainPlace } from '../../../shared/intake/place.ts';
import { type ChooseFormat, readMessage } from '../../../shared/intake/read-message.ts';
import { issuesOf } from '../../../shared/intake/tolerant-parse.ts';
import { type Issue, issueCodes } from '../../../shared/outbound/replies/issue.ts';
import { settleCommune } from './commune.ts';
import { errorsOf, isDoubtful } from './field-errors.ts';
import type { WireForm } from './wire-form.ts';
import { messageOfForm, type Typed } from './wire-typed.ts';

export type FormRead =
  | { kind: 'ready'; raw: string }
  | {
      kind: 'wrong';
      errors: ReadonlyMap<string, string>;
      candidates: readonly Commune[];
      /** Some of it may be so: the person may say that it is. */
      mayConfirm: boolean;
    };

/** Name of the box by which a person says that doubtful values are so, and its value. */
export const CONFIRMED = 'confirme';

/**
 * Reads a form as the message it tells, by its partner's own format. What a program would be warned of, a person is asked about: nothing
 * goes until each value can be kept, and the commune is settled; what may be a slip is asked once.
 */
export const readForm = (
  form: WireForm,
  typed: Typed,
  { sender, choose, at }: { sender: string; choose: ChooseFormat; at: string },
): FormRead => {
  const isConfirmed = typed.get(CONFIRMED) === 'oui';
  const { message, persons } = messageOfForm(form, sender, typed);
  const commune = settleCommune(message.dwelling, typed);
  const told = commune.kind === 'settled' ? { ...message, dwelling: commune.dwelling } : message;
  const raw = JSON.stringify(told);
  const reading = readMessage(choose, { sender, raw, receivedAt: at });
  const isAsked = ({ code }: Issue): boolean =>
    code === issueCodes.dateInvraisemblable || (!isConfirmed && isDoubtful({ code }));
  const issues = [
    // A program is warned of a value that is set aside; here nothing is.
    ...issuesOf(choose(told).schema, withPlainPlace(told)),
    ...(reading.kind === 'refusal' ? reading.errors : reading.warnings.filter(isAsked)),
  ];
  if (commune.kind === 'settled' && issues.length === 0) return { kind: 'ready', raw };
  const asked = commune.kind === 'asked' ? commune : undefined;
  const others = issues.filter(({ path }) => !asked || !path.startsWith('dwelling'));
  const errors = new Map([...errorsOf(form, others, persons), ...(asked?.errors ?? [])]);
  const mayConfirm = isConfirmed || issues.some(isDoubtful);
  return { kind: 'wrong', errors, candidates: asked?.candidates ?? [], mayConfirm };
};
