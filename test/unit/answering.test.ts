import { describe, expect, it, vi } from 'vitest';
import { answering, type Operation } from '../../functions/api/answering.ts';

import { routes } from '../../shared/api/routes.ts';

/** The API's answer about an announced piece when its operation does `operation`. The étude's token is `c`. */
const answer = async (
  operation: Operation,
  {
    body = Buffer.from('{}'),
    base64 = false,
    client = 'c',
  }: { body?: Buffer; base64?: boolean; client?: string } = {},
) => {
  const event = {
    routeKey: 'POST /v1/pieces',
    body: body.toString(base64 ? 'base64' : 'utf8'),
    isBase64Encoded: base64,
    headers: { authorization: client },
    requestContext: {},
  };
  const handler = answering(routes, { deposerPiece: operation }, async (authorization) =>
    authorization === 'none'
      ? undefined
      : {
          partner: 'etude-essai',
          scopes: [authorization === 'c' ? 'passerelle/pieces.deposer' : 'passerelle/pieces.lire'],
        },
  );
  // Only the part of the gateway's event that is read.
  const {
    statusCode,
    body: told,
    headers,
  } = await handler(Object.assign(Object.create(null), event), Object.create(null));
  return { statusCode, told: String(told), headers };
};
const done: Operation = async () => ({ statusCode: 201 });
const codesOf = (told: string) => JSON.parse(told).errors.map(({ code }: { code: string }) => code);

describe('a body that came to the API', () => {
  const name = '{"nom":"Lefèvre"}';

  it.each([true, false])('in UTF-8 is read as it was written (in base64: %s)', async (base64) => {
    const operation = vi.fn(done);
    expect(await answer(operation, { body: Buffer.from(name), base64 })).toMatchObject({ statusCode: 201 });
    expect(operation).toHaveBeenCalledWith({ partner: 'etude-essai', parameters: {}, body: name });
  });

  it.each([true, false])(
    'in Latin-1 is refused, and no letter of it is guessed (in base64: %s)',
    async (base64) => {
      const operation = vi.fn(done);
      const { statusCode, told } = await answer(operation, { body: Buffer.from(name, 'latin1'), base64 });
      expect([statusCode, codesOf(told)]).toEqual([422, ['JSON_ILLISIBLE']]);
      expect(operation).not.toHaveBeenCalled();
    },
  );
});

describe('an answer of the API', () => {
  const failing: Operation = async () => {
    throw new Error('table of M. Lefèvre');
  };
  const headers = {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': expect.stringContaining("default-src 'none'"),
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
  };

  it.each([
    ['done', done, 'c', 201, undefined],
    ['of a token without this right', done, 'another', 403, 'application/json; charset=utf-8'],
    ['of no token', done, 'none', 401, 'application/json; charset=utf-8'],
    ['of our own fault', failing, 'c', 500, 'application/json'],
  ])('%s is kept by nobody, and says how it may be read', async (_, operation, client, statusCode, type) => {
    expect(await answer(operation, { client })).toMatchObject({
      statusCode,
      headers: { ...headers, ...(type && { 'Content-Type': type }) },
    });
  });

  it('to no token says how to ask again, and reads nothing', async () => {
    const operation = vi.fn(done);
    const { headers: told } = await answer(operation, { client: 'none', body: Buffer.from([0xff]) });
    expect(told).toMatchObject({ 'WWW-Authenticate': 'Bearer error="invalid_token"' });
    expect(operation).not.toHaveBeenCalled();
  });

  it('of our own fault says that it may be asked again, and nothing of the fault', async () => {
    const { told } = await answer(failing);
    expect(codesOf(told)).toEqual(['NON_TRAITE']);
    expect(told).not.toContain('Lefèvre');
  });
});
