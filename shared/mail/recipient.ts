import * as z from 'zod/mini';
import { arrondissementCodeSchema } from '../domain/events/household.ts';
import type { DueNotice } from './notice.ts';

export const mailboxesSchema = z.object({
  arrondissements: z.record(arrondissementCodeSchema, z.email()),
  ccapex: z.email(),
  saisineCcapex: z.email(),
});
type Mailboxes = z.infer<typeof mailboxesSchema>;

/** Where a stage's mail may go: to the mailboxes themselves, or to its sandbox only. */
export type MailPolicy = { stage: string; mailboxes: Mailboxes; sandboxRecipient?: string | undefined };

/** `to` is written to; `intended` is whom it was meant for, when that is someone else. */
export type Addressing = { to: string; mailbox: string; intended: string | undefined };

/**
 * The one place where the sandbox rule is applied: outside `prod`, and outside `local` whose mail never leaves the
 * machine, every address is replaced by the stage's sandbox recipient.
 *
 * @throws Error when a stage that needs a sandbox recipient has none, or `prod` has one
 */
export const addressingOf = (
  notice: Pick<DueNotice, 'recipient' | 'arrondissement'>,
  policy: MailPolicy,
): Addressing => {
  const { stage, mailboxes, sandboxRecipient } = policy;
  const mailbox =
    notice.recipient === 'ccapex' ? mailboxes.ccapex : mailboxes.arrondissements[notice.arrondissement];
  const open = stage === 'prod' || stage === 'local';
  if (open === (sandboxRecipient !== undefined))
    throw new Error(`stage ${stage}: sandbox recipient misconfigured`);
  return sandboxRecipient === undefined
    ? { to: mailbox, mailbox, intended: undefined }
    : { to: sandboxRecipient, mailbox, intended: mailbox };
};
