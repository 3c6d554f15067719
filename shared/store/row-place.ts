/** A file a partner dropped: its key, and its version where the bucket keeps them. */
export type DroppedFile = { key: string; versionId?: string | undefined };

const VERSION = '?versionId=';

/**
 * One text that names a dropped file.
 *
 * @example placeOfFile({ key: 'drop/bailleur-exemple/mars.csv', versionId: 'v1' }) // 'drop/bailleur-exemple/mars.csv?versionId=v1'
 */
export const placeOfFile = ({ key, versionId }: DroppedFile): string =>
  versionId === undefined ? key : `${key}${VERSION}${versionId}`;

/** The file that a text of `placeOfFile` names. */
export const fileOfPlace = (place: string): DroppedFile => {
  const at = place.lastIndexOf(VERSION);
  return at < 0 ? { key: place } : { key: place.slice(0, at), versionId: place.slice(at + VERSION.length) };
};

/** Where the raw form of a file's row is: the file, in its version, and the line. */
export const placeOfRow = (file: DroppedFile, line: number): string => `${placeOfFile(file)}#${line}`;

/**
 * The file that a row's place names; undefined when it is not a row of a dropped file. Rows filed before versions were recorded
 * have none.
 *
 * @example fileOfRow('drop/bailleur-exemple/mars.csv?versionId=v1#3') // { key: 'drop/bailleur-exemple/mars.csv', versionId: 'v1' }
 */
export const fileOfRow = (place: string): DroppedFile | undefined => {
  const [, file] = /^(drop\/.*)#\d+$/s.exec(place) ?? [];
  return file === undefined ? undefined : fileOfPlace(file);
};
