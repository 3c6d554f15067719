const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A text as an XML element holds it. */
const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => entities[char] ?? char).replace(/\r/g, '&#xD;');

/** An element that holds a text; an empty string when the text is undefined. */
export const elementOf = (name: string, text: string | number | boolean | undefined): string =>
  text === undefined ? '' : `<${name}>${escapeXml(String(text))}</${name}>`;

/** The text that an XML element holds. */
export const unescapeXml = (xml: string): string =>
  xml.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return characters[name] ?? all;
    return String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10));
  });

/** The raw content of the first element of that name; empty when there is none. */
export const memberOf = (xml: string, name: string): string =>
  new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1] ?? '';
