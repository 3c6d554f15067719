import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AlarmTopic, addDeploymentAlarm, addDepthAlarm, addFunctionAlarms } from '../constructs/alarms.ts';
import { addCanaryAlarm } from '../constructs/canary.ts';
import { DailyOrder } from '../constructs/daily-order.ts';
import { HubDashboard } from '../constructs/dashboard.ts';
import {
  grantDropping,
  grantFiles,
  grantFiling,
  grantPut,
  grantReceipts,
  grantScanned,
  grantSend,
  grantUpdate,
  grantWatching,
} from '../constructs/grants.ts';
import { type FunctionName, HubFunction } from '../constructs/hub-function.ts';
import { Intake } from '../constructs/intake.ts';
import { MailChannel } from '../constructs/mail-channel.ts';
import { OutcomeAlarms } from '../constructs/outcome-alarms.ts';
import { createFailureQueue, IntakeQueue, type QueuePair } from '../constructs/queues.ts';
import { RepliesQueue } from '../constructs/replies-queue.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';
import { DIRECTORY_FILE } from '../directory.ts';
import { partnersOf, type Stage } from '../stages.ts';
import { type DataStack, FILE_RECEIVER_TIMEOUT, PIECE_RECEIVER_TIMEOUT } from './data-stack.ts';

const TIMEOUT = Duration.seconds(30);
/** A run that needs longer hands over to the next invocation. */
const WATCH_TIMEOUT = Duration.minutes(5);

export type HubStackProps = { stage: Stage; data: DataStack };

/** The hub at work: intakes, receivers, the two readers of the table's stream, the daily watch, mail, replies, alarms. It keeps nothing. */
export class HubStack extends Stack {
  private readonly stage: Stage;
  private readonly data: DataStack;
  private readonly alarms: AlarmTopic;
  private readonly functions: HubFunction[] = [];
  private readonly errors: Alarm[] = [];
  private readonly intakes: QueuePair[] = [];
  private readonly partnerIntakes: Queue[] = [];

  /** Where every alarm rings. */
  get alarmTopic(): ITopic {
    return this.alarms.topic;
  }

  constructor(scope: Construct, id: string, props: HubStackProps) {
    super(scope, id, {
      stackName: `passerelle-${props.stage.name}-hub`,
      description: 'Passerelle: intakes, functions and mail',
      env: { region: props.stage.region },
    });
    this.stage = props.stage;
    this.data = props.data;
    this.alarms = new AlarmTopic(this, 'Alarms');
    new CfnOutput(this, 'AlarmTopicArn', { value: this.alarms.topic.topicArn });

    this.addReceivers();
    this.addEventReceiver();
    this.addPieceReceiver();
    this.addFileReceiver();
    this.addNotify();
    this.addWatch();
    this.addAnswer(this.addCanary());
    addDeploymentAlarm(this, this.errors);
    new OutcomeAlarms(this, 'Outcomes', { stage: this.stage, alarms: this.alarms.topic });
    new HubDashboard(this, 'Dashboard', {
      stage: this.stage,
      functions: this.functions,
      intakes: this.intakes,
      table: this.data.table,
    });
  }

  private addReceivers(): void {
    const { caf, msa, bdf } = this.stage.partners;
    const impaye = this.createFunction('ReceiveImpaye', 'receive-impaye', this.filingEnvironment());
    const surendettement = this.createFunction(
      'ReceiveSurendettement',
      'receive-surendettement',
      this.filingEnvironment(),
    );
    this.addIntake('Caf', 'caf', caf, impaye);
    this.addIntake('Msa', 'msa', msa, impaye);
    this.addIntake('Bdf', 'bdf', bdf, surendettement);
    for (const receiver of [impaye, surendettement]) {
      grantFiling(receiver, this.data.table, this.data.key);
    }
  }

  private addEventReceiver(): void {
    const receiver = this.createFunction('ReceiveEvent', 'receive-event', this.filingEnvironment());
    grantFiling(receiver, this.data.table, this.data.key);
    for (const [partner, accountId] of Object.entries(this.stage.partners.others)) {
      this.addIntake(pascalCase(partner), partner, accountId, receiver);
    }
  }

  private addIntake(id: string, partner: string, accountId: string, receiver: HubFunction): void {
    const queues = new IntakeQueue(this, `${id}Intake`, {
      queueName: `passerelle-${this.stage.name}-${partner}-intake`,
      consumerTimeout: TIMEOUT,
    });
    queues.allowAccount('PartnerSends', accountId, ['sqs:SendMessage', 'sqs:GetQueueUrl']);
    this.intakes.push(queues);
    this.partnerIntakes.push(queues.queue);
    new Intake(this, `${id}Mapping`, { name: partner, queues, receiver, alarms: this.alarms.topic });
    new CfnOutput(this, `${id}IntakeUrl`, { value: queues.queue.queueUrl });
  }

  private addPieceReceiver(): void {
    const { piecesBucket, piecesIntake, quarantineBucket, dropBucket, table, key } = this.data;
    const receiver = this.createFunction(
      'ReceivePiece',
      'receive-piece',
      {
        ...this.filingEnvironment(),
        PIECES_BUCKET: piecesBucket.bucketName,
        QUARANTINE_BUCKET: quarantineBucket.bucketName,
        DROP_BUCKET: dropBucket.bucketName,
        PIECE_DAYS: String(this.stage.retention.pieceDays),
        PIECES_QUEUE_URL: piecesIntake.queue.queueUrl,
        PIECE_WAIT_SECONDS: String(this.stage.pieceWaitSeconds),
      },
      { timeout: PIECE_RECEIVER_TIMEOUT, memorySize: 1024, workers: ['open-pdf'] },
    );
    grantFiling(receiver, table, key);
    grantScanned(receiver, piecesBucket, quarantineBucket);
    grantReceipts(receiver, dropBucket);
    addDepthAlarm(
      this,
      'ScanAlarm',
      this.alarms.topic,
      this.data.scanFailures,
      'Scan results of pieces',
      'scan-results-are-lost',
    );
    grantSend(receiver, [piecesIntake.queue]);
    new Intake(this, 'PiecesMapping', {
      name: 'pieces',
      queues: piecesIntake,
      receiver,
      alarms: this.alarms.topic,
    });
  }

  private addFileReceiver(): void {
    const { dropBucket, filesIntake, table, key } = this.data;
    this.intakes.push(filesIntake, this.data.piecesIntake);
    const receiver = this.createFunction(
      'ReceiveFile',
      'receive-file',
      {
        ...this.filingEnvironment(),
        DROP_BUCKET: dropBucket.bucketName,
        FILES_QUEUE_URL: filesIntake.queue.queueUrl,
      },
      { timeout: FILE_RECEIVER_TIMEOUT },
    );
    grantFiling(receiver, table, key);
    grantFiles(receiver, dropBucket);
    grantSend(receiver, [filesIntake.queue]);
    new Intake(this, 'FilesMapping', {
      name: 'files',
      queues: filesIntake,
      receiver,
      batchSize: 1,
      alarms: this.alarms.topic,
    });
  }

  private addNotify(): void {
    const { table, key } = this.data;
    const mail = new MailChannel(this, 'Mail', this.stage);
    const { sandboxRecipient } = this.stage;
    const notify = this.createFunction(
      'Notify',
      'notify',
      {
        ...this.routingEnvironment(),
        ...(sandboxRecipient === undefined ? {} : { SANDBOX_RECIPIENT: sandboxRecipient }),
        POSTAL_ADDRESSES: JSON.stringify(this.stage.postalAddresses),
        SENDER_ADDRESS: this.stage.senderAddress,
        CONFIGURATION_SET: mail.configurationSet.configurationSetName,
        CASE_URL_BASE: this.stage.caseUrlBase,
      },
      { files: [DIRECTORY_FILE] },
    );
    mail.grantSend(notify);
    grantUpdate(notify, table, key);
    this.addStreamConsumer('NotifyStream', 'notify', notify, {
      entity: ['NOTICE', 'DIGEST'],
      status: ['due'],
    });

    const failures = createFailureQueue(this, 'RecordDeliveryFailures');
    const recordDelivery = this.createFunction(
      'RecordDelivery',
      'record-delivery',
      { TABLE_NAME: table.tableName },
      { deadLetters: failures },
    );
    grantUpdate(recordDelivery, table, key);
    mail.onFate(recordDelivery, failures);
    addDepthAlarm(
      this,
      'RecordDeliveryAlarm',
      this.alarms.topic,
      failures,
      'record-delivery',
      'an-ses-event-was-not-recorded',
    );
    new CfnOutput(this, 'ConfigurationSetName', { value: mail.configurationSet.configurationSetName });
  }

  private addWatch(): void {
    const { table, key } = this.data;
    const queues = new IntakeQueue(this, 'WatchQueue', {
      queueName: `passerelle-${this.stage.name}-watch`,
      consumerTimeout: WATCH_TIMEOUT,
    });
    const drops = this.addDrop();
    const watch = this.createFunction(
      'WatchDeadlines',
      'watch-deadlines',
      {
        ...this.routingEnvironment(),
        DIGEST_ABOVE: String(this.stage.digestAbove),
        WATCH_QUEUE_URL: queues.queue.queueUrl,
        DROP_QUEUE_URL: drops.queue.queueUrl,
        CLOSE_DELAY_SECONDS: String(this.stage.watchCloseDelaySeconds),
      },
      { timeout: WATCH_TIMEOUT, memorySize: 1024, files: [DIRECTORY_FILE] },
    );
    grantWatching(watch, table, key);
    grantSend(watch, [queues.queue, drops.queue]);
    new Intake(this, 'WatchMapping', {
      name: 'watch',
      queues,
      receiver: watch,
      batchSize: 1,
      alarms: this.alarms.topic,
    });
    new DailyOrder(this, 'DailyWatch', {
      queue: queues.queue,
      hour: 6,
      // What is ordered: see functions/watch-deadlines/order.ts.
      body: (scheduledTime) => ({ day: scheduledTime }),
      alarms: this.alarms.topic,
    });
    new CfnOutput(this, 'WatchQueueUrl', { value: queues.queue.queueUrl });
  }

  /** Drops the cases whose term the watch tells: alone, it may delete. */
  private addDrop(): IntakeQueue {
    const { table, key, rawBucket, piecesBucket, dropBucket, quarantineBucket, holdBucket } = this.data;
    const queues = new IntakeQueue(this, 'DropQueue', {
      queueName: `passerelle-${this.stage.name}-drop-cases`,
      consumerTimeout: WATCH_TIMEOUT,
    });
    const drop = this.createFunction(
      'DropCase',
      'drop-case',
      {
        TABLE_NAME: table.tableName,
        MATCHING_KEY: this.data.matchingKey.secretValue.unsafeUnwrap(),
        RAW_BUCKET: rawBucket.bucketName,
        PIECES_BUCKET: piecesBucket.bucketName,
        DROP_BUCKET: dropBucket.bucketName,
        QUARANTINE_BUCKET: quarantineBucket.bucketName,
        HOLD_BUCKET: holdBucket.bucketName,
      },
      { timeout: WATCH_TIMEOUT },
    );
    grantDropping(drop, table, key, [rawBucket, piecesBucket, dropBucket, quarantineBucket, holdBucket]);
    new Intake(this, 'DropMapping', {
      name: 'drop-cases',
      queues,
      receiver: drop,
      alarms: this.alarms.topic,
    });
    return queues;
  }

  /** Tries every intake, on a queue of its own that takes its orders and its replies. */
  private addCanary(): Queue {
    const queues = new IntakeQueue(this, 'CanaryReplies', {
      queueName: `passerelle-${this.stage.name}-replies-canary`,
      consumerTimeout: TIMEOUT,
    });
    const partners = partnersOf(this.stage)
      .map(([partner]) => partner)
      .filter((partner) => !(partner in this.stage.partners.etudes));
    const canary = this.createFunction('Canary', 'canary', {
      MATCHING_KEY: this.data.matchingKey.secretValue.unsafeUnwrap(),
      CANARY_PARTNERS: JSON.stringify(partners),
      INTAKE_PREFIX: `passerelle-${this.stage.name}-`,
    });
    grantSend(canary, this.partnerIntakes);
    const alarms = this.alarms.topic;
    new Intake(this, 'CanaryMapping', { name: 'canary', queues, receiver: canary, alarms });
    new DailyOrder(this, 'HourlyCanary', {
      queue: queues.queue,
      enabled: this.stage.canary,
      body: (scheduledTime) => ({ send: scheduledTime }),
      alarms,
    });
    if (this.stage.canary) addCanaryAlarm(this, this.stage, partners.length, alarms);
    return queues.queue;
  }

  private addAnswer(canaryReplies: Queue): void {
    const prefix = `passerelle-${this.stage.name}-replies-`;
    const replies = partnersOf(this.stage).map(([partner, accountId]) => {
      const id = pascalCase(partner);
      const queues = new RepliesQueue(this, `${id}Replies`, {
        queueName: `${prefix}${partner}`,
        partner,
        accountId,
        alarms: this.alarms.topic,
      });
      new CfnOutput(this, `${id}RepliesUrl`, { value: queues.queue.queueUrl });
      return queues.queue;
    });
    const answer = this.createFunction('Answer', 'answer', {
      RAW_BUCKET: this.data.rawBucket.bucketName,
      REPLIES_QUEUE_PREFIX: prefix,
    });
    grantPut(answer, this.data.rawBucket, this.data.key);
    grantSend(answer, [...replies, canaryReplies]);
    this.addStreamConsumer('AnswerStream', 'answer', answer, { entity: ['MESSAGE'], replyBy: ['queue'] });
  }

  private addStreamConsumer(
    id: string,
    name: FunctionName,
    consumer: HubFunction,
    newImage: Record<string, string[]>,
  ): void {
    new StreamConsumer(this, id, {
      name,
      table: this.data.table,
      consumer,
      newImage,
      alarms: this.alarms.topic,
    });
  }

  private routingEnvironment(): Record<string, string> {
    return {
      TABLE_NAME: this.data.table.tableName,
      STAGE: this.stage.name,
      MAILBOXES: JSON.stringify(this.stage.mailboxes),
      CCAPEX_FORMATIONS: JSON.stringify(this.stage.ccapexFormations),
    };
  }

  private filingEnvironment(): Record<string, string> {
    return {
      TABLE_NAME: this.data.table.tableName,
      // A dynamic reference: the template holds the secret's name, and only the function's configuration its value.
      MATCHING_KEY: this.data.matchingKey.secretValue.unsafeUnwrap(),
      DEPARTEMENT: '77',
      MESSAGE_TTL_DAYS: String(this.stage.retention.messageDays),
    };
  }

  private createFunction(
    id: string,
    name: FunctionName,
    environment: Record<string, string>,
    options: Partial<
      Pick<
        ConstructorParameters<typeof HubFunction>[2],
        'timeout' | 'memorySize' | 'files' | 'workers' | 'deadLetters'
      >
    > = {},
  ): HubFunction {
    const fn = new HubFunction(this, id, {
      stage: this.stage,
      name,
      environment,
      timeout: TIMEOUT,
      ...options,
    });
    this.errors.push(addFunctionAlarms(fn, this.alarms.topic, name, fn));
    this.functions.push(fn);
    return fn;
  }
}

/** `etude-moreau-meaux` → `EtudeMoreauMeaux`. */
function pascalCase(code: string): string {
  return code
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
