import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { documentFile } from '../documents/document-files.ts';

const require = createRequire(import.meta.url);
/** Dots for a point of the chart: sharp on paper. */
const ZOOM = 2;

let engine: Promise<typeof import('@resvg/resvg-wasm')> | undefined;
const start = async () => {
  const resvg = await import('@resvg/resvg-wasm');
  await resvg.initWasm(readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  return resvg;
};

/** A chart as PNG, for the word processors that read no SVG. Its text is in the font of the documents. */
export const pngDe = async (svg: string): Promise<Uint8Array> => {
  engine ??= start();
  const { Resvg } = await engine;
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    background: '#ffffff',
    font: {
      fontBuffers: [documentFile('regular.ttf'), documentFile('bold.ttf')],
      loadSystemFonts: false,
      defaultFontFamily: 'Atkinson Hyperlegible Next',
    },
  });
  const rendered = image.render();
  const png = rendered.asPng();
  rendered.free();
  image.free();
  return png;
};
