import { sha256 } from '../../shared/intake/canonical.ts';
import { bytesOf, limits } from '../../shared/limits.ts';

/** A name without steps up: S3 takes `..` for a name, whoever copies the reports to a disk does not. */
const within = (name: string): string => name.replaceAll(/(^|\/)\.{1,2}(?=\/|$)/g, '$1_');

/** `2026-11-23T21:51:49.515Z` as part of a key. */
const stamp = (instant: string): string => instant.replaceAll(/[:.]/g, '-');

/** The longest of a report's extensions. */
const EXTENSION = '.json';

/**
 * Where a file's report is written, without its extension: beside it, under its own name. A name that would pass what a key may hold is cut,
 * and ends by what tells it from another that begins alike.
 *
 * @param name the file's key under its sender's prefix
 * @param since ISO UTC
 */
export const reportKey = (sender: string, name: string, since: string): string => {
  const folder = `reports/${sender || 'inconnu'}/`;
  const end = `.${stamp(since)}`;
  const most = limits.objectKeyBytes - bytesOf(`${folder}${end}${EXTENSION}`);
  const whole = within(name) || 'fichier';
  if (bytesOf(whole) <= most) return `${folder}${whole}${end}`;
  const mark = `…${sha256(name).slice(0, 16)}`;
  let cut = '';
  let bytes = bytesOf(mark);
  for (const character of whole) {
    bytes += bytesOf(character);
    if (bytes > most) break;
    cut += character;
  }
  return `${folder}${cut}${mark}${end}`;
};
