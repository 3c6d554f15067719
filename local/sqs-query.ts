import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Front } from './front.ts';
import { isObject, type Json, type JsonObject, objectOf } from './json.ts';
import { escapeXml } from './xml.ts';

/**
 * The SQS engine speaks the JSON protocol only; AWS also speaks the older Query protocol, and the CLI of stable
 * distributions still uses it. This puts the one before the other.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html
 */
const numbers = new Set(['MaxNumberOfMessages', 'WaitTimeSeconds', 'VisibilityTimeout', 'DelaySeconds']);
const lists: Readonly<Record<string, string>> = {
  AttributeName: 'AttributeNames',
  MessageAttributeName: 'MessageAttributeNames',
  MessageSystemAttributeName: 'MessageSystemAttributeNames',
  SendMessageBatchRequestEntry: 'Entries',
  DeleteMessageBatchRequestEntry: 'Entries',
  ChangeMessageVisibilityBatchRequestEntry: 'Entries',
};
const maps: Readonly<Record<string, string>> = {
  Attribute: 'Attributes',
  MessageAttribute: 'MessageAttributes',
};

type Tree = Map<string, Tree | string>;

const treeOf = (pairs: Iterable<[string, string]>): Tree => {
  const root: Tree = new Map();
  for (const [key, value] of pairs) {
    const path = key.split('.');
    const leaf = path.pop() ?? '';
    let node = root;
    for (const part of path) {
      const next = node.get(part);
      const branch: Tree = next instanceof Map ? next : new Map();
      node.set(part, branch);
      node = branch;
    }
    node.set(leaf, value);
  }
  return root;
};

const numbered = (tree: Tree): (Tree | string)[] =>
  [...tree].sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);

const jsonOf = (tree: Tree): JsonObject =>
  Object.fromEntries(
    [...tree].map(([key, value]): [string, Json] => {
      if (typeof value === 'string') return [key, numbers.has(key) ? Number(value) : value];
      const list = lists[key];
      if (list) return [list, numbered(value).map((one) => (typeof one === 'string' ? one : jsonOf(one)))];
      const map = maps[key];
      if (map) return [map, Object.fromEntries(numbered(value).map(namedValue))];
      return [key, jsonOf(value)];
    }),
  );

const namedValue = (entry: Tree | string): [string, Json] => {
  const tree: Tree = typeof entry === 'string' ? new Map() : entry;
  const value = tree.get('Value') ?? '';
  return [String(tree.get('Name') ?? ''), typeof value === 'string' ? value : jsonOf(value)];
};

/** Parameters of a Query request as the JSON protocol's body. */
export const queryToJson = (form: string): { action: string; body: JsonObject } => {
  const { Action, Version: _, ...body } = jsonOf(treeOf(new URLSearchParams(form)));
  return { action: String(Action), body };
};

/** Element names of the members that the Query protocol repeats instead of nesting. */
const elementOf = (key: string, action: string): string => {
  if (key === 'Successful') return `${action}ResultEntry`;
  if (key === 'Failed') return 'BatchResultErrorEntry';
  return key.replace(/s$/, '');
};

const xmlOf = (value: JsonObject, action: string): string =>
  Object.entries(value)
    .map(([key, member]) => {
      if (Array.isArray(member)) {
        const name = elementOf(key, action);
        return member.map((one: Json) => element(name, one, action)).join('');
      }
      if (isObject(member) && (key === 'Attributes' || key === 'MessageAttributes')) {
        const name = elementOf(key, action);
        return Object.entries(member)
          .map(([Name, Value]) => element(name, { Name, Value: Value ?? '' }, action))
          .join('');
      }
      return element(key, member ?? '', action);
    })
    .join('');

const element = (name: string, value: Json, action: string): string =>
  `<${name}>${isObject(value) ? xmlOf(value, action) : escapeXml(String(value))}</${name}>`;

/** A JSON answer as the Query protocol's XML. */
export const jsonToXml = (action: string, body: JsonObject): string => {
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  return `<${action}Response xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><${action}Result>${xmlOf(body, action)}</${action}Result>${metadata}</${action}Response>`;
};

const errorXml = (body: JsonObject, status: number): string => {
  const code = String(body.__type ?? 'InternalError').replace(/^.*#/, '');
  const type = status < 500 ? 'Sender' : 'Receiver';
  const message = escapeXml(String(body.message ?? body.Message ?? ''));
  return `<ErrorResponse><Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const translate = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { action, body } = queryToJson(await bodyOf(request));
  const answer = await fetch(`http://127.0.0.1:${request.socket.localPort}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      authorization: request.headers.authorization ?? '',
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  const json = text === '' ? {} : objectOf(JSON.parse(text));
  response.writeHead(answer.status, { 'content-type': 'text/xml' });
  response.end(answer.ok ? jsonToXml(action, json) : errorXml(json, answer.status));
};

/** Answers requests of the Query protocol by asking the engine in the JSON protocol. */
export const queryProtocol: Front = (request, response) =>
  request.method === 'POST' && request.headers['content-type']?.includes('x-www-form-urlencoded')
    ? translate(request, response)
    : false;
