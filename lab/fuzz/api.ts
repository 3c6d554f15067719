import { S3Client } from '@aws-sdk/client-s3';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as fc from 'fast-check';
import * as z from 'zod';
import { answering } from '../../functions/api/answering.ts';
import { createMessageOperations } from '../../functions/api/messages.ts';
import { createPieceOperations } from '../../functions/api/pieces.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { routes } from '../../shared/api/routes.ts';
import { createUploads } from '../../shared/intake/upload-form.ts';
import { receiptPdf } from '../../shared/outbound/receipts/receipt-pdf.ts';
import type { PieceRegister } from '../../shared/store/pieces.ts';
import type { Intake } from './intake.ts';
import { mutated } from './mutations.ts';

const requestSchema = z.object({
  routeKey: z.string(),
  id: z.string(),
  query: z.string(),
  body: z.string(),
  base64: z.boolean(),
});

/** The HTTP API on a real register: any request that the gateway lets in gets an answer, and never a 500. */
export const apiIntake = (register: PieceRegister, examples: readonly unknown[]): Intake => {
  const s3 = new S3Client({ region: REGION, credentials: CREDENTIALS });
  const pieces = createPieceOperations({
    register,
    uploadFor: createUploads(s3, 'pieces', { maxBytes: 1_000, type: 'application/pdf' }),
    receiptPdf,
    tellReceipt: async () => {},
    now: () => '2026-11-23T08:00:00.000Z',
  });
  const messages = createMessageOperations({
    send: async () => {},
    unread: { list: async () => ({ unread: [], more: false }), remove: async () => {} },
    uploadFor: createUploads(s3, 'drop', { maxBytes: 1_000 }),
    reportsOf: async () => ({}),
    newId: () => '0'.repeat(32),
    now: () => '2026-11-23T08:00:00.000Z',
  });
  const scopes = routes.map(({ scope }) => scope);
  const handler = answering(routes, { ...pieces, ...messages }, async (authorization) => ({
    partner: authorization ?? '',
    scopes,
  }));
  const name = fc.oneof(
    fc.constantFrom('20261123-0123456789abcdef', '2026-11-23', '', '../x', '20261123-0123456789ABCDEF'),
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
  return {
    name: 'API HTTP',
    cases: fc.record({
      routeKey: fc.constantFrom(...routes.map(({ method, path }) => `${method} ${path}`)),
      id: name,
      query: name,
      body: fc.oneof(
        mutated(examples).map((one) => JSON.stringify(one)),
        mutated([{ numero: 'EXP-1', date: '2026-03-17' }]).map((one) => JSON.stringify(one)),
        fc.string({ unit: 'binary', maxLength: 200 }),
      ),
      base64: fc.boolean(),
    }),
    take: async (value) => {
      const { routeKey, id, query, body, base64 } = requestSchema.parse(value);
      const event = {
        routeKey,
        pathParameters: { id, jour: id },
        queryStringParameters: { jour: query, apres: query },
        body,
        isBase64Encoded: base64,
        headers: { authorization: routeKey.includes('pieces') ? 'etude-essai' : 'mds-meaux' },
        requestContext: {},
      };
      // Only the part of the gateway's event that the operation reads.
      const given: APIGatewayProxyEventV2 = Object.assign(Object.create(null), event);
      const { statusCode = 200 } = await handler(given, Object.create(null));
      if (statusCode >= 500) throw new Error(`${routeKey} answered ${statusCode}`);
    },
  };
};
