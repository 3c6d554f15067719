import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { indicateursPage } from '../../cli/build/indicateurs.ts';
import { testDe } from '../../cli/build/indicateurs-tests.ts';
import { indicateurs } from '../../shared/domain/indicateurs/catalogue.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('the page of indicators', () => {
  it('has every indicator once, and the 49 lines of annexe 3', () => {
    const rows = indicateursPage()
      .split('\n')
      .filter((line) => /^\| [^|]+ \| `\w+\.\w+`/.test(line));
    expect(rows).toHaveLength(indicateurs.length);
    for (let ligne = 1; ligne <= 49; ligne++)
      expect(rows.filter((row) => row.startsWith(`| ${ligne} |`)).length, String(ligne)).toBeGreaterThan(0);
  });

  it('names, for each, a test that exists', () => {
    for (const one of indicateurs) {
      const { file, titre } = testDe(one);
      expect(read(file), `${one.id}: ${file}`).toContain(titre);
    }
  });

  it('names, for each line of annexe 3 that is not a part of another, a case or a declaration made by hand', () => {
    const spec = read('test/unit/indicateurs.test.ts');
    const named = (id: string): boolean => {
      const [qui = '', nom = ''] = id.split('.');
      return spec.includes(`'${id}'`) || (/^(caf|msa)$/.test(qui) && spec.includes(`\${qui}.${nom}`));
    };
    const missing = indicateurs.filter(
      ({ id, origine, detailDe }) => origine.annexe === 3 && detailDe === undefined && !named(id),
    );
    // Lines of several figures, of which one is counted there; a text is no figure.
    expect(missing.map(({ id }) => id)).toEqual([
      'etat.indemnisationsDemandees',
      'etat.indemnisationsRefusees',
      'etat.indemnisationsTransactions',
      'departement.enquetesCarence',
      'departement.enquetesAutres',
      'adil.analyse',
      'aorif.requisitionsSansParc',
    ]);
  });
});
