/** What a page cost at one size of the table: medians, in milliseconds, of as many rounds in which one read of one item came first. */
export type PageFigures = {
  name: string;
  /** Opened every morning: held to the bounds. */
  daily: boolean;
  requests: number;
  bytes: number;
  gzip: number;
  readMs: number;
  ms: number;
};
type Step = { cases: number; pages: readonly PageFigures[] };

const timesOf = ({ ms, readMs }: PageFigures): number => ms / readMs;

/** The page that is committed, and whether the daily pages are within their bounds. */
export const pagesReport = (
  command: string,
  machine: string,
  steps: readonly Step[],
  bounds: { times: number; flat: number },
): { markdown: string; met: boolean } => {
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last) throw new Error('no step');
  let met = true;
  const rows = last.pages.map((page, n) => {
    const figures = steps.map(({ pages }) => pages[n] ?? page);
    const moved = page.ms / (figures[0]?.ms ?? page.ms) - 1;
    const held = timesOf(page) <= bounds.times && moved <= bounds.flat;
    if (page.daily && !held) met = false;
    return `| ${page.name} | ${figures.map(({ requests }) => requests).join(' → ')} | ${(page.gzip / 1000).toFixed(1)} | ${figures.map(({ ms }) => ms.toFixed(1)).join(' → ')} | ${figures.map((one) => timesOf(one).toFixed(1)).join(' → ')} | ${moved >= 0 ? '+' : ''}${(100 * moved).toFixed(0)} % | ${page.daily ? (held ? 'met' : '**not met**') : ''} |`;
  });
  const markdown = `# Pages

Printed by \`${command}\`. ${machine}. The portal as it is bundled, in one process with the embedded engine beside; agents of one and of two arrondissements. Pages are measured in turn, those of every morning apart from the others. Each figure is the median of its rounds; in each round, one read of one item is timed just before the page.

| page | requests | KB gzip | ms at ${steps.map(({ cases }) => cases.toLocaleString('en-GB')).join(' → ')} cases | × one read | moved | a daily page: ≤ ${bounds.times} ×, flat within ${100 * bounds.flat} % |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
  return { markdown, met };
};
