import { describe, expect, it } from 'vitest';
import { FUNCTION_MB } from '../../infra/memory.ts';
import { peakOf } from '../support/peak.ts';
import { zipOf } from '../support/zip.ts';

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** A workbook of one row, with these shared strings. */
const workbookOf = (shared: string): Buffer =>
  zipOf({
    'xl/workbook.xml': `<workbook xmlns:r="${RELATION}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml':
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row></sheetData></worksheet>',
    'xl/sharedStrings.xml': `<sst>${shared}</sst>`,
  });

/** Texts that do not compress well, so that no ratio gives them away. */
const words = (count: number, of: (n: number) => string): string => {
  const parts: string[] = [];
  for (let n = 0; n < count; n++) parts.push(`<si><t>${of(n)}</t></si>`);
  return parts.join('');
};
const mixed = (n: number): string => Math.imul(n + 1, 0x9e3779b1).toString(36);

/** Most that one workbook may take, in MB: the function's start, and the files beside it, use its memory too. */
const MOST_MB = FUNCTION_MB / 4;

describe('a workbook’s shared texts', { timeout: 500_000 }, () => {
  it('that are many and honest are read within the function’s memory', async () => {
    const { told, rows, peakMb } = await peakOf(workbookOf(words(1_000_000, (n) => `${mixed(n)} rue œ${n}`)));
    expect([told, rows]).toEqual(['read', 1]);
    expect(peakMb).toBeLessThan(MOST_MB);
  });

  it.each([
    ['that say nothing, by the million', () => words(5_100_000, (n) => (n % 7 ? '' : mixed(n)))],
    ['that are long', () => words(1500, (n) => `${mixed(n)}${'œ'.repeat(90_000)}${mixed(n)}`)],
    [
      'of which one never ends',
      () => `<si><t>${Array.from({ length: 1_200_000 }, (_, n) => mixed(n)).join(' ')}</t></si>`,
    ],
    [
      'with an attribute that never ends',
      () => `<si a="${Array.from({ length: 1_200_000 }, (_, n) => mixed(n)).join(' ')}"><t>a</t></si>`,
    ],
  ])('%s are refused with a code, within it', async (_, shared) => {
    const { told, peakMb } = await peakOf(workbookOf(shared()));
    expect(told).toBe('FICHIER_TROP_GRAND');
    expect(peakMb).toBeLessThan(MOST_MB);
  });
});
