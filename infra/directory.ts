import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The partners' directory: who to write to, and which addresses are still to be found (`mail: null`). */
export const DIRECTORY_FILE = join(import.meta.dirname, 'directory.json');

/** Where the directory has no address yet: a body whose `mail` is null, or a list that is empty. */
export const missingInDirectory = (): string[] => {
  const walk = (value: unknown, path: string): string[] => {
    if (Array.isArray(value) && value.length === 0) return [path];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      key === 'mail' && inner === null ? [path] : walk(inner, path ? `${path}.${key}` : key),
    );
  };
  return walk(JSON.parse(readFileSync(DIRECTORY_FILE, 'utf8')), '');
};
