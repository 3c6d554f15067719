import type { Answered } from '../../shared/cases/rights/request.ts';
import type { Target } from '../../shared/cases/rights/target.ts';

/** Reports how far a search has gone: redrawn in place on a terminal, a line every thousand elsewhere. */
export const progressTo = (stream: NodeJS.WriteStream) => {
  let told = 0;
  return (what: string, count: number): void => {
    if (stream.isTTY) stream.write(`\r${what} : ${count} lus   `);
    else if (count < told || count - told >= 1000) stream.write(`${what} : ${count} lus\n`);
    else return;
    told = count;
  };
};

type Kept = { what: string; why?: string; until?: string; place?: string; key?: string };

/** What an erasure did, or would do with `dryRun`, in lines of French. */
export const erasureLines = (
  { cases, doubtful }: Target,
  { effaces, reecrits, dossiers, faits, aVerifier }: Answered,
  kept: readonly Kept[],
  dryRun: boolean,
): string[] => {
  const verb = dryRun ? 'seraient' : 'ont été';
  const whole = cases.filter(({ caseId, others }) => dossiers.includes(caseId) && others.length === 0);
  const partly = cases.filter(({ caseId, others }) => dossiers.includes(caseId) && others.length > 0);
  const list = (ids: typeof cases): string => ids.map(({ caseId }) => caseId).join(', ') || 'aucun';
  return [
    `Dossiers effacés : ${list(whole)}`,
    `Dossiers dont la personne est retirée : ${list(partly)}`,
    `${effaces} copie(s) ${verb} effacée(s), ${reecrits} ${verb} réécrite(s) sans la personne.`,
    ...(dryRun ? faits.map(({ act, what, place, key }) => `  - ${act} : ${what} [${place}] ${key}`) : []),
    '',
    'Ce qui reste, et pourquoi :',
    ...[...grouped(kept)].map(([line, count]) => `  - ${line}${count > 1 ? ` (${count} copies)` : ''}`),
    ...doubtfulLines(doubtful, aVerifier),
  ];
};

/** Lines of French about what may concern the person or a homonym: it stays in place, for whoever answers the request to decide. */
export const doubtfulLines = (doubtful: readonly string[], copies: readonly Kept[]): string[] => [
  ...(doubtful.length + copies.length > 0 ? ['', 'À vérifier, laissé en place :'] : []),
  ...doubtful.map(
    (caseId) =>
      `  - dossier ${caseId} : nomme quelqu’un d’un nom proche, né ce jour-là ou sans date de naissance ; si c’est la personne, reprenez avec ce nom et --case ${caseId}`,
  ),
  ...copies.map(({ what, place, key, why }) => `  - ${what} [${place}] ${key} : ${why}`),
];

const grouped = (kept: readonly Kept[]): Map<string, number> => {
  const lines = new Map<string, number>();
  for (const { what, why, until, place } of kept) {
    const line = `${what}${place ? ` [${place}]` : ''} : ${why ?? ''}${until ? ` ; jusqu’au ${until}` : ''}`;
    lines.set(line, (lines.get(line) ?? 0) + 1);
  }
  return lines;
};
