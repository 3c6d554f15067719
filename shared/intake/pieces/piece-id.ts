import { parisDay } from '../../domain/calendar/paris-day.ts';
import { sha256 } from '../../domain/text/canonical.ts';

/** Objects under this name of an étude's prefix were announced over HTTP: their data are in the register, under the id they bear. */
const announced = /^etude-[a-z0-9-]+\/api\/(\d{8}-[0-9a-f]{16})\.pdf$/;

/** The id a piece was announced under; undefined for one that came by itself. */
export const announcedIdOf = (key: string): string | undefined => announced.exec(key)?.[1];

/** A piece's id in its étude's register: the day it came, Europe/Paris, and what tells this upload from any other. */
export const pieceIdOf = (source: string, since: string): string =>
  `${parisDay(since).replaceAll('-', '')}-${sha256(source).slice(0, 16)}`;
