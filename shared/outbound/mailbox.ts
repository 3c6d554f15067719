import * as z from 'zod/mini';
import type { Recipient } from '../domain/delays/rule.ts';
import { type ArrondissementCode, arrondissementCodeSchema } from '../domain/events/household.ts';
import { HubError } from '../errors.ts';
import {
  type Addressee,
  contactOf,
  type Directory,
  type Partner,
  type StateRecipient,
  stateRecipients,
} from './directory.ts';

export const mailboxesSchema = z.object({
  arrondissements: z.record(arrondissementCodeSchema, z.email()),
  ccapex: z.email(),
  saisineCcapex: z.email(),
  secretariatsCcapex: z.object({ nord: z.email(), sud: z.email() }),
  /** Mailboxes that want each notice as it comes; the others get a summary in the morning. */
  atOnce: z.readonly(z.array(z.email())),
});
type Mailboxes = z.infer<typeof mailboxesSchema>;

/** The State's own mailboxes: what goes there is told to no partner. */
export const boitesDeLEtat = ({
  arrondissements,
  ccapex,
  saisineCcapex,
  secretariatsCcapex,
}: Omit<Mailboxes, 'atOnce'>): ReadonlySet<string> =>
  new Set([
    ...Object.values(arrondissements),
    ccapex,
    saisineCcapex,
    secretariatsCcapex.nord,
    secretariatsCcapex.sud,
  ]);

/** Arrondissement → its formation of CCAPEX. */
export const ccapexFormationsSchema = z.record(z.string(), z.enum(['nord', 'sud']));
type CcapexFormations = z.infer<typeof ccapexFormationsSchema>;

/** Where addresses are found. */
export type AddressBook = { mailboxes: Mailboxes; directory: Directory; ccapexFormations: CcapexFormations };

/** What the address of a notice depends on. */
export type Told = Omit<Addressee, 'recipient'> & {
  recipient: Recipient;
  recipients: readonly Recipient[];
  arrondissement?: ArrondissementCode | undefined;
};

/** Where a notice goes, and the names of those whom its reader must inform because they have no address. */
export type Destination =
  | { kind: 'mailbox'; mailbox: string; forward: string[]; atOnce: boolean }
  | { kind: 'unaddressed' };

const isState = (recipient: Recipient): recipient is StateRecipient =>
  stateRecipients.some((state) => state === recipient);
const isPartner = (recipient: Recipient): recipient is Partner => !isState(recipient);

/**
 * Finds a notice's mailbox. Recipients without an address are named to the State: in the mail that it gets about the same thing
 * or, when it gets none, in one that the arrondissement gets in place of the first of them. So each is told, or named once, and
 * nobody twice.
 *
 * @throws HubError `NOTICE_UNROUTABLE` when the State's mailbox needs an arrondissement that the notice does not have
 */
export const mailboxOf = (notice: Told, addressBook: AddressBook): Destination => {
  const found = addressOfTold(notice, addressBook);
  return found
    ? { kind: 'mailbox', ...found, atOnce: addressBook.mailboxes.atOnce.includes(found.mailbox) }
    : { kind: 'unaddressed' };
};

const addressOfTold = (
  notice: Told,
  addressBook: AddressBook,
): { mailbox: string; forward: string[] } | undefined => {
  const { recipient, recipients } = notice;
  const { directory } = addressBook;
  const unreached = recipients.filter(isPartner).flatMap((partner) => {
    const { nom, mail } = contactOf(directory, { ...notice, recipient: partner });
    return mail === undefined ? [{ partner, nom }] : [];
  });
  const carrier = recipients.find(isState) ?? unreached[0]?.partner;
  const forward = recipient === carrier ? unreached.map(({ nom }) => nom) : [];
  if (isState(recipient)) return { mailbox: stateMailbox(recipient, notice, addressBook), forward };
  const { mail } = contactOf(directory, { ...notice, recipient });
  if (mail !== undefined) return { mailbox: mail, forward: [] };
  if (recipient !== carrier) return undefined;
  return { mailbox: stateMailbox('arrondissement', notice, addressBook), forward };
};

const stateMailbox = (
  recipient: StateRecipient,
  { arrondissement }: Pick<Told, 'arrondissement'>,
  { mailboxes, ccapexFormations }: AddressBook,
): string => {
  if (recipient === 'ccapex') return mailboxes.ccapex;
  if (arrondissement === undefined) throw unroutable('no arrondissement');
  if (recipient === 'arrondissement') return mailboxes.arrondissements[arrondissement];
  const formation = ccapexFormations[arrondissement];
  if (formation === undefined) throw unroutable(`no formation of CCAPEX for ${arrondissement}`);
  return mailboxes.secretariatsCcapex[formation];
};

const unroutable = (message: string): HubError =>
  new HubError('NOTICE_UNROUTABLE', message, { retryable: false });

/** Where a stage's mail may go: to the mailboxes themselves, or to its sandbox only. */
export type MailPolicy = { stage: string; sandboxRecipient?: string | undefined };

/** `to` is the address written to; `intended` is the mailbox it was meant for, when that is another one. */
export type Addressing = { to: string; mailbox: string; intended: string | undefined };

/**
 * Applies the sandbox rule, here only: every address is replaced by the stage's sandbox recipient, except in `prod` and in
 * `local`, whose mail never leaves the machine.
 *
 * @throws Error when a stage that needs a sandbox recipient has none, or `prod` has one
 *
 * @example addressOf('a@exemple.fr', { stage: 'dev', sandboxRecipient: 'essai@exemple.fr' }).to // 'essai@exemple.fr'
 */
export const addressOf = (mailbox: string, { stage, sandboxRecipient }: MailPolicy): Addressing => {
  const open = stage === 'prod' || stage === 'local';
  if (open === (sandboxRecipient !== undefined))
    throw new Error(`stage ${stage}: sandbox recipient misconfigured`);
  return sandboxRecipient === undefined
    ? { to: mailbox, mailbox, intended: undefined }
    : { to: sandboxRecipient, mailbox, intended: mailbox };
};
