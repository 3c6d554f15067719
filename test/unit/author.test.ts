import { describe, expect, it } from 'vitest';
import { authorIn } from '../../cli/author.ts';

describe('who types a command', () => {
  it.each([
    'caf',
    'La CAF',
    'c a f',
    'CAF 77',
    'Action Logement',
    'etude-moreau-meaux',
    'ETUDE-moreau-meaux',
  ])('is no partner: %s', (by) => expect(() => authorIn(by)).toThrow(/--by ne dit personne/));

  it('is a person whose name begins as a partner’s does', () => {
    expect(authorIn('Caféa Moreau')).toBe('Caféa Moreau');
  });
});
