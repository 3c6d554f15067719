/** Everything that differs from one stage to another, as plain data: no CDK import, so that the command line can read it. */
import {
  type ArrondissementCode,
  type CcapexFormation,
  CHARTER_CONTACT,
  CHARTER_FORMATIONS,
  CHARTER_MAILBOXES,
  CHARTER_POST,
  type Mailboxes,
} from './charter.ts';

export type StageName = 'local' | 'dev' | 'preprod' | 'prod';

/** How long each kind of data is kept, in days. */
type Retention = {
  logDays: 7 | 30 | 90 | 365;
  /** Idempotency marker of a message, and its reply (`expiresAt` in the table). */
  messageDays: number;
  /** Raw form of a message, stored apart from the case. */
  rawDays: number;
  /** Procedure pieces. */
  pieceDays: number;
  /** S3 server access logs. */
  accessLogDays: number;
};

/** Who publishes the pages: what the law has a reader told of them. */
type Publisher = {
  /** The body that publishes, as it signs. */
  name: string;
  /** Its postal address; one element is one line. */
  address: readonly string[];
  /** The director of publication: a function, or a name. */
  director: string;
  /** Whom a person asks for their rights: mailbox of the data protection officer. */
  dpo: string;
};

export type Stage = {
  name: StageName;
  region: string;
  mailboxes: Mailboxes;
  /** Postal address of the service behind each arrondissement's mailbox; one element is one line. */
  postalAddresses: Record<ArrondissementCode, readonly string[]>;
  ccapexFormations: Record<ArrondissementCode, CcapexFormation>;
  /**
   * When set, every mail goes to this address whatever its intended mailbox, and IAM lets no other through. Unset in `prod` (mail
   * goes to the mailboxes) and in `local` (mail never leaves the machine).
   */
  sandboxRecipient?: string;
  /** Domain SES sends from; the sender's address is in it. */
  senderDomain: string;
  senderAddress: string;
  /** Whom a reader of the hub's mails may call; its mailbox is where an answer to them goes. */
  contact: { service: string; telephone?: string; mail: string };
  portal: {
    /**
     * Where the pages are, without a slash at the end: mails lead there too. `local` has none: whoever starts it knows its port.
     */
    url?: string;
    /** The identity provider: ProConnect's address of this stage, and the identifier it gave. */
    issuer: string;
    clientId: string;
    /** Authentication levels it is asked for (`acr`); none: any. */
    levels: readonly string[];
    /** Whether the site is the State's: its pages then bear «République française», on the agreement of the SIG (ADR 61). */
    etat?: boolean;
    /** Who publishes the pages, for the legal notices: the data controller gives it, and `prod` is not deployed without. */
    editeur?: Publisher | undefined;
  };
  /** Whether alerts are taken on the pages: one that nobody took is then told again, and later to CCAPEX. */
  alertsTakenOnPages: boolean;
  /** Seconds between reading what is due and sending, for the index to catch up. 900 at most. */
  watchCloseDelaySeconds: number;
  /** The most cases that a run of the watch may order retired. Above it, the others wait for the next day and an alarm rings. */
  retirementsADay: number;
  /** Days for which a case whose term has come is set apart, and can be brought back, before it is erased. */
  apartDays: number;
  /** Seconds a piece waits for its sidecar before it is refused. 900 is the longest delay of an SQS message. */
  pieceWaitSeconds: number;
  /**
   * By family of partners, the hours without a message after which an alarm rings, 168 at most. A family that is not listed may stay
   * silent.
   */
  silenceHours: Readonly<Record<string, number>>;
  /** Mailbox of whoever is on call, which alarms write to. Only `local` may have none. */
  alarmMailbox?: string;
  /** Whether a trial message is sent to every intake each hour. It is refused and counted. */
  canary: boolean;
  retention: Retention;
  /** What happens to tables, buckets and keys when their stack is deleted. */
  removalPolicy: 'retain' | 'destroy';
  /** Number of the AWS account that keeps a copy of each backup. Without one, the stage has no stack of backups. */
  backupAccount?: string;
  /**
   * Day on which the table was last filled from a backup (YYYY-MM-DD). The consumers of its stream are then made anew, and start after it:
   * what it was filled with is not told again. It stays: taken away, they would be made once more, from a day before.
   */
  restoredOn?: string;
  /** Whether the data stack and the table refuse to be deleted. */
  deletionProtection: boolean;
};

const COMMON = {
  region: 'eu-west-3',
  postalAddresses: CHARTER_POST,
  contact: CHARTER_CONTACT,
  ccapexFormations: CHARTER_FORMATIONS,
  watchCloseDelaySeconds: 10,
  // Our choice: a département ends some ten cases a working day; a fault would end hundreds.
  retirementsADay: 25,
  apartDays: 30,
  canary: true,
  alertsTakenOnPages: true,
  // Our guess, until a season of traffic says better: four days for CAF, to span a long weekend, and a week for the others.
  silenceHours: { caf: 96, msa: 168, bdf: 168 },
} as const;

/** Levels with a second factor, as ProConnect named them in August 2026; it says that they may change. */
const MFA = ['eidas1-mfa', 'eidas2', 'eidas3'] as const;

const SHORT_RETENTION = {
  logDays: 30,
  messageDays: 30,
  rawDays: 90,
  pieceDays: 90,
  accessLogDays: 30,
} as const;

/** The stages, by name. Whoever deploys `prod` gives the mailbox of CCAPEX's secretariat (`stageOf`). */
export const stages: Readonly<Record<StageName, Stage>> = {
  local: {
    ...COMMON,
    name: 'local',
    mailboxes: { ...CHARTER_MAILBOXES, ccapex: 'ccapex@local.passerelle.example' },
    senderDomain: 'local.passerelle.example',
    senderAddress: 'ne-pas-repondre@local.passerelle.example',
    // The issuer of the demonstration: whoever starts the hub says where it is.
    portal: { issuer: 'http://127.0.0.1:4570', clientId: 'passerelle', levels: [] },
    pieceWaitSeconds: 900,
    // The local engine's indexes are never late.
    watchCloseDelaySeconds: 0,
    // A year is played here in minutes, and nobody is on call.
    canary: false,
    // The demonstration's agents take none: its mails stay those of its partners' acts.
    alertsTakenOnPages: false,
    retention: { logDays: 7, messageDays: 30, rawDays: 30, pieceDays: 30, accessLogDays: 7 },
    removalPolicy: 'destroy',
    deletionProtection: false,
  },
  dev: {
    ...COMMON,
    name: 'dev',
    mailboxes: { ...CHARTER_MAILBOXES, ccapex: 'ccapex@dev.passerelle.example' },
    alarmMailbox: 'astreinte@passerelle.example',
    sandboxRecipient: 'bac-a-sable@passerelle.example',
    senderDomain: 'dev.passerelle.example',
    senderAddress: 'ne-pas-repondre@dev.passerelle.example',
    portal: {
      url: 'https://dev.passerelle.example',
      issuer: 'https://proconnect.example/api/v2',
      clientId: 'passerelle',
      levels: MFA,
    },
    pieceWaitSeconds: 900,
    retention: SHORT_RETENTION,
    removalPolicy: 'destroy',
    deletionProtection: false,
  },
  preprod: {
    ...COMMON,
    name: 'preprod',
    mailboxes: { ...CHARTER_MAILBOXES, ccapex: 'ccapex@preprod.passerelle.example' },
    alarmMailbox: 'astreinte@passerelle.example',
    sandboxRecipient: 'bac-a-sable@passerelle.example',
    senderDomain: 'preprod.passerelle.example',
    senderAddress: 'ne-pas-repondre@preprod.passerelle.example',
    portal: {
      url: 'https://preprod.passerelle.example',
      issuer: 'https://proconnect.example/api/v2',
      clientId: 'passerelle',
      levels: MFA,
    },
    pieceWaitSeconds: 900,
    retention: SHORT_RETENTION,
    removalPolicy: 'retain',
    deletionProtection: false,
  },
  prod: {
    ...COMMON,
    name: 'prod',
    mailboxes: { ...CHARTER_MAILBOXES, ccapex: '' },
    alarmMailbox: 'astreinte@passerelle.example',
    senderDomain: 'passerelle.example',
    senderAddress: 'ne-pas-repondre@passerelle.example',
    portal: {
      url: 'https://passerelle.example',
      issuer: 'https://proconnect.example/api/v2',
      clientId: 'passerelle',
      levels: MFA,
    },
    pieceWaitSeconds: 900,
    // Two years cover a procedure from the impayé to the concours de la force publique.
    retention: { logDays: 365, messageDays: 400, rawDays: 730, pieceDays: 1825, accessLogDays: 365 },
    removalPolicy: 'retain',
    deletionProtection: true,
  },
};

export const isStageName = (name: string): name is StageName => Object.hasOwn(stages, name);

/**
 * The stage of that name.
 *
 * @param ccapex mailbox of CCAPEX's secretariat, for a stage that holds none
 * @throws Error naming the stages that exist, when it is none of them; or what `checkStage` finds
 */
export function stageOf(name: string, ccapex?: string): Stage {
  if (!isStageName(name)) {
    throw new Error(`Unknown stage "${name}": expected one of ${Object.keys(stages).join(', ')}.`);
  }
  const { mailboxes } = stages[name];
  const stage = {
    ...stages[name],
    mailboxes: { ...mailboxes, ccapex: mailboxes.ccapex || (ccapex ?? '') },
  };
  checkStage(stage);
  return stage;
}

/**
 * The address of a case's page is this, followed by the case's reference. The one of `local` leads nowhere by itself: whoever starts the
 * hub gives the functions another.
 */
export const caseUrlBaseOf = ({ portal }: Pick<Stage, 'portal'>): string =>
  `${portal.url ?? 'http://localhost'}/dossiers/`;

/** Whether a text has the form of a mail address. */
export const isMailbox = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(text);

/**
 * Checks what a stage cannot be synthesised without.
 *
 * @throws Error naming `alarmMailbox` when a stage other than `local` has nobody to hear its alarms, `portal.url` when it has no pages, `ccapex` when the secretariat of
 *   CCAPEX has no mailbox, `backupAccount` or `restoredOn` when it has not its form
 */
export function checkStage(stage: Stage): void {
  const { name, alarmMailbox = '' } = stage;
  if (name !== 'local' && !isMailbox(alarmMailbox)) {
    throw new Error(
      `Stage ${name}: nobody would hear its alarms. Put the address of whoever is on call in alarmMailbox (infra/stages.ts).`,
    );
  }
  if (name !== 'local' && stage.portal.url === undefined)
    throw new Error(`Stage ${name}: mails would lead nowhere. Put the address of the pages in portal.url.`);
  if (stage.backupAccount !== undefined && !/^\d{12}$/.test(stage.backupAccount))
    throw new Error(`Stage ${name}: backupAccount is the number of an AWS account, 12 digits.`);
  if (stage.restoredOn !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(stage.restoredOn))
    throw new Error(`Stage ${name}: restoredOn is a day, YYYY-MM-DD.`);
  if (!isMailbox(stage.mailboxes.ccapex)) {
    throw new Error(
      `Stage ${name}: no mailbox of the secretariat of CCAPEX. Give it: -c ccapex=<address> (the charter printed one person's in 2018).`,
    );
  }
}

/**
 * The one address that IAM lets the stage send to, outside `prod`; none in `prod`, which writes to its mailboxes and to the directory's.
 *
 * @throws Error when `dev` or `preprod` has no `sandboxRecipient`
 */
export function onlyRecipientOf(stage: Stage): string | undefined {
  if (stage.name === 'prod') {
    return undefined;
  }
  if (stage.sandboxRecipient === undefined) {
    throw new Error(
      `Stage ${stage.name} has no sandboxRecipient: only prod may write to the real mailboxes.`,
    );
  }
  return stage.sandboxRecipient;
}
