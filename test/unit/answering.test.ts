import { describe, expect, it } from 'vitest';
import { answering } from '../../functions/api/answering.ts';
import { routes } from '../../shared/api/routes.ts';

const answer = async (body: Buffer, base64: boolean) => {
  const seen: string[] = [];
  const operations = Object.fromEntries(
    routes.map(({ operationId }) => [
      operationId,
      async (call: { body: string }) => {
        seen.push(call.body);
        return { statusCode: 201 };
      },
    ]),
  );
  const event = {
    routeKey: 'POST /v1/pieces',
    body: body.toString(base64 ? 'base64' : 'utf8'),
    isBase64Encoded: base64,
    requestContext: { authorizer: { jwt: { claims: { client_id: 'c' } } } },
  };
  // What is read of the gateway's event, and no more.
  const { statusCode, body: told } = await answering(
    Object.assign(Object.create(null), event),
    routes,
    operations,
    () => 'etude-essai',
  );
  return { statusCode, told: String(told), seen };
};

describe('a body that came to the API', () => {
  const name = '{"nom":"Lefèvre"}';

  it.each([true, false])('in UTF-8 is read as it was written (in base64: %s)', async (base64) => {
    expect(await answer(Buffer.from(name), base64)).toMatchObject({ statusCode: 201, seen: [name] });
  });

  it.each([true, false])(
    'in Latin-1 is refused, and no letter of it is guessed (in base64: %s)',
    async (base64) => {
      const { statusCode, told, seen } = await answer(Buffer.from(name, 'latin1'), base64);
      expect([statusCode, JSON.parse(told).errors[0].code, seen]).toEqual([422, 'JSON_ILLISIBLE', []]);
    },
  );
});
