import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { partnerTemplatesOf } from '../../infra/assembly.ts';
import { type StageName, stages } from '../../infra/stages.ts';
import type { PartnerEntry } from '../../shared/store/partners.ts';

/** Longest wait for a stack, in seconds: its role takes most of a minute. */
const LONGEST_WAIT = 600;

/** Where the parts of a deployed stage are. */
export type Places = {
  stage: StageName;
  region: string;
  table: string;
  api: string;
  pieces: string;
  drop: string;
};

/** What the stack of a partner has made. */
export type PartnerPlaces = { role: string; replies: string; intake: string | undefined };

const outputsOf = ({ Outputs = [] }: Stack): Map<string, string> =>
  new Map(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));

const stackName = (stage: StageName, code: string): string => `passerelle-${stage}-partner-${code}`;

/** The parameters of a partner's stack: those of `infra/stacks/partner-stack.ts`. */
const parametersOf = ({ code, account }: PartnerEntry, sending: 'open' | 'closed') =>
  Object.entries({ Code: code, Account: account ?? '', Sending: sending }).map(
    ([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }),
  );

/** The stacks of one stage, as CloudFormation tells of them. The account and the region are those of whoever asks. */
export const createStacks = (stage: StageName, client = new CloudFormationClient({})) => {
  const describe = async (StackName: string): Promise<Stack | undefined> => {
    try {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
      return Stacks[0];
    } catch (error) {
      if (error instanceof Error && error.name === 'ValidationError') return undefined;
      throw error;
    }
  };
  const wait = { client, maxWaitTime: LONGEST_WAIT, minDelay: 1, maxDelay: 10 };
  const ended = async (StackName: string, waiting: Promise<unknown>): Promise<void> => {
    try {
      await waiting;
    } catch (error) {
      throw new Error(
        `la pile ${StackName} n’a pas abouti : aws cloudformation describe-stack-events --stack-name ${StackName} dit pourquoi ; puis : partner change ${StackName.split('-partner-')[1]} --stage ${stage}`,
        { cause: error },
      );
    }
  };
  const templateOf = async ({ kind }: PartnerEntry): Promise<string> => {
    const { partner, etude } = await partnerTemplatesOf(stage);
    return kind === 'etude' ? etude : partner;
  };
  const madeBy = (stack: Stack): PartnerPlaces => {
    const outputs = outputsOf(stack);
    return {
      role: outputs.get('RoleArn') ?? '',
      replies: outputs.get('RepliesUrl') ?? '',
      intake: outputs.get('IntakeUrl'),
    };
  };

  return {
    /** @throws Error in French when the stage is not deployed there */
    places: async (): Promise<Places> => {
      const [data, api] = await Promise.all(
        ['data', 'api'].map((one) => describe(`passerelle-${stage}-${one}`)),
      );
      if (!data || !api)
        throw new Error(
          `aucune étape ${stage} n’est déployée à cette adresse : vérifiez --stage, le compte et la région AWS`,
        );
      const outputs = new Map([...outputsOf(data), ...outputsOf(api)]);
      const known = (name: string): string => outputs.get(name) ?? '';
      return {
        stage,
        region: stages[stage].region,
        table: known('TableName'),
        api: known('ApiUrl'),
        pieces: known('PiecesBucketName'),
        drop: known('DropBucketName'),
      };
    },

    /** What a partner's stack has made; undefined when it has none. */
    made: async (code: string): Promise<PartnerPlaces | undefined> => {
      const stack = await describe(stackName(stage, code));
      return stack && madeBy(stack);
    },

    /**
     * Creates a partner's stack, or brings the one it has up to today's template, and waits until it is done.
     *
     * @throws Error in French when it does not end well
     */
    put: async (entry: PartnerEntry, sending: 'open' | 'closed'): Promise<PartnerPlaces> => {
      const StackName = stackName(stage, entry.code);
      const order = {
        StackName,
        TemplateBody: await templateOf(entry),
        Parameters: parametersOf(entry, sending),
        Capabilities: ['CAPABILITY_NAMED_IAM' as const],
      };
      const before = await describe(StackName);
      if (before?.StackStatus?.endsWith('_IN_PROGRESS'))
        throw new Error(
          `la pile ${StackName} est en train de changer : attendez quelques minutes, puis relancez`,
        );
      // A creation that failed leaves a stack that holds nothing and cannot be updated.
      const isRemains = before?.StackStatus === 'ROLLBACK_COMPLETE';
      if (isRemains) {
        await client.send(new DeleteStackCommand({ StackName }));
        await ended(
          StackName,
          waitUntilStackDeleteComplete(wait, { StackName: before.StackId ?? StackName }),
        );
      }
      if (before && !isRemains) {
        try {
          await client.send(new UpdateStackCommand(order));
          await ended(StackName, waitUntilStackUpdateComplete(wait, { StackName }));
        } catch (error) {
          if (!(error instanceof Error && error.message.includes('No updates are to be performed')))
            throw error;
        }
      } else {
        await client.send(new CreateStackCommand(order));
        await ended(StackName, waitUntilStackCreateComplete(wait, { StackName }));
      }
      // Not before: the remains of a creation that failed could not be deleted.
      if (stages[stage].deletionProtection)
        await client.send(
          new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: true }),
        );
      const stack = await describe(StackName);
      if (!stack) throw new Error(`la pile ${StackName} n’est plus là`);
      return madeBy(stack);
    },
  };
};
export type PartnerStacks = ReturnType<typeof createStacks>;
