import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Writes a cloud assembly of one stack, as synthesis would. Returns its folder.
 *
 * @param code content of the function's bundle
 */
export const assemblyOf = (resources: object, code = 'export const handler = async () => {}'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  mkdirSync(join(folder, 'asset.f'));
  writeFileSync(join(folder, 'asset.f/index.mjs'), code);
  const write = (name: string, content: object) => writeFileSync(join(folder, name), JSON.stringify(content));
  write('manifest.json', {
    artifacts: {
      Demo: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Demo.template.json' } },
    },
  });
  write('Demo.assets.json', { files: { f: { source: { path: 'asset.f' } } } });
  write('Demo.template.json', { Resources: resources });
  return folder;
};
