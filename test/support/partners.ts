import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { hashOf, newSecret } from '../../shared/api/token.ts';
import { createPartnerRegistry } from '../../shared/store/partners.ts';

/** Asks for a token as a partner does. */
export const askToken = (
  hub: LocalHub,
  code: string,
  secret: string,
  form: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${[...hub.apis.values()][0]}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${code}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  });

const registryOf = (hub: LocalHub) =>
  createPartnerRegistry(clientsOf(hub.endpoints).documents, hub.outputs.get('TableName') ?? '');

/** Draws a secret for a partner of a hub; its others stay good. */
export const secretOf = async (hub: LocalHub, code: string): Promise<string> => {
  const secret = newSecret();
  const registry = registryOf(hub);
  const entry = await registry.get(code);
  if (!entry) throw new Error(`${code} is not in the registry`);
  const by = { at: '2026-01-01T00:00:00.000Z', by: 'essai', what: 'secret' };
  await registry.addSecret(entry, hashOf(secret), '9999-12-31T00:00:00.000Z', by);
  return secret;
};

/** A token of a partner of a hub. */
export const tokenOf = async (hub: LocalHub, code: string, scope?: string): Promise<string> => {
  const answer = await askToken(hub, code, await secretOf(hub, code), scope === undefined ? {} : { scope });
  return String(Object(await answer.json()).access_token);
};
