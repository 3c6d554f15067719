export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A file on its way to the reader. */
export const fileAnswer = (
  body: string | Uint8Array<ArrayBuffer>,
  { type, name }: { type: string; name: string },
): Response =>
  new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
