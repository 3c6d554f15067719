import { BUNDLED, keptByContent } from './kept.ts';
import type { StageName } from './stages.ts';

/**
 * The synthesised application of a stage, as what runs or reads it on this machine needs it: made once for the same content, and
 * nobody's to write in.
 *
 * @param options `bundle: false` for who reads templates only
 * @returns a cloud assembly's folder
 */
export const assemblyFor = async (stage: StageName, options: { bundle?: boolean } = {}): Promise<string> => {
  const kind = options.bundle === false ? `templates/${stage}` : `assemblies/${stage}`;
  const { there, make } = keptByContent(kind, [...BUNDLED, 'infra/**/*.{ts,json}', 'cdk.json']);
  if (there !== undefined) return there;
  // Two seconds of loading, where there is something to synthesise.
  const { createApp } = await import('./create-app.ts');
  return make((folder) => void createApp(stage, folder, options).synth());
};
