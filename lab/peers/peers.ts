import { homedir } from 'node:os';
import { join } from 'node:path';
import { CANNOT, DONE, Misused, type Options, type Values } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { isStageName, type StageName } from '../../infra/stages.ts';
import { startSes } from '../../local/engines.ts';
import { type Environment, missingTools, prepare } from './localstack/environment.ts';
import { deployFirst } from './localstack/first-deployment.ts';
import { startLocalStack } from './localstack/server.ts';

const options = {
  stage: { type: 'string', value: 'NOM', about: 'une étape seulement (les trois par défaut)' },
  folder: {
    type: 'string',
    value: 'DOSSIER',
    about: 'où installer LocalStack, hors du dépôt (~/.cache/passerelle-peers)',
    default: join(homedir(), '.cache/passerelle-peers'),
  },
  python: { type: 'string', value: 'COMMANDE', about: 'Python 3.11 (python3)', default: 'python3' },
  port: { type: 'string', value: 'N', about: 'port de LocalStack (4599)', default: '4599' },
} as const satisfies Options;

const STAGES: readonly StageName[] = ['dev', 'preprod', 'prod'];

const play = async (stage: StageName, environment: Environment, folder: string, port: number) => {
  const mails = await startSes();
  const logs = join(folder, 'logs', stage);
  try {
    let server = await startLocalStack(environment, { logs, port, mailUrl: mails.url });
    try {
      return await deployFirst({ stage, server, bin: environment.bin, mailUrl: mails.url }, async () => {
        await server.stop();
        await fetch(`${mails.url}/clear-store`, { method: 'POST' });
        server = await startLocalStack(environment, { logs, port, mailUrl: mails.url });
      });
    } finally {
      await server.stop();
    }
  } finally {
    await mails.stop();
  }
};

const run = async (values: Values<typeof options>): Promise<number> => {
  const { stage, folder, python } = values;
  if (stage !== undefined && !(isStageName(stage) && STAGES.includes(stage)))
    throw new Misused(`--stage ${stage} : une de ${STAGES.join(', ')} est attendue`);
  const port = Number(values.port);
  if (!(Number.isInteger(port) && port > 0 && port < 65_536))
    throw new Misused(`--port ${values.port} : un numéro de port est attendu`);
  const missing = await missingTools(python);
  if (missing.length > 0) {
    console.log(`Rien n’est joué : il manque ici ${missing.join(', ')}.`);
    return CANNOT;
  }
  console.log(`Installation dans ${folder}, si elle n’est pas déjà faite…`);
  const environment = await prepare(folder, python);
  let failed = 0;
  for (const one of STAGES.filter((name) => stage === undefined || name === stage))
    failed += await play(one, environment, folder, port);
  console.log(failed === 0 ? '\nToutes les lignes ont abouti.' : `\n${failed} lignes n’ont pas abouti.`);
  return failed === 0 ? DONE : CANNOT;
};

export const peers = command({
  about: `Déploie chaque étape sur LocalStack, un autre moteur qu’AWS et que les nôtres, par les lignes de «First deployment»
(docs/runbook.md) et la commande cdk ; puis y joue ce que font les partenaires, avec les fonctions telles qu’elles se déploient.`,
  usage: '[--stage dev]',
  options,
  notes: `Il faut Python 3.11, Java 17 et Maven : LocalStack et DynamoDB Local sont installés hors du dépôt, puis gardés. Ce que LocalStack
ne montre pas est dans docs/engines.md. Se termine par 1 si une ligne n’a pas abouti.`,
  run: ({ values }) => run(values),
});
