import { isUtf8 } from 'node:buffer';

/** A text, and whether its bytes were valid UTF-8. */
export type Text = { text: string; utf8: boolean };

/**
 * Reads bytes as text. `utf8` is false when they are not UTF-8: they are then decoded as what they most likely are (UTF-16 when
 * one of the first two bytes is zero or a byte order mark, else Latin-1), to be searched and kept, never filed.
 */
export const textOfBytes = (bytes: Uint8Array): Text => {
  const [first, second] = bytes;
  if (first === 0xff || second === 0) return { text: new TextDecoder('utf-16le').decode(bytes), utf8: false };
  if (first === 0xfe || first === 0) return { text: new TextDecoder('utf-16be').decode(bytes), utf8: false };
  const utf8 = isUtf8(bytes);
  return { text: Buffer.from(bytes).toString(utf8 ? 'utf8' : 'latin1'), utf8 };
};

/**
 * Reads a piece's data from its metadata, which is ASCII: JSON as it is, or in base64 when it has accents.
 *
 * @example textOfMetadata('eyJhIjoiw6kifQ==') // { text: '{"a":"é"}', utf8: true }
 */
export const textOfMetadata = (passerelle: string): Text =>
  passerelle.trimStart().startsWith('{')
    ? { text: passerelle, utf8: true }
    : textOfBytes(Buffer.from(passerelle, 'base64'));
