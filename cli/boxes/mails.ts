import * as z from 'zod';

const storeSchema = z.object({
  emails: z.array(
    z.object({
      messageId: z.string(),
      from: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      subject: z.string(),
      body: z.object({ html: z.string().optional(), text: z.string().optional() }),
      attachments: z.array(
        z.object({
          content: z.string(),
          contentType: z.string(),
          filename: z.string().optional(),
          size: z.number(),
        }),
      ),
    }),
  ),
});
/** A mail, as the local inbox keeps it. */
export type Mail = z.infer<typeof storeSchema>['emails'][number];

/** Every mail that was sent, in order. @param ses address of the local SES */
export const readMails = async (ses: string): Promise<Mail[]> =>
  storeSchema.parse(await (await fetch(`${ses}/store`)).json()).emails;

/** How many mails each mailbox has, by its address. */
export const countsOf = (mails: readonly Mail[]): [mailbox: string, count: number][] => {
  const counts = new Map<string, number>();
  for (const mail of mails)
    for (const mailbox of mail.destination.to) counts.set(mailbox, (counts.get(mailbox) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => one.localeCompare(other, 'fr'));
};
