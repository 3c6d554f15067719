import * as z from 'zod';

export const bundleOptionsSchema = z.object({
  /** Folder of `functions/`. */
  name: z.string(),
  /** Modules run in a thread of their own, by their paths from the root: each becomes a file beside the handler's, `…/open-pdf.ts` `open-pdf.mjs`. */
  workers: z.array(z.string()).optional(),
  /** Files laid beside, by absolute path. */
  files: z.array(z.string()).optional(),
});
/** What goes in the folder a function is deployed as. */
export type BundleOptions = z.infer<typeof bundleOptionsSchema>;
