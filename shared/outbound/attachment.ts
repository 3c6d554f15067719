/** A file that goes with a mail. */
export type Attachment = { filename: string; contentType: string; content: Uint8Array };
