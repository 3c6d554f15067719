import { initSync, TypstCompilerBuilder } from '@myriaddreamin/typst-ts-web-compiler';
import * as z from 'zod/mini';
import { declareAccessible } from './declare-accessible.ts';
import { documentFile } from './document-files.ts';
import { createPrintable } from './printable.ts';

/** Templates, by their files' names without `.typ`. */
export type Template = 'letters' | 'receipt' | 'releve' | 'bilan' | 'dsf' | 'rapport';

const FONTS = ['regular.ttf', 'bold.ttf', 'mono.ttf'] as const;
const SOURCES = [
  'page.typ',
  'letters.typ',
  'receipt.typ',
  'releve.typ',
  'bilan.typ',
  'dsf.typ',
  'rapport.typ',
] as const;

/** What the engine answers: the PDF, or why there is none. A warning comes with a PDF. */
const answerSchema = z.object({
  result: z.optional(z.instanceof(Uint8Array)),
  diagnostics: z.optional(z.array(z.string())),
});

/**
 * Starts Typst, and gives what makes a document: a template and its data become a tagged PDF, in French, that says it is PDF/UA-1. Data are a
 * value that the template reads, never a part of its source: no text of theirs is markup. The same template and data give the same bytes.
 * Images are SVG texts of our own, `/image-0.svg` and on: their words are those of our texts, which our fonts have.
 * The engine reads no disk and no network: what it knows is given here.
 */
export const startEngine = async () => {
  initSync({ module: documentFile('typst.wasm') });
  const builder = new TypstCompilerBuilder();
  builder.set_dummy_access_model();
  const fonts = FONTS.map(documentFile);
  for (const font of fonts) await builder.add_raw_font(font);
  const compiler = await builder.build();
  for (const name of SOURCES) compiler.add_source(`/${name}`, new TextDecoder().decode(documentFile(name)));
  const printable = createPrintable(fonts);

  /** @throws Error with the engine's diagnostics, which name lines of the template and quote no data */
  return async (template: Template, data: unknown, images: readonly string[] = []): Promise<Uint8Array> => {
    const text = JSON.stringify(data, (_key, value: unknown) =>
      typeof value === 'string' ? printable(value) : value,
    );
    compiler.map_shadow('/data.json', new TextEncoder().encode(text));
    for (const [n, svg] of images.entries())
      compiler.map_shadow(`/image-${n}.svg`, new TextEncoder().encode(svg));
    const answer = answerSchema.parse(compiler.compile(`/${template}.typ`, undefined, 'pdf', 2));
    if (!answer.result) throw new Error(answer.diagnostics?.join('\n') ?? 'no document');
    return declareAccessible(answer.result);
  };
};
