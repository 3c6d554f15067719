import { describe, expect, it } from 'vitest';
import { csvLine } from '../../shared/outbound/csv.ts';

const cell = (text: string): string => csvLine([text, 'x']).slice(0, -';x\r\n'.length);

describe('a cell of what a partner wrote', () => {
  const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫'];
  const unseen = [
    '',
    ' ',
    '\u00a0',
    '\u3000',
    '\u200b',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u202e',
    '\u0000',
    '\u3164',
    '\u034f',
    ' \u200b ',
  ];
  it.each(signs)('that begins with %s is a text, whatever shows nothing before it', (sign) => {
    for (const before of unseen) {
      const text = `${before}${sign}HYPERLINK(A1)`;
      expect([text, cell(text)]).toEqual([text, `'${text}`]);
    }
  });

  it.each(['\t=1+1', '\r=1+1', '\n=1+1', '\tx', '\rx', '\nx'])(
    'that begins with a tab or a line end is one too: %j',
    (text) => {
      expect(cell(text).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('is one cell where commas or tabs part cells too', () => {
    for (const text of ['Dupont,=1+1', 'Dupont, ＝1+1', 'a\t@SUM(A1)', 'a,b,-1'])
      expect(cell(text)).toBe(`"${text}"`);
    expect(cell('a";=1')).toBe('"a"";=1"');
  });

  it('stays as it is when it is none', () => {
    for (const text of ['Dupont', 'Jean-Marc', 'a = b', '3+4', 'Champ inconnu, ignoré.', 'Étude n° 12', ''])
      expect(cell(text)).toBe(text);
    expect(csvLine([-12.5, 'x'])).toBe('-12.5;x\r\n');
  });
});
