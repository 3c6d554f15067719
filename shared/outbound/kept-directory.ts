import type { DirectoryEntry } from '../store/directory.ts';
import type { Directory } from './directory.ts';

/** Milliseconds for which a directory that was read is good: a new address serves within that time. */
export const DIRECTORY_MS = 60_000;

/**
 * The directory that mails are addressed by: what administration keeps comes before the file that was deployed. A commune, a code or a body
 * that both say is the table's, even where its address there is not known: somebody took it out.
 */
export const directoryWith = (file: Directory, entries: readonly DirectoryEntry[]): Directory => {
  const of = (kind: DirectoryEntry['kind']) => entries.filter((one) => one.kind === kind);
  const one = (kind: 'adil' | 'bdf') => {
    const [kept] = of(kind);
    return kept === undefined ? file[kind] : { nom: kept.nom, mail: kept.mail };
  };
  const local = (kind: 'mds' | 'ccas') => {
    const kept = of(kind).map(({ nom, mail, communes }) => ({ nom, mail, communes }));
    return [...kept, ...file[kind]];
  };
  const associations = of('associations').map(({ nom, mail, code = '' }) => ({ nom, mail, code }));
  return {
    ...file,
    adil: one('adil'),
    bdf: one('bdf'),
    mds: local('mds'),
    ccas: local('ccas'),
    associations: [...associations, ...file.associations],
  };
};

/**
 * Reads the directory from the table, at the first use and then at most once a minute. It throws what the read throws: a mail is late
 * rather than said to have no address.
 *
 * @param file the directory that was deployed
 * @param now milliseconds
 */
export const createKeptDirectory = (
  file: Directory,
  read: () => Promise<{ entries: readonly DirectoryEntry[] }>,
  now: () => number,
): (() => Promise<Directory>) => {
  let kept: { directory: Directory; until: number } | undefined;
  return async () => {
    if (kept && now() < kept.until) return kept.directory;
    const { entries } = await read();
    const directory = directoryWith(file, entries);
    kept = { directory, until: now() + DIRECTORY_MS };
    return directory;
  };
};
