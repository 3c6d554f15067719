import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { specifications } from '../../lab/mutation/folders.ts';
import { keptOf } from '../../lab/mutation/page.ts';

const PAGE = `# Mutation testing of the domain

| folder | mutants | killed | timeout | survived | no coverage | errors | score | run on |
| --- | --: | --: | --: | --: | --: | --: | --: | --- |
| calendar | 108 | 100 | 3 | 5 | 0 | 5 | 95.4 % | 2026-11-24 |
| reference | 3 | 3 | 0 | 0 | 0 | 0 | 100.0 % | 2026-11-23 |
| **all** | 111 | 103 | 3 | 5 | 0 | 5 | 95.5 % |  |

## What survived, and why

### calendar

- Equivalent. (1)
  - calendar/civil-date.ts:28 \`a > b\` → \`a >= b\`
`;

describe('The page of mutation testing', () => {
  it('keeps each folder’s line, counts and survivors', () => {
    const kept = keptOf(PAGE);

    expect([...kept.keys()]).toEqual(['calendar', 'reference']);
    expect(kept.get('calendar')).toEqual({
      name: 'calendar',
      row: '| calendar | 108 | 100 | 3 | 5 | 0 | 5 | 95.4 % | 2026-11-24 |',
      section: '### calendar\n\n- Equivalent. (1)\n  - calendar/civil-date.ts:28 `a > b` → `a >= b`',
      counts: { killed: 100, timeout: 3, survived: 5, noCoverage: 0, errors: 5 },
    });
    expect(kept.get('reference')).toMatchObject({ counts: { killed: 3, survived: 0 }, section: undefined });
  });

  it('as published, has every folder of the domain', async () => {
    const page = await readFile(join(import.meta.dirname, '../../docs/mutation.md'), 'utf8');

    expect([...keptOf(page).keys()].sort()).toEqual(Object.keys(specifications).sort());
  });
});
