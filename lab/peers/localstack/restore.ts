import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ACCOUNT_ID, CREDENTIALS, REGION } from '../../../local/constants.ts';
import { serveGateway } from './gateway.ts';
import type { Place, Typist } from './typist.ts';

/** What is played, and where it was deployed from. */
type Lost = {
  place: Place;
  typist: Typist;
  /** What follows `cdk`: the stage and its context. */
  context: string;
  /** Folder of the cloud assembly. */
  out: string;
  /** The partner that comes by HTTP, with its secret: `code:secret`. */
  client: string;
  /** Codes of the partners with an AWS account. */
  withAccount: readonly string[];
  /** Starts LocalStack anew, with nothing in it. */
  startAnew: () => Promise<void>;
};

const BUCKETS = ['Raw', 'Hold', 'Pieces', 'Drop'];

/**
 * Rehearses «The account is lost» of the runbook: saves what AWS Backup saves, starts from nothing, and proves that the hub goes on where
 * it was. The files and copies of this machine stand for those of AWS Backup.
 */
export const restoreAll = async (lost: Lost): Promise<void> => {
  const { place, context, out, withAccount, startAnew } = lost;
  const { type, check } = lost.typist;
  const { server } = place;
  const kept = join(server.logs, '..', `kept-${place.stage}`);
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  const passerelle = 'npm run --silent passerelle --';
  const client = new CloudFormationClient({ region: REGION, credentials: CREDENTIALS, endpoint: server.url });
  /** What the data stack says, by name: the same places, made anew, have other names. */
  const outputsNow = async (): Promise<Record<string, string>> => {
    const { Stacks = [] } = await client.send(
      new DescribeStacksCommand({ StackName: `passerelle-${place.stage}-data` }),
    );
    return Object.fromEntries(
      (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    );
  };
  const play = async (what: string): Promise<void> => {
    const gateway = await serveGateway(server.url, out);
    await type(
      `python lab/peers/partner_scenarios.py --url ${server.url} --stage $STAGE --scan --api ${gateway.url} --client "$CLIENT" --seconds 90 ${what} ${kept}/memory.json`,
      { shown: 12, more: { CLIENT: lost.client } },
    );
    await gateway.stop();
  };

  await play('--remember');
  const before = await outputsNow();
  await type(`${passerelle} backup export --table ${before.TableName} --to ${kept}/table --by essai`, {
    shown: 1,
  });
  await type(
    `(umask 077; aws secretsmanager get-secret-value --secret-id ${before.MatchingKeySecret} --query SecretString --output text > ${kept}/key)`,
  );
  for (const bucket of BUCKETS)
    await type(`aws s3 sync --only-show-errors s3://${before[`${bucket}BucketName`]} ${kept}/${bucket}`);
  console.log('  (le compte est perdu : LocalStack est arrêté, puis relancé vide)');
  await startAnew();
  await type(`npm run --silent cdk -- bootstrap aws://${ACCOUNT_ID}/${REGION}`, { shown: 1 });
  await type(`npm run --silent cdk -- deploy Data ${context} --require-approval never --output ${out}`, {
    shown: 1,
  });
  const after = await outputsNow();
  await type(
    `aws secretsmanager put-secret-value --secret-id ${after.MatchingKeySecret} --secret-string "$(cat ${kept}/key)" --query VersionStages --output text`,
  );
  await type(`${passerelle} backup import --from ${kept}/table --table ${after.TableName} --aws`, {
    shown: 1,
  });
  for (const bucket of BUCKETS)
    await type(`aws s3 sync --only-show-errors ${kept}/${bucket} s3://${after[`${bucket}BucketName`]}`);
  await type(
    `npm run --silent cdk -- deploy --all ${context} -c restoredOn=${new Date().toISOString().slice(0, 10)} --require-approval never --progress events --output ${out}`,
    { shown: 1 },
  );
  for (const code of withAccount)
    await type(`${passerelle} partner change ${code} --stage $STAGE --by essai`, { shown: 1 });
  await play('--recall');
  const store: unknown = await (await fetch(`${place.mailUrl}/store`)).json();
  check('aucun mél n’est parti depuis', Object(store).emails?.length === 0);
  rmSync(kept, { recursive: true });
};
