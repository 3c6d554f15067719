import { type Issue, issueCodes } from '../../shared/intake/issue.ts';

/** Largest piece taken, in bytes (25 MiB). */
export const MAX_PIECE_BYTES = 25 * 1024 * 1024;

/** Why these bytes cannot be kept as a piece, or undefined: a PDF by its content, that opens, not encrypted, with a page. */
export const checkPdf = async (bytes: Uint8Array): Promise<Issue | undefined> => {
  if (!startsAsPdf(bytes)) return notPdf;
  // Loaded on the first piece, not at cold start: most of this function's code is this parser.
  const { PDFDocument } = await import('pdf-lib');
  const load = async (strict: boolean): Promise<Issue | undefined> => {
    const document = await PDFDocument.load(bytes, {
      ignoreEncryption: true,
      throwOnInvalidObject: strict,
      updateMetadata: false,
    });
    // Told by the trailer: the library's own error for it cannot be recognised (ES5 subclass of Error).
    if (document.context.trailerInfo.Encrypt !== undefined) return encrypted;
    return strict && document.getPageCount() > 0 ? undefined : doesNotOpen;
  };
  // Encrypted objects are invalid ones to a strict reading; a lenient one still finds the trailer.
  return load(true).catch(() => load(false).catch(() => doesNotOpen));
};

/** Readers accept the header within the first 1,024 bytes (ISO 32000-1, annex H.3.4.1). */
const startsAsPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');

const notPdf: Issue = {
  code: issueCodes.pasPdf,
  path: '',
  expected: 'un fichier PDF',
  message: 'Le fichier n’est pas un PDF.',
};
const encrypted: Issue = {
  code: issueCodes.pdfChiffre,
  path: '',
  expected: 'un PDF sans mot de passe ni chiffrement',
  message: 'Le PDF est chiffré.',
};
const doesNotOpen: Issue = {
  code: issueCodes.pdfIllisible,
  path: '',
  expected: 'un PDF complet, d’une page au moins',
  message: 'Le PDF ne s’ouvre pas : fichier incomplet ou endommagé.',
};
