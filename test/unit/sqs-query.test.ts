import { describe, expect, it } from 'vitest';
import { jsonToXml, queryToJson } from '../../local/sqs-query.ts';

describe('SQS Query protocol', () => {
  it('reads a message with attributes', () => {
    const form = new URLSearchParams({
      Action: 'SendMessage',
      Version: '2012-11-05',
      QueueUrl: 'http://q/1',
      MessageBody: 'a&b',
      DelaySeconds: '5',
      'MessageAttribute.1.Name': 'kind',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'impaye',
    });
    expect(queryToJson(String(form))).toEqual({
      action: 'SendMessage',
      body: {
        QueueUrl: 'http://q/1',
        MessageBody: 'a&b',
        DelaySeconds: 5,
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'impaye' } },
      },
    });
  });

  it('reads a batch in its order, beyond nine entries', () => {
    const form = new URLSearchParams({ Action: 'DeleteMessageBatch' });
    for (let n = 10; n >= 1; n--) form.append(`DeleteMessageBatchRequestEntry.${n}.Id`, String(n));
    const { Entries } = queryToJson(String(form)).body;
    expect(Entries).toEqual(Array.from({ length: 10 }, (_, n) => ({ Id: String(n + 1) })));
  });

  it('writes messages and attributes flat, and escapes them', () => {
    const xml = jsonToXml('ReceiveMessage', {
      Messages: [{ Body: '{"a":"<&>"}', Attributes: { SentTimestamp: '1' } }],
    });
    expect(xml).toContain('<Message><Body>{&quot;a&quot;:&quot;&lt;&amp;&gt;&quot;}</Body>');
    expect(xml).toContain('<Attribute><Name>SentTimestamp</Name><Value>1</Value></Attribute></Message>');
  });
});
