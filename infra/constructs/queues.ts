import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** 256 KiB, as the partners' guide says. It stays so, although SQS accepts more. */
const MAX_MESSAGE_BYTES = 256 * 1024;

/** SQS's longest retention: a dead letter must outlive a long weekend and a holiday. */
const LONGEST_RETENTION = Duration.days(14);

/** A queue for what could not be handled: encrypted, TLS only, kept 14 days. The caller adds the alarm. */
function createDeadLetterQueue(scope: Construct, id: string): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: LONGEST_RETENTION,
  });
}

/** A dead-letter queue that no queue redrives to: the failures of a stream or of an event rule go there. */
export function createFailureQueue(scope: Construct, id: string): Queue {
  const queue = createDeadLetterQueue(scope, id);
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason:
      'It is a dead-letter queue itself, named as a failure destination rather than by a redrive policy.',
  });
  return queue;
}

/** Deliveries of a retry before it is dead-lettered: for a function that could not even put the retry back on its queue. */
const MOST_RETRY_DELIVERIES = 5;

/** A queue on which a consumer puts what it will try again; a retry that cannot be handled goes to `failures`. */
export function createRetryQueue(
  scope: Construct,
  id: string,
  { consumerTimeout, failures }: { consumerTimeout: Duration; failures: Queue },
): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: LONGEST_RETENTION,
    visibilityTimeout: Duration.seconds(consumerTimeout.toSeconds() * 6),
    deadLetterQueue: { queue: failures, maxReceiveCount: MOST_RETRY_DELIVERIES },
  });
}

export type QueuePairProps = {
  /** Partners have this name in their configuration: it never changes. */
  queueName: string;
  visibilityTimeout: Duration;
  /** Deliveries without an acknowledgement before a message is dead-lettered. */
  maxReceiveCount: number;
  /** What becomes of both when the template leaves them out; deleted when absent. */
  removalPolicy?: RemovalPolicy;
  /** 256 KiB when absent. */
  maxMessageBytes?: number | undefined;
};

/** A queue with its dead-letter queue, both encrypted and TLS only. */
export class QueuePair extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: QueuePairProps) {
    super(scope, id);
    this.deadLetters = createDeadLetterQueue(this, 'DeadLetters');
    this.queue = new Queue(this, 'Queue', {
      queueName: props.queueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: LONGEST_RETENTION,
      maxMessageSizeBytes: props.maxMessageBytes ?? MAX_MESSAGE_BYTES,
      visibilityTimeout: props.visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceiveCount },
    });
    if (props.removalPolicy !== undefined)
      for (const queue of [this.queue, this.deadLetters]) queue.applyRemovalPolicy(props.removalPolicy);
  }
}

export type IntakeQueueProps = {
  queueName: string;
  /** Timeout of the function that reads the queue. */
  consumerTimeout: Duration;
  removalPolicy?: RemovalPolicy;
  maxMessageBytes?: number;
};

/**
 * A partner's intake. Its visibility timeout is six times its consumer's timeout, so that a slow batch is not delivered twice
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
 */
export class IntakeQueue extends QueuePair {
  constructor(scope: Construct, id: string, props: IntakeQueueProps) {
    super(scope, id, {
      queueName: props.queueName,
      visibilityTimeout: Duration.seconds(props.consumerTimeout.toSeconds() * 6),
      maxReceiveCount: 5,
      ...(props.removalPolicy && { removalPolicy: props.removalPolicy }),
      maxMessageBytes: props.maxMessageBytes,
    });
  }
}
