import { CfnOutput } from 'aws-cdk-lib';
import { addDepthAlarm } from '../../constructs/alarms.ts';
import { grantDirectory, grantSeances, grantUpdate } from '../../constructs/grants.ts';
import { MailChannel } from '../../constructs/mail-channel.ts';
import { createFailureQueue } from '../../constructs/queues.ts';
import { caseUrlBaseOf } from '../../stages.ts';
import type { HubParts } from './parts.ts';

/** The function that sends mails, and the function that records what became of them. */
export function addNotify(parts: HubParts): void {
  const { table, key } = parts.data;
  const mail = new MailChannel(parts.stack, 'Mail', parts.stage);
  const { sandboxRecipient } = parts.stage;
  const notify = parts.createFunction('Notify', 'notify', {
    ...parts.mailboxEnvironment(),
    ...(sandboxRecipient === undefined ? {} : { SANDBOX_RECIPIENT: sandboxRecipient }),
    POSTAL_ADDRESSES: JSON.stringify(parts.stage.postalAddresses),
    SENDER_ADDRESS: parts.stage.senderAddress,
    CONTACT: JSON.stringify(parts.stage.contact),
    CONFIGURATION_SET: mail.configurationSet.configurationSetName,
    CASE_URL_BASE: caseUrlBaseOf(parts.stage),
  });
  mail.grantSend(notify);
  grantUpdate(notify, table, key);
  grantDirectory(notify, table);
  grantSeances(notify, table);
  parts.addStreamConsumer(
    'NotifyStream',
    'notify',
    notify,
    [
      { entity: ['NOTICE', 'DIGEST', 'COURRIEL', 'DEMANDE'], status: ['due'] },
      // These it only counts.
      { entity: ['NOTICE'], about: ['alerte'], recipient: ['arrondissement'] },
      { entity: ['CASE'] },
    ],
    ['CASE#*', 'DIGEST#*', 'COMMISSION#*', 'DECLARES#*#DEMANDES'],
  );

  const failures = createFailureQueue(parts.stack, 'RecordDeliveryFailures');
  const recordDelivery = parts.createFunction(
    'RecordDelivery',
    'record-delivery',
    { TABLE_NAME: table.tableName },
    { deadLetters: failures },
  );
  grantUpdate(recordDelivery, table, key);
  mail.onFate(recordDelivery, failures);
  addDepthAlarm(
    parts.stack,
    'RecordDeliveryAlarm',
    parts.alarms,
    failures,
    'record-delivery',
    'an-ses-event-was-not-recorded',
  );
  new CfnOutput(parts.stack, 'ConfigurationSetName', { value: mail.configurationSet.configurationSetName });
}
