import { sha256 } from '../../domain/text/canonical.ts';
import { bytesOf, limits } from '../../limits.ts';

const LONGEST_SENDER = 64;
const LONGEST_VERSION = 64;
/** Length of the extension that follows: `.json`, or `.csv`. */
const EXTENSION = 5;

/**
 * Key of the report of one upload, without its extension: the file's name, the instant and the version. Two uploads have two
 * keys, whatever their names and instants; no key is longer than S3 accepts.
 *
 * @param upload `version` tells the upload from any other of its key
 */
export const reportKeyOf = (upload: {
  sender: string;
  name: string;
  key: string;
  version: string;
  since: string;
}): string => {
  const { key, since, version } = upload;
  const sender = upload.sender.slice(0, LONGEST_SENDER) || 'inconnu';
  const isShort = new RegExp(`^[\\w.-]{1,${LONGEST_VERSION}}$`).test(version);
  const end = `.${stamp(since)}.${isShort ? version : sha256(`${key}\n${version}`).slice(0, 32)}`;
  const start = `reports/${sender}/`;
  const room = limits.objectKeyBytes - EXTENSION - bytesOf(start) - bytesOf(end);
  return `${start}${bounded(within(upload.name) || 'fichier', room)}${end}`;
};

/** A name in so many bytes at most. A longer one is cut, and ends with a hash of the whole. */
const bounded = (name: string, bytes: number): string => {
  if (bytesOf(name) <= bytes) return name;
  const hash = `~${sha256(name).slice(0, 32)}`;
  let cut = '';
  let size = hash.length;
  for (const character of name) {
    size += bytesOf(character);
    if (size > bytes) break;
    cut += character;
  }
  return `${cut}${hash}`;
};

/** A name without `.` and `..` steps: S3 takes `..` as an ordinary name, but a copy of the reports to a disk would not. */
const within = (name: string): string => name.replaceAll(/(^|\/)\.{1,2}(?=\/|$)/g, '$1_');

/** `2026-11-23T21:51:49.515Z` as part of a key. */
const stamp = (instant: string): string => instant.replaceAll(/[:.]/g, '-');
