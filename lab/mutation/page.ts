/** Mutants of a folder by what became of them. */
export type Counts = {
  killed: number;
  timeout: number;
  survived: number;
  noCoverage: number;
  errors: number;
};
/** What docs/mutation.md says of a folder: its line of the table, and its survivors with why. */
export type Kept = { name: string; row: string; section: string | undefined; counts: Counts };

/**
 * Folders as the page has them: what was run on another machine, or another day, stays said when one folder alone is run.
 *
 * @param page docs/mutation.md
 */
export const keptOf = (page: string): Map<string, Kept> => {
  const sections = new Map(
    page
      .split(/^### /m)
      .slice(1)
      .map((text): [string, string] => [text.split('\n')[0] ?? '', `### ${text.trimEnd()}`]),
  );
  const rows = [...page.matchAll(/^\| (\w+) \| \d+ \|((?: \d+ \|){5}) [\d.]+ % \| [\d-]{10} \|$/gm)];
  return new Map(
    rows.map(([row, name = '', numbers = '']) => {
      const [killed = 0, timeout = 0, survived = 0, noCoverage = 0, errors = 0] = (
        numbers.match(/\d+/g) ?? []
      ).map(Number);
      const counts = { killed, timeout, survived, noCoverage, errors };
      return [name, { name, row, section: sections.get(name), counts }];
    }),
  );
};
