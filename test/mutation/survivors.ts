/** A mutant that no specification saw. */
export type Survivor = {
  file: string;
  line: string;
  at: number;
  mutator: string;
  before: string;
  after: string;
};

/** Why mutants of one kind are not seen: those of a file whose line holds `line`. */
type Family = { file: string; line: RegExp; why: string };

const families: readonly Family[] = [];

/** Why a survivor was left, as somebody who read it wrote; undefined when nobody did. */
export const reasonOf = ({ file, line }: Survivor): string | undefined =>
  families.find((family) => file.startsWith(family.file) && family.line.test(line))?.why;
