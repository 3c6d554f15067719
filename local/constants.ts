/** Region of everything deployed on the embedded engines. */
export const REGION = 'eu-west-3';
/** Account of everything deployed on the embedded engines (the one the SQS engine answers with). */
export const ACCOUNT_ID = '000000000000';
/** Credentials for the engines, which check that there are some, not which. */
export const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' } as const;
