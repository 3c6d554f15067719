import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isXmlText, keyListed, queueText } from '../../shared/aws/odd-characters.ts';

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('😀', '\ufffe', '\uffff', '\0', ' ', '+', '%', 'é'),
    fc.string({ unit: 'binary' }),
  ),
});

describe('a text on its way', () => {
  it('to a queue says the same, in what SQS takes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const sent = queueText(JSON.stringify({ text }));
        expect(JSON.parse(sent)).toEqual({ text });
        expect(sent).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd]*$/);
      }),
    );
  });

  it('from a list of objects is the key it was stored under', () => {
    fc.assert(
      fc.property(anyText, (key) => {
        fc.pre(key.isWellFormed());
        const listed = encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
        expect(keyListed(listed)).toBe(key);
      }),
    );
  });

  it.each([
    ['acte.pdf', true],
    ['é\t\r\n&<>😀', true],
    ['a\u0001', false],
    ['a\0', false],
    ['a\ufffe', false],
    ['a\uffff', false],
  ])('%j may be in XML: %s', (key, may) => {
    expect(isXmlText(key)).toBe(may);
  });
});
