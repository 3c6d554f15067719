import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalHubError } from './errors.ts';
import { conditionHolds, referencesIn, type Scope } from './intrinsics.ts';
import { type Json, type JsonObject, messageOf, objectOf, parseObject } from './json.ts';

/** One stack of a cloud assembly: its template, and its file assets. */
export type Stack = {
  readonly name: string;
  readonly template: JsonObject;
  /** Asset's hash → its folder or file. */
  readonly assets: ReadonlyMap<string, string>;
};

/** A resource as the template declares it. */
export type Declared = {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
};

const read = (path: string): JsonObject => {
  try {
    return parseObject(readFileSync(path, 'utf8'), path);
  } catch (error) {
    throw new LocalHubError(`cannot read ${path}: ${messageOf(error)}`);
  }
};

const assetsOf = (assembly: string, file: string): Map<string, string> => {
  const path = join(assembly, file);
  if (!existsSync(path)) return new Map();
  const files = Object.entries(objectOf(read(path).files));
  return new Map(
    files.map(([hash, asset]) => [hash, join(assembly, String(objectOf(objectOf(asset).source).path ?? ''))]),
  );
};

const importsIn = (value: Json | undefined): string[] =>
  [...JSON.stringify(value ?? null).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map((match) => match[1] ?? '');

const exportsOf = (template: JsonObject): string[] =>
  Object.values(objectOf(template.Outputs)).map((output) =>
    String(objectOf(objectOf(output).Export).Name ?? ''),
  );

/** Sorts keys so that each comes after those it depends on; throws, naming them, when they form a cycle. */
const ordered = (
  keys: readonly string[],
  dependencies: (key: string) => readonly string[],
  what: string,
): string[] => {
  const done = new Set<string>();
  const open: string[] = [];
  const visit = (key: string): void => {
    if (done.has(key)) return;
    if (open.includes(key))
      throw new LocalHubError(`${what}: circular dependency ${[...open, key].join(' → ')}`);
    open.push(key);
    for (const other of dependencies(key)) if (keys.includes(other)) visit(other);
    open.pop();
    done.add(key);
  };
  for (const key of keys) visit(key);
  return [...done];
};

/**
 * The stacks of a synthesised cloud assembly, in the order in which they must be deployed.
 *
 * @param assembly the folder that `cdk synth` wrote (it holds manifest.json)
 */
export const loadAssembly = (assembly: string): Stack[] => {
  const artifacts = objectOf(read(join(assembly, 'manifest.json')).artifacts);
  const entries = Object.entries(artifacts).filter(
    ([, a]) => objectOf(a).type === 'aws:cloudformation:stack',
  );
  const stacks = new Map(
    entries.map(([id, artifact]) => {
      const properties = objectOf(objectOf(artifact).properties);
      const file = String(properties.templateFile);
      return [
        id,
        {
          name: String(properties.stackName ?? id),
          template: read(join(assembly, file)),
          assets: assetsOf(assembly, file.replace('.template.json', '.assets.json')),
        },
      ];
    }),
  );
  const dependencies = (id: string): string[] => {
    const declared = objectOf(artifacts[id]).dependencies;
    const imports = importsIn(stacks.get(id)?.template);
    const exporters = [...stacks].filter(([, s]) =>
      exportsOf(s.template).some((name) => imports.includes(name)),
    );
    return [...(Array.isArray(declared) ? declared.map(String) : []), ...exporters.map(([other]) => other)];
  };
  return ordered([...stacks.keys()], dependencies, 'stacks').flatMap((id) => stacks.get(id) ?? []);
};

/** The resources of a stack whose condition holds, each after those it refers to. */
export const resourcesOf = (scope: Scope): Declared[] => {
  const all = Object.entries(objectOf(scope.template.Resources)).filter(([, value]) => {
    const condition = objectOf(value).Condition;
    return typeof condition !== 'string' || conditionHolds(condition, scope);
  });
  const byId = new Map(all.map(([id, value]) => [id, objectOf(value)]));
  const dependencies = (id: string): string[] => {
    const declared = byId.get(id)?.DependsOn;
    const explicit = Array.isArray(declared) ? declared.map(String) : declared ? [String(declared)] : [];
    return [...explicit, ...referencesIn(byId.get(id)?.Properties)];
  };
  return ordered([...byId.keys()], dependencies, scope.stack).map((logicalId) => ({
    logicalId,
    type: String(byId.get(logicalId)?.Type),
    properties: objectOf(byId.get(logicalId)?.Properties),
    metadata: objectOf(byId.get(logicalId)?.Metadata),
  }));
};
