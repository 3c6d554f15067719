import { describe, expect, it } from 'vitest';
import { kinds } from '../../lab/documents/kinds.ts';
import { judge, missingVeraPdf, VERAPDF_FOLDER } from '../../lab/documents/verapdf.ts';

const missing = await missingVeraPdf(VERAPDF_FOLDER);
const names = Object.keys(kinds);

describe.skipIf(missing !== undefined)(
  `Documents, judged by veraPDF${missing === undefined ? '' : ` (not here: ${missing})`}`,
  () => {
    it('are PDF/UA-1, every kind of them, hostile names included', async () => {
      const pdfs: Uint8Array[] = [];
      for (const make of Object.values(kinds)) pdfs.push(await make());
      const judged = await judge(VERAPDF_FOLDER, pdfs);

      expect(Object.fromEntries(judged.map((one, index) => [names[index], one]))).toEqual(
        Object.fromEntries(names.map((name) => [name, { passed: true, broken: [] }])),
      );
    });

    it('would not be, had they no title to show: the judge judges', async () => {
      const { PDFDocument, PDFName } = await import('pdf-lib');
      const pdf = await PDFDocument.load((await kinds['lettre à un ménage']?.()) ?? new Uint8Array());
      pdf.catalog.delete(PDFName.of('ViewerPreferences'));
      const without = await pdf.save();
      expect((await judge(VERAPDF_FOLDER, [without]))[0]).toMatchObject({ passed: false });
    });
  },
);
