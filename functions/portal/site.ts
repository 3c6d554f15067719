import * as z from 'zod/mini';

/** Who publishes the pages, and what the law has a reader told of them. The data controller gives it, by stage. */
const publisherSchema = z.object({
  /** The body that publishes, as it signs. */
  name: z.string().check(z.minLength(1)),
  /** Its postal address; one element is one line. */
  address: z.array(z.string()).check(z.minLength(1)),
  /** The director of publication: a function, or a name. */
  director: z.string().check(z.minLength(1)),
  /** Whom a person asks for their rights: mailbox of the data protection officer. */
  dpo: z.string().check(z.minLength(1)),
});

/** What differs in the pages from one stage to another. */
export const siteSchema = z.object({
  stage: z.string(),
  /** AWS region that the pages are served from. */
  region: z.string(),
  /** Whether the site is the State's, and bears its mark. */
  etat: z.boolean(),
  /** The service that runs the hub. */
  contact: z.object({ service: z.string(), telephone: z.optional(z.string()), mail: z.string() }),
  editeur: z.optional(publisherSchema),
});
export type Site = z.infer<typeof siteSchema>;

/** Our own files that pages use, by what each is: their paths under `/ressources/`, which change with them. */
export const ownFilesSchema = z.object({
  'portail.css': z.string(),
  'portail.js': z.string(),
  'apparence.js': z.string(),
  'icone.svg': z.string(),
});
export type OwnFiles = z.infer<typeof ownFilesSchema>;
