import { PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';

const END = '</rdf:Description>';
const PART = '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>';

/**
 * Adds to a tagged PDF the two declarations that PDF/UA-1 asks and the WebAssembly build of Typst has no option to write (ISO 14289-1, 5 and 7.1):
 * that it is one, and that a reader shows its title. That it truly is one is what veraPDF says (`npm run --silent lab -- documents`).
 *
 * @throws Error when the PDF has no metadata to complete
 */
export const declareAccessible = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const { catalog, context } = pdf;
  const metadata = catalog.lookup(PDFName.of('Metadata'));
  const told = metadata instanceof PDFRawStream ? new TextDecoder().decode(metadata.getContents()) : '';
  if (!(metadata instanceof PDFRawStream && told.includes(END)))
    throw new Error('The PDF has no metadata to complete.');
  const whole = new TextEncoder().encode(told.replace(END, `${PART}${END}`));
  catalog.set(PDFName.of('Metadata'), context.register(PDFRawStream.of(metadata.dict, whole)));
  const preferences = catalog.lookupMaybe(PDFName.of('ViewerPreferences'), PDFDict) ?? context.obj({});
  preferences.set(PDFName.of('DisplayDocTitle'), context.obj(true));
  catalog.set(PDFName.of('ViewerPreferences'), preferences);
  return pdf.save({ addDefaultPage: false, updateFieldAppearances: false });
};
