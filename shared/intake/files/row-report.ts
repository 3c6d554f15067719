import { type Issue, issueCodes, otherIssues } from '../../outbound/replies/issue.ts';
import type { ReportRow } from '../../outbound/reports/report.ts';
import type { Reading } from '../read-message.ts';
import type { Received } from '../receive.ts';

/** A row's problems are told up to so many: the file is mended, then sent again. */
const MAX_ISSUES = 10;

const placed = (issues: readonly Issue[], headingFor: (path: string) => string): ReportRow['issues'] => {
  const told = issues.length > MAX_ISSUES ? [...issues.slice(0, MAX_ISSUES), otherIssues()] : issues;
  return told.map((issue) => ({ ...issue, column: headingFor(issue.path) }));
};

/** What is told of a row the hub took. */
export const rowReport = (
  line: number,
  { outcome, repeated, caseName, reading, errors }: Received,
  headingFor: (path: string) => string,
): ReportRow => ({
  line,
  ...(reading.reference && { reference: reading.reference }),
  outcome,
  repeated,
  ...(caseName && { case: caseName }),
  issues: placed([...errors, ...(reading.kind === 'event' ? reading.warnings : [])], headingFor),
});

/** What is told of a row that the hub could not take, by its own fault: it is to be sent again, and the others stand. */
export const setApartReport = (line: number): ReportRow => ({
  line,
  outcome: 'refused',
  repeated: false,
  issues: [
    {
      code: issueCodes.nonTraite,
      path: '',
      expected: 'la même ligne, dans un autre fichier',
      message: 'De notre fait, cette ligne n’a pas pu être enregistrée ; nous en sommes avertis.',
      column: '',
    },
  ],
});

/** What can be told of a row before it is sent: `accepted` says that its format is right, and no more. */
export const checkReport = (
  line: number,
  reading: Reading,
  headingFor: (path: string) => string,
): ReportRow => ({
  line,
  ...(reading.reference && { reference: reading.reference }),
  outcome: reading.kind === 'event' ? 'accepted' : 'refused',
  repeated: false,
  issues: placed(reading.kind === 'event' ? reading.warnings : reading.errors, headingFor),
});
