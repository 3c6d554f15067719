/** Those who ask a reader whether there is anything left to read. */
export type Asks = {
  /** Wakes the reader; tells whether a read begun from now on found nothing, and nothing was handled before it. */
  readonly ask: () => Promise<boolean>;
  /** Begins a read; gives the function that answers those whom it concerns. */
  readonly begin: () => (foundNothing: boolean) => void;
  /** Waits that long, or until somebody asks. */
  readonly pause: (ms: number) => Promise<void>;
  /** Ends a pause. */
  readonly wake: () => void;
  /** Answers everybody: nothing will be read any more. */
  readonly end: () => void;
};

/** Nobody asking yet. */
export const createAsks = (): Asks => {
  const waiting: ((foundNothing: boolean) => void)[] = [];
  let wake = (): void => {};
  let ended = false;
  const takeAll = (): typeof waiting => waiting.splice(0);
  return {
    ask: () =>
      new Promise((done) => {
        if (ended) return done(true);
        waiting.push(done);
        wake();
      }),
    begin: () => {
      const concerned = takeAll();
      return (foundNothing) => {
        // What was found was handled while the later ones waited, and may have started work elsewhere.
        for (const done of foundNothing ? concerned : [...concerned, ...takeAll()]) done(foundNothing);
      };
    },
    pause: (ms) =>
      new Promise((done) => {
        if (waiting.length > 0) return done();
        const timer = setTimeout(done, ms);
        wake = () => {
          clearTimeout(timer);
          done();
        };
      }),
    wake: () => wake(),
    end: () => {
      ended = true;
      for (const done of takeAll()) done(true);
    },
  };
};
