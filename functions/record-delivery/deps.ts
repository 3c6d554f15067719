import { createDocumentClient } from '../../shared/store/client.ts';
import { createMarkDigestUndelivered, createMarkUndelivered } from '../../shared/store/delivery.ts';
import { env } from './env.ts';

const client = createDocumentClient();

export const markUndelivered = createMarkUndelivered(client, env.TABLE_NAME);
export const markDigestUndelivered = createMarkDigestUndelivered(client, env.TABLE_NAME);
