import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import type { Directory } from '../../../../shared/outbound/directory.ts';
import { directoryWith } from '../../../../shared/outbound/kept-directory.ts';
import type { mailboxesSchema } from '../../../../shared/outbound/mailbox.ts';
import { createDirectoryStore } from '../../../../shared/store/directory.ts';
import { createMailboxes } from '../../../../shared/store/mailboxes.ts';
import { createPartnerRegistry } from '../../../../shared/store/partners.ts';
import { createPersonRegister, createSessions } from '../../../../shared/store/persons.ts';
import type { Ctx, PageDeps } from '../../page.ts';

/** What administration reaches: registers, and no case. */
export type AdminDeps = Pick<PageDeps, 'client' | 'table' | 'now'> & {
  stage: string;
  /** The State's mailboxes. */
  mailboxes: z.infer<typeof mailboxesSchema>;
  /** The directory that was deployed. */
  file: Directory;
};

/** The registers that administration keeps. */
export const registersOf = ({ client, table, file }: AdminDeps) => {
  const directory = createDirectoryStore(client, table);
  return {
    persons: createPersonRegister(client, table),
    sessions: createSessions(client, table),
    partners: createPartnerRegistry(client, table),
    proofs: createMailboxes(client, table),
    directory,
    /** The directory as mails are addressed by it, with the entries that may be changed. */
    addresses: async () => {
      const { entries, version } = await directory.read();
      return { entries, version, whole: directoryWith(file, entries) };
    },
  };
};

/** An id for what is added. */
export const newId = (): string => randomBytes(4).toString('hex');

const sentSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** What a form sent: one text for a field, and all that were ticked. A file, or a field that is not there, is an empty text. */
export const sentBy = async (c: Ctx) => {
  const body = Object.entries(await c.req.parseBody({ all: true })).filter(
    ([, value]) => typeof value === 'string' || Array.isArray(value),
  );
  const sent = sentSchema.safeParse(Object.fromEntries(body)).data ?? {};
  return {
    one: (name: string): string => {
      const value = sent[name] ?? '';
      return (typeof value === 'string' ? value : (value[0] ?? '')).trim();
    },
    many: (name: string): string[] => [sent[name] ?? []].flat().filter(Boolean),
  };
};
export type Sent = Awaited<ReturnType<typeof sentBy>>;
