import { isUtf8 } from 'node:buffer';

/** A text, and whether it was one in UTF-8. */
export type Text = { text: string; utf8: boolean };

/**
 * Bytes read as text: `utf8` where they are; else as what they most likely are (UTF-16 has zeros among its first two, the rest is Latin-1), to be
 * searched and kept, and never filed.
 */
export const textOfBytes = (bytes: Uint8Array): Text => {
  const [first, second] = bytes;
  if (first === 0xff || second === 0) return { text: new TextDecoder('utf-16le').decode(bytes), utf8: false };
  if (first === 0xfe || first === 0) return { text: new TextDecoder('utf-16be').decode(bytes), utf8: false };
  const utf8 = isUtf8(bytes);
  return { text: Buffer.from(bytes).toString(utf8 ? 'utf8' : 'latin1'), utf8 };
};

/** A piece's data as its metadata holds them, which are ASCII: JSON as it is, or in base64 when it has accents. */
export const textOfMetadata = (passerelle: string): Text =>
  passerelle.trimStart().startsWith('{')
    ? { text: passerelle, utf8: true }
    : textOfBytes(Buffer.from(passerelle, 'base64'));
