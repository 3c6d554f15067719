import { describe, expect, it } from 'vitest';
import { parseTold } from '../../shared/domain/text/parse-json.ts';
import { damagedPaths, isDamaged, oneLine, plainText } from '../../shared/domain/text/plain-text.ts';

describe('a text, as the hub keeps it', () => {
  it.each([
    ['an accent of two characters', 'Lemai\u0302tre', 'Lemaître'],
    ['spaces around', '  Vasseron ', 'Vasseron'],
    ['spaces that do not break', '12\u00a0rue\u202fHaute', '12 rue Haute'],
    ['a tab, a null', 'rue\tHaute\0', 'rue Haute'],
    ['a mark of byte order, a mark of direction', '\ufeffVas\u200eseron', 'Vasseron'],
    ['a soft hyphen', 'Fontaine\u00adbleau', 'Fontainebleau'],
    ['line breaks of any system', 'un\r\ndeux\rtrois\u2028quatre', 'un\ndeux\ntrois\nquatre'],
    ['letters of another script, and their joiners', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['what a reader sees', 'O’Connor – «Ma Résidence»', 'O’Connor – «Ma Résidence»'],
  ])('without %s', (_, told, kept) => {
    expect(plainText(told)).toBe(kept);
    expect(plainText(kept)).toBe(kept);
  });

  it('on one line has its line breaks as spaces', () => {
    expect(oneLine('12 rue des Lilas \r\n Bât. B')).toBe('12 rue des Lilas Bât. B');
  });

  it.each([
    ['BÃ©ranger', true],
    ['LefÃ¨vre', true],
    ['Lâ€™Isle', true],
    ['NÂ° 12', true],
    ['B\ufffdranger', true],
    ['ÃŽle', true],
    ['SÅ“ur', true],
    ['WaÅ‚Ä™sa', true],
    ['Åse Ängström', false],
    ['JOÃO', false],
    ['Âge', false],
    ['Irmã Conceição', false],
    ['Béranger', false],
  ])('%s was damaged by an encoding: %s', (text, damaged) => {
    expect(isDamaged(text)).toBe(damaged);
  });

  it('that was damaged is found wherever it stands', () => {
    expect(damagedPaths({ a: [{ b: 'é' }, { b: 'Ã©' }], c: 3, d: null, e: '\ufffd' })).toEqual([
      ['a', 1, 'b'],
      ['e'],
    ]);
  });
});

describe('a JSON text', () => {
  it.each([
    ['with a byte order mark', '\ufeff{"a":"b"}', { a: 'b' }],
    ['whose texts have spaces around', '{"a":[" b "],"c":{"d":"e\\u0301"}}', { a: ['b'], c: { d: 'é' } }],
    ['without texts', '[1,null,true]', [1, null, true]],
  ])('%s', (_, raw, value) => {
    expect(parseTold(raw)).toEqual({ ok: true, value });
  });

  it('that is not JSON says so', () => {
    expect(parseTold('\ufeff\ufeff{}')).toEqual({ ok: false });
  });
});
