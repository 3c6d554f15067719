/** What the end of a malware scan says of an object; `failed`: it ended without a result, through no fault of the file. */
export type ScanResult = 'clean' | 'infected' | 'unscannable' | 'failed';

/** GuardDuty's ends (https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html). */
const RESULTS: Readonly<Record<string, ScanResult>> = {
  NO_THREATS_FOUND: 'clean',
  THREATS_FOUND: 'infected',
  UNSUPPORTED: 'unscannable',
  FAILED: 'failed',
  ACCESS_DENIED: 'failed',
};

/** @returns undefined for a status that GuardDuty does not document */
export const scanResultOf = (status: string): ScanResult | undefined =>
  Object.hasOwn(RESULTS, status) ? RESULTS[status] : undefined;
