import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLED, keptByContent } from './kept.ts';
import type { StageName } from './stages.ts';

/** On this machine a stage is read or tried, never deployed. */
export const TRIAL_CCAPEX = 'ccapex@passerelle.example';

/**
 * The synthesised application of a stage, for what runs or reads it on this machine. The folder is made once for the same sources
 * and is shared: never write in it.
 *
 * @param options `bundle: false` for a caller that reads templates only
 * @returns the folder of a cloud assembly
 * @example const stacks = loadAssembly(await assemblyFor('local', { bundle: false }));
 */
export const assemblyFor = async (stage: StageName, options: { bundle?: boolean } = {}): Promise<string> => {
  const kind = options.bundle === false ? `templates/${stage}` : `assemblies/${stage}`;
  const { there, make } = keptByContent(kind, [...BUNDLED, 'infra/**/*.{ts,json}', 'cdk.json']);
  if (there !== undefined) return there;
  // Loading the CDK takes two seconds: only when there is something to synthesise.
  const { createApp } = await import('./create-app.ts');
  return make(
    (folder) => void createApp(stage, folder, { ...options, ccapex: TRIAL_CCAPEX, trial: true }).synth(),
  );
};

/** Templates of the stack of a partner, and of an étude, as JSON. */
export type PartnerTemplates = { readonly partner: string; readonly etude: string };

/** The templates by which a partner that has an AWS account is added to a stage. They hold no asset. */
export const partnerTemplatesOf = async (stage: StageName): Promise<PartnerTemplates> => {
  const { there, make } = keptByContent(`partners/${stage}`, [
    'infra/**/*.{ts,json}',
    'package-lock.json',
    'cdk.json',
  ]);
  const { createPartnerApp } = there === undefined ? await import('./create-app.ts') : {};
  const folder = there ?? make((made) => void createPartnerApp?.(stage, made, { bundle: false }).synth());
  const template = (id: string): string => readFileSync(join(folder, `${id}.template.json`), 'utf8');
  return { partner: template('Partner'), etude: template('Etude') };
};
