/** The callers that ask a stream's reader whether there is anything left to read. */
export type Asks = {
  /**
   * Wakes the reader. Resolves to true when a read that began after this call found nothing, and nothing was being handled before it.
   */
  readonly ask: () => Promise<boolean>;
  /** Begins a read. Returns the function that answers the callers who asked before the read began. */
  readonly begin: () => (foundNothing: boolean) => void;
  /** Waits that many milliseconds, or until a caller asks. */
  readonly pause: (ms: number) => Promise<void>;
  /** Ends a pause. */
  readonly wake: () => void;
  /** Answers every caller: nothing will be read any more. */
  readonly end: () => void;
};

/** Asks of a reader that nobody has asked anything yet. */
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
        // Callers that asked during the read are answered too when it found something: handling it may have started work
        // elsewhere.
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
