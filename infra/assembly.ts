import { createApp } from './create-app.ts';
import { BUNDLED, keptByContent } from './kept.ts';
import type { StageName } from './stages.ts';

/**
 * The synthesised application of a stage, as what runs or reads it on this machine needs it: made once for the same content, and
 * nobody's to write in.
 *
 * @param options `bundle: false` for who reads templates only
 * @returns a cloud assembly's folder
 */
export const assemblyFor = (stage: StageName, options: { bundle?: boolean } = {}): string => {
  const kind = options.bundle === false ? `templates/${stage}` : `assemblies/${stage}`;
  return keptByContent(kind, [...BUNDLED, 'infra/**/*.{ts,json}', 'cdk.json'], (folder) => {
    createApp(stage, folder, options).synth();
  });
};
