import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { TRIAL_CCAPEX } from '../../../infra/assembly.ts';
import { findingsOf } from '../../../infra/findings.ts';
import { stages } from '../../../infra/stages.ts';
import { ACCOUNT_ID, CREDENTIALS, REGION } from '../../../local/constants.ts';
import { loadAssembly } from '../../../local/template.ts';
import { serveGateway } from './gateway.ts';
import { restoreAll } from './restore.ts';
import { type Place, typist } from './typist.ts';

/** Partners of the scenarios: those with an AWS account, then one that comes by HTTP. */
const WITH_ACCOUNT = ['caf', 'msa', 'bdf', 'etude-moreau-meaux'];
const BY_HTTP = 'ccas-provins';

const FALLBACK = /not supported but was deployed as a fallback/;

/** Says what CloudFormation made of a stage's stacks, and which types LocalStack only let pass. */
const tellResources = async ({ server }: Place, out: string): Promise<void> => {
  const client = new CloudFormationClient({ region: REGION, credentials: CREDENTIALS, endpoint: server.url });
  const passed = new Map<string, number>();
  for (const { name } of loadAssembly(out)) {
    const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: name }));
    const made = StackResources.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_COMPLETE'));
    const fallback = made.filter(({ ResourceStatusReason = '' }) => FALLBACK.test(ResourceStatusReason));
    for (const { ResourceType = '' } of fallback)
      passed.set(ResourceType, (passed.get(ResourceType) ?? 0) + 1);
    console.log(`  ${name} : ${made.length} ressources sur ${StackResources.length}`);
  }
  console.log(
    `  sans effet sur LocalStack : ${[...passed].map(([type, count]) => `${count} ${type}`).join(', ')}`,
  );
};

/** How many mails were taken, once there is one, or after a minute. */
const mailsOf = async (mailUrl: string): Promise<number> => {
  for (let tries = 0; tries < 60; tries += 1) {
    const store: unknown = await (await fetch(`${mailUrl}/store`)).json();
    const count = Number(Object(store).emails?.length ?? 0);
    if (count > 0) return count;
    await sleep(1_000);
  }
  return 0;
};

/**
 * Deploys a stage for the first time by the runbook's lines, plays its partners, rehearses, and prints each line.
 *
 * @param startAnew starts LocalStack again, with nothing in it
 * @returns how many lines did not end as they must
 */
export const deployFirst = async (place: Place, startAnew: () => Promise<void>): Promise<number> => {
  const { stage, server, mailUrl } = place;
  const typed = typist(place);
  const { type, failed } = typed;
  const step = (what: string): void => console.log(`\n## ${what}`);
  // The placeholders stop a deployment: on this machine alone, `trial` lets them pass.
  const context = `-c stage=$STAGE -c trial=true${stages[stage].mailboxes.ccapex ? '' : ` -c ccapex=${TRIAL_CCAPEX}`}`;
  const out = join(server.logs, 'assembly');
  rmSync(out, { recursive: true, force: true });
  const cdk = `npm run --silent cdk --`;
  const passerelle = 'npm run --silent passerelle --';
  const sqs = `aws sqs --endpoint-url ${server.url}`;
  const queue = (name: string): string =>
    `${server.url}/queue/${REGION}/${ACCOUNT_ID}/passerelle-${stage}-${name}`;
  const stopping = findingsOf(stages[stage]).some(({ stops }) => stops);

  console.log(`\n# ${stage}, par «First deployment»`);
  step('1. Say what is real');
  await type(`${passerelle} doctor --stage $STAGE`, { expected: stopping ? 1 : 0 });
  step('3. Prepare the account and the region');
  await type(`${cdk} bootstrap aws://${ACCOUNT_ID}/${REGION}`, { shown: 1 });
  if (stage === 'prod') {
    step('5. The vault of the other account, which this LocalStack stands for too');
    await type(
      `${cdk} deploy --app "node infra/vault.ts" -c stage=$STAGE -c account=${ACCOUNT_ID} --require-approval never`,
      { shown: 1 },
    );
  }
  step('5. Read, then deploy');
  await type(`${cdk} diff --all ${context}`, { shown: 2 });
  await type(`${cdk} deploy --all ${context} --require-approval never --progress events --output ${out}`);
  await tellResources(place, out);
  step('6. Alarms');
  const alarm = `$(aws cloudwatch describe-alarms --query 'MetricAlarms[0].AlarmName' --output text)`;
  await type(
    `aws cloudwatch set-alarm-state --alarm-name "${alarm}" --state-value ALARM --state-reason essai`,
  );
  await type(
    `aws cloudwatch describe-alarms --state-value ALARM --query 'MetricAlarms[].AlarmDescription' --output text`,
  );
  step('9. Rollback by itself');
  for (const stack of ['hub', 'api'])
    await type(
      `aws cloudformation update-stack --stack-name passerelle-$STAGE-${stack} --use-previous-template --capabilities CAPABILITY_IAM \\
    --tags Key=application,Value=passerelle Key=stage,Value=$STAGE Key=rollback,Value=alarm --rollback-configuration \\
    "RollbackTriggers=[{Arn=$(aws cloudformation describe-stacks --stack-name passerelle-$STAGE-${stack} --query "Stacks[0].Outputs[?OutputKey=='DeploymentAlarmArn'].OutputValue" --output text),Type=AWS::CloudWatch::CompositeAlarm}],MonitoringTimeInMinutes=30"`,
      { expected: 255, shown: 1, why: 'il ne connaît ni «le même modèle», ni le retour sur alarme' },
    );
  step('11. The first partners');
  const printed = await type(
    `${passerelle} partner add ${BY_HTTP} --stage $STAGE --name "CCAS de Provins" --contact ccas@passerelle.example --door api --by essai`,
    { shown: 0 },
  );
  for (const [n, code] of WITH_ACCOUNT.entries())
    await type(
      `${passerelle} partner add ${code} --stage $STAGE --name ${code} --contact ${code}@passerelle.example --door aws --account ${String(n + 1).repeat(12)} --by essai`,
      { shown: 2 },
    );
  await type(`${passerelle} partner list --stage $STAGE`, { shown: 8 });
  step('11. Their messages, pieces and files');
  const gateway = await serveGateway(server.url, out);
  const secret = printed.trim().split('\n').at(-1) ?? '';
  await type('npm run --silent build -- contracts', { shown: 1 });
  await type(
    `python lab/peers/partner_scenarios.py --url ${server.url} --stage $STAGE --scan --api ${gateway.url} --client "$CLIENT" --seconds 90`,
    { shown: 12, more: { CLIENT: `${BY_HTTP}:${secret}` } },
  );
  await gateway.stop();
  step('12. The morning’s mails, which the schedule would ask for at 6:00');
  await type(
    `${sqs} send-message --queue-url ${queue('watch')} --message-body "{\\"day\\":\\"$(date -u +%F)\\",\\"all\\":true}" --query MessageId --output text`,
    { why: 'son Scheduler n’appelle personne' },
  );
  typed.check('des méls sont arrivés', (await mailsOf(mailUrl)) > 0);
  step('13. Rehearse: «The account is lost»');
  await restoreAll({
    place,
    typist: typed,
    context,
    out,
    client: `${BY_HTTP}:${secret}`,
    withAccount: WITH_ACCOUNT,
    startAnew,
  });
  step('13. Rehearse: a partner leaves');
  await type(`${passerelle} partner rotate ${BY_HTTP} --stage $STAGE --keep 0 --by essai`, { shown: 1 });
  await type(`${passerelle} partner leave ${BY_HTTP} --stage $STAGE --by essai`, { shown: 2 });
  return failed();
};
