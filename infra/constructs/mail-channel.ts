import { Arn, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as HandlerFunction } from 'aws-cdk-lib/aws-lambda';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  MailFromBehaviorOnMxFailure,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { onlyRecipientOf, type Stage } from '../stages.ts';

/** SES's names, on the event bus, for what became of a mail: those that the hub records. */
const DETAIL_TYPES = [
  'Email Bounced',
  'Email Complaint Received',
  'Email Rejected',
  'Email Rendering Failed',
  'Email Delivery Delayed',
  'Email Delivered',
];

/** The way out for mail: the sender's domain, and a configuration set that reports what became of each mail. */
export class MailChannel extends Construct {
  readonly configurationSet: ConfigurationSet;
  private readonly stage: Stage;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.stage = stage;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      // Told here, whatever the account's own list is: a mail to an address that bounced ends as a bounce, which rings.
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.configurationSet.addEventDestination('Events', {
      // SES writes to the default bus only:
      // https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-eventbridge.html
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
        EmailSendingEvent.DELIVERY_DELAY,
        // The last proof that a mailbox takes mail: a mailbox that nothing reaches is to be seen before a mail is lost in it.
        EmailSendingEvent.DELIVERY,
      ],
    });
    const mailFrom = `mail.${stage.senderDomain}`;
    const sender = new EmailIdentity(this, 'SenderIdentity', {
      identity: Identity.domain(stage.senderDomain),
      configurationSet: this.configurationSet,
      // Its own bounces' domain, so that SPF agrees with the sender's (DMARC).
      mailFromDomain: mailFrom,
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    this.tellRecords(sender, mailFrom);
    // In SES's sandbox a recipient is an identity too: somebody reads the mail that it sends, and clicks.
    if (stage.sandboxRecipient !== undefined)
      new EmailIdentity(this, 'SandboxRecipient', { identity: Identity.email(stage.sandboxRecipient) });
  }

  /** Outputs the records that whoever keeps the domain must publish before a mail is believed. */
  private tellRecords(sender: EmailIdentity, mailFrom: string): void {
    const stack = Stack.of(this);
    const tell = (id: string, value: string): void => {
      new CfnOutput(stack, id, { value });
    };
    sender.dkimRecords.forEach(({ name, value }, n) => {
      tell(`DkimRecord${n + 1}`, `${name} CNAME ${value}`);
    });
    tell('MailFromMxRecord', `${mailFrom} MX 10 feedback-smtp.${stack.region}.amazonses.com`);
    tell('MailFromSpfRecord', `${mailFrom} TXT "v=spf1 include:amazonses.com ~all"`);
    const { senderDomain, contact } = this.stage;
    tell('DmarcRecord', `_dmarc.${senderDomain} TXT "v=DMARC1; p=quarantine; rua=mailto:${contact.mail}"`);
  }

  /**
   * Lets a function send mail from the stage's address, through its configuration set. Outside `prod` it goes to the sandbox's recipient
   * and nowhere else: not even a bug can reach a mailbox of the State. In `prod` the directory is in the table (ADR 63), and no policy
   * can list it. Nothing is granted in `local`.
   */
  grantSend(grantee: IGrantable): void {
    if (this.stage.name === 'local') {
      return;
    }
    const only = onlyRecipientOf(this.stage);
    const stack = Stack.of(this);
    const arn = (resource: string, resourceName: string): string =>
      Arn.format({ service: 'ses', resource, resourceName }, stack);
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        // SES sends a mail with an attachment as a raw one, whichever call was made.
        actions: ['ses:SendEmail', 'ses:SendRawEmail'],
        resources: [
          arn('identity', this.stage.senderDomain),
          arn('configuration-set', this.configurationSet.configurationSetName),
          // SES asks for the right on a recipient that is an identity of the account.
          ...(this.stage.sandboxRecipient === undefined
            ? []
            : [arn('identity', this.stage.sandboxRecipient)]),
        ],
        conditions: {
          StringEquals: { 'ses:FromAddress': this.stage.senderAddress },
          ...(only !== undefined && {
            'ForAllValues:StringEquals': { 'ses:Recipients': [only] },
            // `ForAllValues` is also true when the key is absent: this condition requires it.
            Null: { 'ses:Recipients': 'false' },
          }),
        },
      }),
    );
  }

  /** Sends what became of the stage's mails to `handler`. An event that cannot be delivered ends in `failures`. */
  onFate(handler: HandlerFunction, failures: Queue): Rule {
    return new Rule(this, 'FateRule', {
      description: 'Deliveries, bounces, complaints, rejections and delays of the mails of this stage',
      eventPattern: {
        source: ['aws.ses'],
        detailType: DETAIL_TYPES,
        // Two stages may share an account, and so the default bus.
        detail: { mail: { tags: { 'ses:configuration-set': [this.configurationSet.configurationSetName] } } },
      },
      targets: [
        new LambdaFunction(handler, {
          deadLetterQueue: failures,
          retryAttempts: 10,
          maxEventAge: Duration.hours(20),
        }),
      ],
    });
  }
}
