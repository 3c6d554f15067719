import { deflateSync } from 'node:zlib';

/** A PDF of these objects, numbered from 2. The first is the root of the pages. */
export const pdfOf = (objects: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n'),
    ...objects.flatMap((object, n) => [
      Buffer.from(`${n + 2} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ]),
    Buffer.from(`trailer\n<</Root 1 0 R/Size ${objects.length + 2}>>\n%%EOF`),
  ]);

/** A stream that a reader must inflate to find objects: this many megabytes of spaces, deflated this many times over. */
export const flateBomb = (megabytes: number, times = 1): Buffer => {
  let folded = Buffer.alloc(megabytes * 1_000_000, ' ');
  for (let n = 0; n < times; n++) folded = deflateSync(folded, { level: 9 });
  const filters = '/FlateDecode'.repeat(times);
  // The type's name is written with an escape, so that a search of the bytes does not find it.
  const head = `<</Type/Obj#53tm/N 1/First 4/Filter[${filters}]/Length ${folded.length}>>\nstream\n`;
  return pdfOf([
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    '<</Type/Page/MediaBox[0 0 1 1]>>',
    Buffer.concat([Buffer.from(head), folded, Buffer.from('\nendstream')]),
  ]);
};

/**
 * A page tree in which each branch holds the next one ten times: 10 to the power of `depth` pages, in a hundred bytes for each level.
 */
export const treeBomb = (depth: number): Buffer =>
  pdfOf([
    ...Array.from(
      { length: depth },
      (_, level) => `<</Type/Pages/Count 1/Kids[${`${level + 3} 0 R `.repeat(10)}]>>`,
    ),
    '<</Type/Page/MediaBox[0 0 1 1]>>',
  ]);
