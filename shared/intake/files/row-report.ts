import { type Issue, issueCodes, otherIssues } from '../../outbound/replies/issue.ts';
import type { ReportRow } from '../../outbound/reports/report.ts';
import type { Reading } from '../read-message.ts';
import type { Received } from '../receive.ts';

/** Most problems reported for one row: the partner corrects the file and sends it again anyway. */
const MAX_ISSUES = 10;

const placed = (issues: readonly Issue[], headingFor: (path: string) => string): ReportRow['issues'] => {
  const told = issues.length > MAX_ISSUES ? [...issues.slice(0, MAX_ISSUES), otherIssues()] : issues;
  return told.map((issue) => ({ ...issue, column: headingFor(issue.path) }));
};

/** The report of a row that the hub processed. */
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
  issues: placed([...errors, ...(reading.kind === 'refusal' ? [] : reading.warnings)], headingFor),
});

/** The report of a row that the hub could not process by its own fault: it must be sent again; the other rows stand. */
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

/** The report of a row that is only checked, before it is sent: `accepted` means that its format is right, and nothing more. */
export const checkReport = (
  line: number,
  reading: Reading,
  headingFor: (path: string) => string,
): ReportRow => ({
  line,
  ...(reading.reference && { reference: reading.reference }),
  outcome: reading.kind === 'refusal' ? 'refused' : 'accepted',
  repeated: false,
  issues: placed(reading.kind === 'refusal' ? reading.errors : reading.warnings, headingFor),
});
