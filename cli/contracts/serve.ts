import { extname } from 'node:path';
import type { Front } from '../../local/front.ts';
import type { ContractFiles } from './files.ts';

/** Path of the contracts, at the address of the hub's HTTP API. */
export const CONTRACTS_PATH = '/contrats/';
const WITHOUT_SLASH = CONTRACTS_PATH.slice(0, -1);

const TEXT = 'text/plain; charset=utf-8';
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string | Uint8Array;
};

const replyTo = async (
  method: string | undefined,
  path: string,
  build: () => Promise<ContractFiles>,
): Promise<Reply> => {
  if (method !== 'GET' && method !== 'HEAD') {
    const content = 'Les contrats se lisent seulement : GET ou HEAD.\n';
    return { status: 405, headers: { 'content-type': TEXT, allow: 'GET, HEAD' }, content };
  }
  // Pages link to the files beside them: without the final slash, a browser would look for those one folder up.
  if (path === WITHOUT_SLASH) return { status: 308, headers: { location: CONTRACTS_PATH }, content: '' };
  const name = path.slice(CONTRACTS_PATH.length) || 'index.html';
  const content = (await build()).get(name);
  if (content !== undefined) {
    const type = types[extname(name)] ?? 'application/octet-stream';
    return { status: 200, headers: { 'content-type': type }, content };
  }
  const nothing = `Aucun contrat à cette adresse. Le sommaire : ${CONTRACTS_PATH}\n`;
  return { status: 404, headers: { 'content-type': TEXT }, content: nothing };
};

/**
 * Serves the contracts under `/contrats/`. They are built at the first request, so that the hub starts without waiting for them.
 * A name is looked up among the built files and never on a disk: no path leads elsewhere.
 *
 * @param build gives the files; called once
 */
export const serveContracts = (build: () => Promise<ContractFiles>): Front => {
  let built: Promise<ContractFiles> | undefined;
  const once = (): Promise<ContractFiles> => {
    built ??= build();
    return built;
  };
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (path !== WITHOUT_SLASH && !path.startsWith(CONTRACTS_PATH)) return false;
    request.resume();
    return replyTo(request.method, path, once).then(({ status, headers, content }) => {
      const body = Buffer.from(content);
      response.writeHead(status, {
        ...headers,
        'content-length': body.length,
        'x-content-type-options': 'nosniff',
      });
      response.end(body);
    });
  };
};
