import { parisDay } from '../../domain/calendar/paris-day.ts';
import { sha256 } from '../../domain/text/canonical.ts';

/** Key of an object that was announced over HTTP: its data are in the register, under the id in its name. */
const announced = /^etude-[a-z0-9-]+\/api\/(\d{8}-[0-9a-f]{16})\.pdf$/;

/** The id under which a piece was announced; undefined for one that was not. */
export const announcedIdOf = (key: string): string | undefined => announced.exec(key)?.[1];

/**
 * A piece's id in its étude's register: the day it came, Europe/Paris, and a hash that tells this upload from any other.
 *
 * @param since ISO UTC
 */
export const pieceIdOf = (source: string, since: string): string =>
  `${parisDay(since).replaceAll('-', '')}-${sha256(source).slice(0, 16)}`;
