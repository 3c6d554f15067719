import { describe, expect, it } from 'vitest';
import { type Permission, permissionsOf } from './access.ts';
import { STAGE_NAMES } from './synth.ts';

/** The only reasons why a resource may hold a wildcard, each with the form it allows. */
const WILDCARDS: readonly [RegExp, string][] = [
  [
    /^s3 [^*]+\/(reports\/|parts\/|drop\/)?\*$/,
    'the objects of one bucket, or of one folder of it: their names are known as they come',
  ],
  [
    /^sqs passerelle-[a-z]+-(\*-intake|replies-\*)$/,
    'the queues of all partners, each in a stack of its own, by the form of their names',
  ],
  [
    /^events rule\/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3\*$/,
    'the rules that GuardDuty makes for itself, by the name it gives them; it alone may manage them',
  ],
];
/** Actions that AWS does not let anybody restrict to a resource. */
const UNSCOPED: Record<string, string> = {
  'dynamodb:ListStreams': 'names streams, reads none; IAM knows no resource for it',
  'guardduty:SendObjectMalwareScan':
    'scans what a bucket’s own plan covers, reads none; IAM knows no resource for it',
};

const whyWildcard = (resource: string): string | undefined =>
  WILDCARDS.find(([pattern]) => pattern.test(resource))?.[1];

const reasons = ({ actions, resources }: Permission): string[] =>
  resources
    .filter((resource) => resource.includes('*'))
    .map((resource) =>
      resource === '*'
        ? (actions.map((action) => UNSCOPED[action]).find(Boolean) ?? 'NO REASON')
        : (whyWildcard(resource) ?? 'NO REASON'),
    );

const line = (permission: Permission): string =>
  [
    `- ${permission.isRefusal ? 'never: ' : ''}${permission.actions.join(', ')}`,
    ...permission.resources.map((resource) => `  - on \`${resource}\``),
    ...(permission.condition ? [`  - if \`${JSON.stringify(permission.condition)}\``] : []),
    ...[...new Set(reasons(permission))].map((reason) => `  - wildcard: ${reason}`),
  ].join('\n');

const INTRODUCTION = `# What each role may do

Written from the template of \`prod\` by \`test/infra/permissions.test.ts\`, which fails when a role may do anything else than what is
listed here; \`npx vitest run test/infra/permissions.test.ts -u\` writes it anew, for a reviewer to read the difference. \`<account>\` is
the account deployed to. Whether these policies and those of the queues, buckets and the key stop who they should is asked of
an evaluation of IAM's logic in \`test/infra/hostile.test.ts\`.
`;

const listing = (permissions: Permission[]): string => {
  const roles = [...new Set(permissions.map(({ role }) => role))].sort();
  return [
    INTRODUCTION,
    ...roles.map((role) =>
      [`## ${role}\n`, ...permissions.filter((one) => one.role === role).map(line), ''].join('\n'),
    ),
  ].join('\n');
};

describe('what a role may do', () => {
  it('is what docs/security/permissions.md lists', async () => {
    await expect(listing(permissionsOf('prod'))).toMatchFileSnapshot('../../docs/security/permissions.md');
  });

  it.each(STAGE_NAMES)(
    'is written action by action in %s, each wildcard of a resource with its reason',
    (stage) => {
      const permissions = permissionsOf(stage);

      expect(permissions.length).toBeGreaterThan(50);
      expect(permissions.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual(
        [],
      );
      expect(permissions.filter((one) => reasons(one).includes('NO REASON'))).toEqual([]);
      // An action that cannot be restricted stands alone in its statement, so that no other goes unrestricted with it.
      for (const { actions } of permissions.filter(({ resources }) => resources.includes('*')))
        expect(actions.every((action) => action in UNSCOPED)).toBe(true);
    },
  );

  it('is the same in each stage, names of partners and stages apart, and the right to mail, which a stage with no one to mail has not', () => {
    const shapeOf = (stage: (typeof STAGE_NAMES)[number]) =>
      permissionsOf(stage)
        .map(({ role, actions }) => `${role}: ${actions.join(' ')}`)
        .filter((one) => !one.includes(' ses:'));

    for (const stage of STAGE_NAMES) expect(shapeOf(stage)).toEqual(shapeOf('prod'));
  });

  it('lets one role send mail, one erase cases, and each secret be read by those that need it, no role pass a role or touch another account', () => {
    const holders = (action: RegExp): string[] => [
      ...new Set(
        permissionsOf('prod')
          .filter(({ isRefusal, actions }) => !isRefusal && actions.some((one) => action.test(one)))
          .map(({ role }) => role),
      ),
    ];

    expect(holders(/^ses:/)).toEqual(['Notify']);
    expect(holders(/^dynamodb:BatchWriteItem$/)).toEqual(['RetireCase']);
    expect(holders(/^dynamodb:(Scan|PartiQL)/)).toEqual([]);
    expect(holders(/^(iam|sts|lambda|cloudformation):/)).toEqual([]);
    const readers = (secret: RegExp): string[] =>
      permissionsOf('prod')
        .filter(
          ({ actions, resources }) =>
            actions.some((action) => action.startsWith('secretsmanager:')) &&
            resources.some((resource) => secret.test(resource)),
        )
        .map(({ role, actions }) => `${role} ${actions}`)
        .sort();
    const receivers = ['ReceiveFile', 'ReceiveMessage', 'ReceivePiece'];
    const reading = (roles: string[]) => roles.map((role) => `${role} secretsmanager:GetSecretValue`).sort();
    expect(readers(/MatchingKey/)).toEqual(
      reading(['Portal', 'PortalCommissions', 'RetireCase', 'WatchDeadlines', ...receivers]),
    );
    expect(readers(/CanaryKey/)).toEqual(reading(['Canary', ...receivers]));
  });
});
