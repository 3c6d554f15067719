import { Template } from 'aws-cdk-lib/assertions';
import { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import * as z from 'zod';
import { assemblyFor } from '../../infra/assembly.ts';
import { type StageName, stages } from '../../infra/stages.ts';

const ResourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
const TemplateSchema = z.object({ Resources: z.record(z.string(), ResourceSchema) });

const listOf = <T extends z.ZodType>(item: T) =>
  z.union([item, z.array(item)]).transform((value) => (Array.isArray(value) ? value : [value]));

const StatementSchema = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: listOf(z.string()),
  Principal: z.unknown().optional(),
  Resource: listOf(z.unknown()).optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
const PolicySchema = z.object({ Statement: z.array(StatementSchema) });

export type Resource = z.infer<typeof ResourceSchema> & { logicalId: string };
export type Statement = z.infer<typeof StatementSchema>;
export type Synthesised = {
  data: Template;
  hub: Template;
  api: Template;
  resources: Resource[];
  /** Of the stacks, in the order above: whether each refuses to be deleted. */
  terminationProtection: boolean[];
};

const done = new Map<StageName, Synthesised>();

export const STAGE_NAMES = Object.values(stages).map(({ name }) => name);

const folders = new Map(
  await Promise.all(
    STAGE_NAMES.map(async (stage) => [stage, await assemblyFor(stage, { bundle: false })] as const),
  ),
);

/** The stacks of a stage, synthesised without bundling, once for each test file. */
export function synthesise(stage: StageName): Synthesised {
  const known = done.get(stage);
  if (known !== undefined) {
    return known;
  }
  const assembly = new CloudAssembly(folders.get(stage) ?? '');
  const templates = ['Data', 'Hub', 'Api', 'Portal', 'Backup']
    .map((id) => assembly.tryGetArtifact(id))
    .filter((one) => one instanceof CloudFormationStackArtifact);
  const [data, hub, api] = templates;
  if (data === undefined || hub === undefined || api === undefined) {
    throw new Error('three stacks expected');
  }
  const resources = templates.flatMap(({ template }) =>
    Object.entries(TemplateSchema.parse(template).Resources).map(([logicalId, resource]) => ({
      ...resource,
      logicalId,
    })),
  );
  const result = {
    data: Template.fromJSON(data.template),
    hub: Template.fromJSON(hub.template),
    api: Template.fromJSON(api.template),
    resources,
    terminationProtection: templates.map((one) => one.terminationProtection ?? false),
  };
  done.set(stage, result);
  return result;
}

/** The resources of one CloudFormation type. */
export function resourcesOf(stage: StageName, type: string): Resource[] {
  return synthesise(stage).resources.filter((resource) => resource.Type === type);
}

/** The statements of every policy of the stage, each with the resource that holds it. */
export function statementsOf(stage: StageName): { holder: Resource; statement: Statement }[] {
  return synthesise(stage).resources.flatMap((holder) =>
    ['PolicyDocument', 'KeyPolicy'].flatMap((property) => {
      const policy = holder.Properties[property];
      return policy === undefined
        ? []
        : PolicySchema.parse(policy).Statement.map((statement) => ({ holder, statement }));
    }),
  );
}
