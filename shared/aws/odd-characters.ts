/** Characters that one of AWS's protocols does not carry as they are. A partner may put any of them in a text or an object's name. */

/**
 * A JSON text that SQS takes whatever its texts hold: it refuses U+FFFE and U+FFFF
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html). They go escaped, and what is
 * beyond U+FFFF too, which not every engine takes: the JSON says the same.
 *
 * @example queueText('{"a":"😀"}') // '{"a":"\\ud83d\\ude00"}'
 */
export const queueText = (json: string): string =>
  json.replace(/[\ud800-\udfff\ufffe\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

/** Whether XML 1.0 can hold an object's key: S3 takes no list of others to delete (https://www.w3.org/TR/xml/#charsets). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const isXmlText = (key: string): boolean => !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(key);

/**
 * A key as a list that was asked with `EncodingType: 'url'` gives it
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html): without, one key that XML can't hold spoils the list.
 */
export const keyListed = (encoded: string): string => decodeURIComponent(encoded.replaceAll('+', ' '));
