import { createDocumentClient } from '../../shared/store/client.ts';
import { createMarkUndelivered } from '../../shared/store/delivery.ts';
import { env } from './env.ts';

export const markUndelivered = createMarkUndelivered(createDocumentClient(), env.TABLE_NAME);
