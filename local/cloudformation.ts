import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { ACCOUNT_ID, REGION } from './constants.ts';
import type { Front } from './front.ts';
import { messageOf } from './json.ts';
import { elementOf } from './xml.ts';

/** A stack to create beside those of the assembly: its template, as JSON, and the values of its parameters. */
export const orderSchema = z.object({
  name: z.string(),
  template: z.string(),
  parameters: z.record(z.string(), z.string()),
});
export type StackOrder = Readonly<z.infer<typeof orderSchema>>;

/** A stack that runs. */
export type LiveStack = {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: ReadonlyMap<string, string>;
  /** Whether it was updated since it was created. */
  readonly updated?: true;
};

/** What the front asks of the hub. */
export type Stacks = {
  readonly all: () => readonly LiveStack[];
  readonly create: (order: StackOrder) => Promise<void>;
  /** Keeps other parameters. Its resources stay as they are. */
  readonly update: (order: StackOrder) => Promise<void>;
};

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';
const idOf = (name: string): string => `arn:aws:cloudformation:${REGION}:${ACCOUNT_ID}:stack/${name}/local`;

/** The members of a list of the query protocol: `Parameters.member.1.ParameterKey=…`. */
const membersOf = (form: URLSearchParams, list: string): Record<string, string>[] => {
  const members: Record<string, string>[] = [];
  for (const [name, value] of form) {
    const [, index, field = ''] = new RegExp(`^${list}\\.member\\.(\\d+)\\.(\\w+)$`).exec(name) ?? [];
    if (index === undefined) continue;
    const at = Number(index) - 1;
    members[at] = { ...members[at], [field]: value };
  }
  return members;
};

const memberXml = (elements: readonly string[]): string => `<member>${elements.join('')}</member>`;
const stackXml = ({ name, parameters, outputs, updated }: LiveStack): string =>
  memberXml([
    elementOf('StackName', name),
    elementOf('StackId', idOf(name)),
    elementOf('StackStatus', `${updated ? 'UPDATE' : 'CREATE'}_COMPLETE`),
    elementOf('CreationTime', new Date(0).toISOString()),
    `<Parameters>${Object.entries(parameters)
      .map(([key, value]) => memberXml([elementOf('ParameterKey', key), elementOf('ParameterValue', value)]))
      .join('')}</Parameters>`,
    `<Outputs>${[...outputs]
      .map(([key, value]) => memberXml([elementOf('OutputKey', key), elementOf('OutputValue', value)]))
      .join('')}</Outputs>`,
  ]);

/**
 * The part of CloudFormation by which a stack is added to a running hub: `CreateStack`, `UpdateStack`, `DescribeStacks`, in its query
 * protocol (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/). A stack is complete when its creation is answered.
 */
export const cloudFormation =
  ({ all, create, update }: Stacks): Front =>
  (request, response) => {
    const scope = String(request.headers.authorization ?? '');
    if (!scope.includes('/cloudformation/aws4_request')) return false;
    const answer = (status: number, body: string): void => {
      response.writeHead(status, { 'content-type': 'text/xml' });
      response.end(body);
    };
    const fail = (code: string, message: string): void =>
      answer(
        400,
        `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type>${elementOf('Code', code)}${elementOf('Message', message)}</Error></ErrorResponse>`,
      );
    return text(request).then(async (body) => {
      const form = new URLSearchParams(body);
      const action = form.get('Action') ?? '';
      const name = form.get('StackName') ?? '';
      const done = (result: string): void =>
        answer(
          200,
          `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result></${action}Response>`,
        );
      const known = all().find((stack) => stack.name === name || idOf(stack.name) === name);
      if (action === 'DescribeStacks') {
        if (name && !known) return fail('ValidationError', `Stack with id ${name} does not exist`);
        return done(`<Stacks>${(known ? [known] : all()).map(stackXml).join('')}</Stacks>`);
      }
      if (action !== 'CreateStack' && action !== 'UpdateStack') return fail('InvalidAction', action);
      if (action === 'CreateStack' && known)
        return fail('AlreadyExistsException', `Stack [${name}] already exists`);
      if (action === 'UpdateStack' && !known)
        return fail('ValidationError', `Stack [${name}] does not exist`);
      const parameters = Object.fromEntries(
        membersOf(form, 'Parameters').map(({ ParameterKey = '', ParameterValue, UsePreviousValue }) => [
          ParameterKey,
          UsePreviousValue === 'true' ? (known?.parameters[ParameterKey] ?? '') : (ParameterValue ?? ''),
        ]),
      );
      const order = { name: known?.name ?? name, template: form.get('TemplateBody') ?? '', parameters };
      try {
        await (action === 'CreateStack' ? create(order) : update(order));
      } catch (error) {
        return fail('ValidationError', messageOf(error));
      }
      done(elementOf('StackId', idOf(order.name)));
    });
  };
