import { readXlsx } from 'hucre/xlsx';
import yauzl from 'yauzl';

/** The text of one part of a text document, which is a ZIP; undefined when there is none. */
export const docxPart = (bytes: Uint8Array, part: string): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('entry', (entry) => {
        if (entry.fileName !== part) return zip.readEntry();
        zip.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed);
          const chunks: Buffer[] = [];
          for await (const chunk of stream) chunks.push(Buffer.from(chunk));
          resolve(Buffer.concat(chunks).toString('utf8'));
        });
      });
      zip.on('end', () => resolve(undefined));
      zip.readEntry();
    });
  });

/** What a text document (DOCX) says, a line a paragraph. */
export const docxText = async (bytes: Uint8Array): Promise<string> => {
  const xml = await docxPart(bytes, 'word/document.xml');
  if (xml === undefined) throw new Error('not a text document');
  return xml
    .split('</w:p>')
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)]
        .map(([, text = '']) => text)
        .join('')
        .replaceAll('&amp;', '&')
        .replaceAll('&apos;', "'"),
    )
    .filter(Boolean)
    .join('\n');
};

/** The rows of a workbook's first sheet, each cell as text. */
export const sheetRows = async (bytes: Uint8Array): Promise<string[][]> => {
  const { sheets } = await readXlsx(bytes);
  return (sheets[0]?.rows ?? []).map((row) =>
    row.map((cell) =>
      cell === null || cell === undefined
        ? ''
        : cell instanceof Date
          ? cell.toISOString().slice(0, 10)
          : String(cell),
    ),
  );
};
