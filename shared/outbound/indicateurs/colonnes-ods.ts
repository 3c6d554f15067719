import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** Characters to centimetres, as a spreadsheet's own font has them. */
const CENTIMETRES = 0.19;
const WRAPS =
  '<style:style style:name="retour" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>';
const END_OF_STYLES = '</office:automatic-styles>';

/**
 * Gives an OpenDocument workbook the widths of its columns, which hucre writes in XLSX only, and lets long texts go on several lines.
 *
 * @param widths of each sheet's columns, in characters
 * @throws Error when the workbook is not made as hucre makes them
 */
export const colonnesOds = (
  ods: Uint8Array,
  widths: readonly (readonly number[])[],
): Uint8Array<ArrayBuffer> => {
  const { mimetype = new Uint8Array(), 'content.xml': told = new Uint8Array(), ...others } = unzipSync(ods);
  const content = strFromU8(told);
  const sizes = [...new Set(widths.flat())];
  const styles = sizes.map(
    (width) =>
      `<style:style style:name="largeur${width}" style:family="table-column"><style:table-column-properties style:column-width="${(width * CENTIMETRES).toFixed(2)}cm"/></style:style>`,
  );
  const [head, ...sheets] = content
    .replace(END_OF_STYLES, `${styles.join('')}${WRAPS}${END_OF_STYLES}`)
    .split('<table:table ');
  if (sheets.length !== widths.length || !content.includes(END_OF_STYLES))
    throw new Error('The workbook has other sheets than those it was made of.');
  const sized = sheets.map((sheet, n) => {
    const columns = (widths[n] ?? []).map(
      (width) =>
        `<table:table-column table:style-name="largeur${width}" table:default-cell-style-name="retour"/>`,
    );
    return sheet.replace(/(?:<table:table-column[^>]*\/>)+/, columns.join(''));
  });
  // A reader tells the kind of the file by its first entry, which is not compressed (OpenDocument 1.3, part 2, 3.3).
  return new Uint8Array(
    zipSync(
      {
        mimetype: [mimetype, { level: 0 }],
        ...others,
        'content.xml': strToU8([head, ...sized].join('<table:table ')),
      },
      { mtime: '1980-01-01T00:00:00' },
    ),
  );
};
