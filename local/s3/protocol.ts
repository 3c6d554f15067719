import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { elementOf } from '../xml.ts';

/** An S3 error, as its XML has it. */
export type S3Failure = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Other members of its XML. */
  readonly details?: Readonly<Record<string, string | number>>;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The bucket of a request, named by its path or by its host, and the key, which is empty for the bucket itself. */
export const objectOfRequest = (
  request: IncomingMessage,
): { readonly bucket: string; readonly key: string } => {
  const [path = '/'] = (request.url ?? '/').split('?');
  const [host = ''] = (request.headers.host ?? '').split(':');
  const named = host.includes('.') && !/^\d+\.\d+\.\d+\.\d+$/.test(host);
  const [first = '', ...rest] = path.slice(1).split('/');
  return named
    ? { bucket: host.slice(0, host.indexOf('.')), key: decoded(path.slice(1)) }
    : { bucket: decoded(first), key: decoded(rest.join('/')) };
};

/** The query parameters of a request. */
export const queryOf = (request: IncomingMessage): URLSearchParams =>
  new URLSearchParams(request.url?.split('?').slice(1).join('?'));

/** Namespace of every S3 XML document. */
export const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Answers with an XML document. */
export const sendXml = (response: ServerResponse, status: number, xml: string): void => {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`${DECLARATION}${xml}`);
};

/** Answers with an error. To HEAD the error has no body, as S3 does for every HEAD. */
export const sendFailure = (response: ServerResponse, failure: S3Failure): void => {
  const members = {
    Code: failure.code,
    Message: failure.message,
    ...failure.details,
    RequestId: randomUUID(),
    HostId: 'local',
  };
  const xml = Object.entries(members).map(([name, value]) => elementOf(name, value));
  sendXml(response, failure.status, `<Error>${xml.join('')}</Error>`);
};
