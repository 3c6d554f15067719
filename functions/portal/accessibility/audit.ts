/** What an audit by a person found, on the method of the RGAA. Tests by a machine are none. */
export type Audit = {
  /** Day of its end. */
  readonly on: string;
  /** Who made it, in words that follow «par». */
  readonly by: string;
  /** Criteria that are met, of those that apply to the sample of pages. */
  readonly met: number;
  readonly applicable: number;
  /** What is not accessible, each in a sentence, with what may be done in its place. */
  readonly failures: readonly string[];
  /** What is exempted because it would cost too much, each with its reason. */
  readonly exemptions: readonly string[];
  /** Browsers with their screen readers, and tools. */
  readonly withWhat: readonly string[];
  /** Pages that were looked at. */
  readonly pages: readonly string[];
};

/** None was made yet: put it here when one is. */
export const audit: Audit | undefined = undefined;
