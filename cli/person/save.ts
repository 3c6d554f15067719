import type { RequestDeps } from '../../shared/cases/rights/request.ts';
import type { Exported } from './export.ts';
import { htmlOf } from './html.ts';

/** Writes an export as files: JSON, a page to read, and each piece. */
export const saveExport = async (
  deps: RequestDeps,
  exported: Exported,
  save: (name: string, bytes: string | Uint8Array) => Promise<void>,
): Promise<void> => {
  const files: { name: string; key: string }[] = [];
  for (const { place, key, size } of exported.copies) {
    if (place !== 'pieces' || !/\.pdf$/i.test(key)) continue;
    for (const version of await deps.objects.of(deps.buckets.pieces, key)) {
      if (version.marker || version.size !== size) continue;
      const name = `piece-${files.length + 1}.pdf`;
      await save(name, await deps.objects.read(version));
      files.push({ name, key });
      break;
    }
  }
  await save('export.json', `${JSON.stringify({ ...exported, pieces: files }, null, 2)}\n`);
  await save('export.html', htmlOf(exported, files));
};
