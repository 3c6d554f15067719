import * as z from 'zod/mini';
import { digestSchema } from '../../shared/outbound/digest.ts';
import { noticeSchema } from '../../shared/outbound/notice.ts';

/** What the stream shows this function: notices and digests, of any status. */
export const itemSchema = z.discriminatedUnion('entity', [noticeSchema, digestSchema]);
export type Item = z.infer<typeof itemSchema>;
