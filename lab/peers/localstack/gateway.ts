import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CREDENTIALS, REGION } from '../../../local/constants.ts';
import { serveApi } from '../../../local/http/api.ts';
import { patternOf } from '../../../local/http/routes.ts';
import { objectOf } from '../../../local/json.ts';
import { type Listener, listen } from '../../../local/listen.ts';
import { loadAssembly } from '../../../local/template.ts';

/** What names the service and the region: LocalStack asks for no more than the form of a signature. */
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=${CREDENTIALS.accessKeyId}/20260101/${REGION}/lambda/aws4_request, SignedHeaders=host, Signature=none`;

/**
 * Serves a deployed stage's HTTP API, which LocalStack's community edition does not: the routes are the template's, and LocalStack
 * runs their functions.
 *
 * @param assembly folder of the cloud assembly that was deployed
 */
export const serveGateway = async (url: string, assembly: string): Promise<Listener> => {
  const stack = loadAssembly(assembly).find(({ name }) => name.endsWith('-api'));
  if (!stack) throw new Error(`no API in ${assembly}`);
  const client = new CloudFormationClient({ region: REGION, credentials: CREDENTIALS, endpoint: url });
  const { StackResources = [] } = await client.send(
    new DescribeStackResourcesCommand({ StackName: stack.name }),
  );
  const physical = new Map(StackResources.map((one) => [one.LogicalResourceId, one.PhysicalResourceId]));
  const resources = objectOf(stack.template.Resources);
  const propertiesOf = (id: string) => objectOf(objectOf(resources[id]).Properties);

  const invoke =
    (fn: string) =>
    async (event: unknown): Promise<unknown> => {
      const answer = await fetch(`${url}/2015-03-31/functions/${fn}/invocations`, {
        method: 'POST',
        headers: { authorization: AUTHORIZATION },
        body: JSON.stringify(event),
      });
      if (!answer.ok || answer.headers.has('x-amz-function-error')) throw new Error(await answer.text());
      return answer.json();
    };
  const routes = Object.keys(resources)
    .filter((id) => objectOf(resources[id]).Type === 'AWS::ApiGatewayV2::Route')
    .map((id) => {
      const { RouteKey, Target } = propertiesOf(id);
      const [, integration = ''] = /"Ref":"(\w+)"/.exec(JSON.stringify(Target)) ?? [];
      const [, fn = ''] =
        /"(\w+)"/.exec(JSON.stringify(objectOf(propertiesOf(integration).IntegrationUri)['Fn::GetAtt'])) ??
        [];
      return { pattern: patternOf(String(RouteKey)), invoke: invoke(physical.get(fn) ?? fn) };
    });
  const listener = await listen('the HTTP API');
  serveApi({ id: 'api', name: stack.name, url: listener.url, routes }, listener, Date.now);
  return listener;
};
