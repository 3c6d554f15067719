import { text } from 'node:stream/consumers';
import type { Front } from './front.ts';
import { type Json, objectOf, parseObject } from './json.ts';

const PREFIX = 'secretsmanager.';

/**
 * The part of AWS Secrets Manager that functions use: `GetSecretValue` by ARN or name, with its JSON protocol and errors
 * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html). A secret has one version, the current one.
 *
 * @param secrets ARN → value
 */
export const secretsManager =
  (secrets: ReadonlyMap<string, string>): Front =>
  (request, response) => {
    const target = String(request.headers['x-amz-target'] ?? '');
    if (!target.startsWith(PREFIX)) return false;
    const answer = (status: number, body: Json): void => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(body));
    };
    return text(request).then((body) => {
      if (target !== `${PREFIX}GetSecretValue`)
        return answer(400, { __type: 'UnknownOperationException', Message: target });
      const { SecretId, VersionStage = 'AWSCURRENT' } = objectOf(parseObject(body, 'GetSecretValue'));
      const found = [...secrets].find(([arn]) => arn === SecretId || arn.endsWith(`:secret:${SecretId}`));
      if (!found || VersionStage !== 'AWSCURRENT')
        return answer(400, {
          __type: 'ResourceNotFoundException',
          Message: "Secrets Manager can't find the specified secret.",
        });
      const [ARN, SecretString] = found;
      answer(200, {
        ARN,
        Name: ARN.split(':secret:')[1] ?? '',
        SecretString,
        VersionStages: ['AWSCURRENT'],
      });
    });
  };
