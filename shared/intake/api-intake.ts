import * as z from 'zod/mini';

/** Code of the API's own intake: no partner has it. */
export const API_INTAKE = 'api';

const apiMessageSchema = z.object({
  /** The partner that the token named. */
  sender: z.string(),
  raw: z.string(),
  receivedAt: z.iso.datetime(),
});
/** A partner's message as the API puts it on its intake: the API alone may send there, so that its word on the sender is the channel's. */
export type ApiMessage = z.infer<typeof apiMessageSchema>;

export const apiMessageBody = (message: ApiMessage): string => JSON.stringify(message);

/** @throws when it is not one: nobody but the API sends there */
export const apiMessageIn = (body: string): ApiMessage => apiMessageSchema.parse(JSON.parse(body));
