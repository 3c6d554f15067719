import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  PDFString,
} from 'pdf-lib';

const name = (text: string) => PDFName.of(text);
const streamOf = (object: PDFObject | undefined): string =>
  object instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(object).decode()).toString('latin1') : '';
const textOfHex = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** What each glyph of a font says, by its `ToUnicode` map (ISO 32000-1, 9.10.3). */
const glyphsOf = (font: PDFDict): Map<string, string> => {
  const map = streamOf(font.lookup(name('ToUnicode')));
  const glyphs = new Map<string, string>();
  for (const [, chars = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', said = ''] of chars.matchAll(/<(\w+)>\s*<(\w+)>/g))
      glyphs.set(glyph.toLowerCase(), textOfHex(said));
  return glyphs;
};

/** Two bytes are a glyph. One that says nothing, or that its font lacks, is U+0000. */
const saidBy = (bytes: Uint8Array, glyphs: ReadonlyMap<string, string>): string =>
  (Buffer.from(bytes).toString('hex').match(/.{4}/g) ?? [])
    .map((glyph) => glyphs.get(glyph) ?? '\u0000')
    .join('');

/** A text between parentheses, which may hold balanced ones of its own (ISO 32000-1, 7.3.4.2). */
const nested = (depth: number): string =>
  `\\((?:\\\\[\\s\\S]|[^\\\\()]${depth === 0 ? '' : `|${nested(depth - 1)}`})*\\)`;
const SHOWN = new RegExp(`\\/(\\w+) [\\d.]+ Tf|${nested(4)}`, 'g');

/** A run is a line of one font. */
type Run = { readonly text: string; readonly x: number; readonly y: number };
const runsOf = ({ node }: PDFPage): Run[] => {
  const fonts = node.Resources()?.lookup(name('Font'), PDFDict);
  let glyphs = new Map<string, string>();
  const runs = streamOf(node.Contents()).matchAll(
    /\n1 0 0 -1 (\S+) (\S+) cm\n(?:(?! cm\n)[\s\S])*?\nBT\n([\s\S]*?)\nET\n/g,
  );
  return [...runs].map(([, x, y, run = '']) => {
    let text = '';
    for (const [shown, font] of run.matchAll(SHOWN)) {
      if (font !== undefined) glyphs = glyphsOf(fonts?.lookup(name(font), PDFDict) ?? node);
      else text += saidBy(PDFString.of(shown.slice(1, -1)).asBytes(), glyphs);
    }
    return { text, x: Number(x), y: Number(y) };
  });
};

const load = (bytes: Uint8Array | undefined) =>
  PDFDocument.load(bytes ?? new Uint8Array(), { updateMetadata: false });
const rolesUnder = (object: PDFObject | undefined, pdf: PDFDocument): string[] => {
  const found = object && pdf.context.lookup(object);
  if (found instanceof PDFArray) return found.asArray().flatMap((one) => rolesUnder(one, pdf));
  if (!(found instanceof PDFDict)) return [];
  const role = found.get(name('S'));
  return [...(role instanceof PDFName ? [role.decodeText()] : []), ...rolesUnder(found.get(name('K')), pdf)];
};

/** A PDF as a reader of its tags meets it. */
export const readPdf = async (bytes: Uint8Array | undefined) => {
  const pdf = await load(bytes);
  const { catalog } = pdf;
  const runs = pdf.getPages().flatMap(runsOf);
  const sizes = pdf.getPages().map((page) => page.getSize());
  return {
    pages: sizes.length,
    sizes,
    title: pdf.getTitle(),
    written: pdf.getCreationDate()?.toISOString(),
    language: String(catalog.lookup(name('Lang'))),
    showsTitle: String(catalog.lookup(name('ViewerPreferences'), PDFDict).get(name('DisplayDocTitle'))),
    metadata: streamOf(catalog.lookup(name('Metadata'))),
    /** Roles of the structure, in the order in which they are read: `Document`, `H1`, `P`… */
    roles: rolesUnder(catalog.get(name('StructTreeRoot')), pdf),
    /** What is shown, in the order in which it is drawn, and where: in points from the left and from the foot of its page. */
    runs,
    text: runs.map(({ text }) => text).join('\n'),
  };
};
