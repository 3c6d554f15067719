import { tryGetContext } from 'hono/context-storage';
import type { OwnFiles, Site } from './site.ts';

/** What every page shows around what it says, without each having to be told. */
export type Frame = {
  readonly site: Site;
  readonly files: OwnFiles;
  /** The address asked for, without what follows `?`. */
  readonly path: string;
  /** Europe/Paris. */
  readonly today: string;
};

/** What the frame is kept in for the time of a request. */
export type FrameEnv = { Variables: { frame: Frame } };

/** The frame of the page that is being made. @throws Error outside a request */
export const frameNow = (): Frame => {
  const frame = tryGetContext<FrameEnv>()?.get('frame');
  if (frame === undefined) throw new Error('a page is made for a request');
  return frame;
};
