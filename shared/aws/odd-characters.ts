/** Characters that one of AWS's protocols does not carry as they are. A partner may put any of them in a text or an object's name. */

/**
 * Escapes a JSON text so that SQS accepts it: it refuses U+FFFE and U+FFFF
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html). Characters beyond U+FFFF are
 * escaped too, since not every emulator takes them. The JSON keeps its meaning.
 *
 * @example queueText('{"a":"😀"}') // '{"a":"\\ud83d\\ude00"}'
 */
export const queueText = (json: string): string =>
  json.replace(/[\ud800-\udfff\ufffe\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

/**
 * Whether XML 1.0 can hold an object's key (https://www.w3.org/TR/xml/#charsets): S3's request that deletes a list of objects is
 * XML, and refuses any other key.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const isXmlText = (key: string): boolean => !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(key);

/**
 * A key as listed with `EncodingType: 'url'` (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html),
 * decoded. Without that option, one key that XML cannot hold spoils the whole list.
 */
export const keyListed = (encoded: string): string => decodeURIComponent(encoded.replaceAll('+', ' '));
