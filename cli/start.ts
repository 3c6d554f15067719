import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assemblyFor } from '../infra/assembly.ts';
import { checkPorts } from '../local/engines.ts';
import type { LocalHub } from '../local/hub.ts';
import { CANNOT, DONE, INTERRUPTED, Misused, type Options, type Values } from './arguments.ts';
import { BOXES_PATH } from './boxes/pages.ts';
import { command } from './command.ts';
import { PORTAL, startDemoHub } from './demo/hub.ts';
import { demoPersons } from './demo/persons.ts';
import { DEMO_STARTS, playDemo } from './demo/play.ts';
import { playCcapex } from './demo/play-ccapex.ts';
import { playClpil } from './demo/play-clpil.ts';
import { printSummary, summaryOf } from './demo/summary.ts';
import { auditOf, printAudit } from './demo/year/audit.ts';
import { playYear, YEAR_STARTS } from './demo/year/play-year.ts';

const options = {
  once: { type: 'boolean', about: 'joue la démonstration, imprime le bilan et s’arrête' },
  year: {
    type: 'boolean',
    about: `joue une année sur une horloge virtuelle (200 ménages de tous motifs), et dit ce que chaque
échéance est devenue, règle par règle`,
  },
  households: { type: 'string', value: 'N', about: 'autant de ménages pour --year', default: '200' },
  json: { type: 'string', value: 'F', about: 'écrit aussi le bilan dans F (JSON)' },
  data: { type: 'string', value: 'DOSSIER', about: 'garde les données d’un lancement à l’autre' },
  fixtures: {
    type: 'string',
    value: 'DOSSIER',
    about: 'joue un autre jeu de messages (par défaut test/fixtures/demo)',
    default: join(import.meta.dirname, '../test/fixtures/demo'),
  },
  'no-demo': { type: 'boolean', about: 'ne joue rien' },
  port: {
    type: 'string',
    value: 'N',
    about: `SQS et S3 sur ce port (4566, ou un port libre avec --once seul), la boîte de réception sur N+1, DynamoDB sur N+2,
l'API HTTP sur N+3, les pages, les contrats et les boîtes sur N+4, qui l’on est sur N+5`,
  },
} as const satisfies Options;

/** How many ports follow the first. */
const PORTS = 6;

const show = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const describe = ({ endpoints, outputs, queues, logDir, secrets, apis }: LocalHub): void => {
  show('');
  const pages = outputs.get('PortalUrl');
  show(`Pages                              ${pages}`);
  show(`Boîtes : les méls, par boîte       ${pages}${BOXES_PATH}`);
  show(`Contrats et guides                 ${pages}/contrats`);
  show('');
  show('Sur les pages, on se connecte, sans mot de passe, comme :');
  for (const { givenName, usualName, about } of demoPersons)
    show(`  ${`${givenName} ${usualName}`.padEnd(33)}${about}`);
  show('');
  show(`SQS et S3                          ${endpoints.aws}`);
  show(`DynamoDB                           ${endpoints.dynamodb}`);
  for (const [name, value] of [...outputs].sort()) {
    if (/^WatchQueueUrl$|^(Pieces|Drop)BucketName$/.test(name)) show(`${name.padEnd(34)} ${value}`);
  }
  for (const [name, url] of [...queues].sort()) {
    const [, intake, replies] =
      /^passerelle-local-(?:(?!api-)(.+)-intake|replies-(?!canary)(.+))$/.exec(name) ?? [];
    if (intake) show(`${`Envoi ${intake}`.padEnd(34)} ${url}`);
    if (replies) show(`${`Réponses ${replies}`.padEnd(34)} ${url}`);
  }
  for (const [name, url] of apis) if (name !== PORTAL) show(`${`API HTTP ${name}`.padEnd(34)} ${url}`);
  show(`Journaux                           ${logDir}`);
  show('');
  show('Pour répondre aux doutes (npm run --silent passerelle -- review --help) :');
  show(
    `  export AWS_REGION=eu-west-3 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local TABLE_NAME=${outputs.get('TableName')}`,
  );
  show(`  export AWS_ENDPOINT_URL_DYNAMODB=${endpoints.dynamodb} MATCHING_KEY=${[...secrets.values()][0]}`);
  show('');
  show('Pour les droits d’une personne (npm run --silent passerelle -- person --help), en plus :');
  show(`  export AWS_ENDPOINT_URL_S3=${endpoints.aws} AWS_ENDPOINT_URL_SQS=${endpoints.aws}`);
  const buckets = ['Raw', 'Pieces', 'Drop', 'Quarantine', 'Hold'].map(
    (name) => `${name.toUpperCase()}_BUCKET=${outputs.get(`${name}BucketName`)}`,
  );
  show(`  export QUEUE_PREFIX=passerelle-local- ${buckets.join(' ')}`);
  show('');
  show('Pour les partenaires et leurs secrets (npm run --silent passerelle -- partner --help), en plus :');
  show(`  export AWS_ENDPOINT_URL_CLOUDFORMATION=${endpoints.aws}`);
};

const untilInterrupted = (): Promise<'interrupted'> =>
  new Promise((done) => {
    process.once('SIGINT', () => done('interrupted'));
    process.once('SIGTERM', () => done('interrupted'));
  });

/** Milliseconds between two steps of a clock that follows the machine's. */
const STEP_MS = 1_000;

/** Lets a hub whose clock was moved live in the present, until it is interrupted. */
const followTime = async (hub: LocalHub, interrupted: Promise<unknown>): Promise<void> => {
  for (;;) {
    const step = new Promise((done) => setTimeout(done, STEP_MS));
    if ((await Promise.race([step, interrupted])) === 'interrupted') return;
    await hub.advanceTo(new Date().toISOString());
  }
};

const AFTER_ONCE = [
  '',
  'Pour lire les mails : « npm start », puis http://127.0.0.1:4570/boites (le hub reste ouvert).',
  'Pour comprendre ce qui en est dit : docs/guides/agents.md ; pour envoyer soi-même : docs/guides/acces.md.',
  'Pour une année de toutes les procédures : npm start -- --once --year.',
];
const AFTER = [
  '',
  'Les mails se lisent par boîte, et leur bouton mène aux pages : les adresses sont ci-dessous.',
  'Un dossier : npm run --silent passerelle -- case 77-2026-000001 --by NOM (avec les variables ci-dessous).',
  'Ce qui attend une personne : npm run --silent passerelle -- review list --by NOM.',
];

/** Says that what follows is not whole. */
const interruption = (): number => {
  show('Interrompu : le bilan qui suit est partiel.');
  return INTERRUPTED;
};

const run = async (values: Values<typeof options>): Promise<number> => {
  const began = performance.now();
  const first =
    values.port === undefined ? (values.once && !values.data ? undefined : 4566) : Number(values.port);
  if (first !== undefined && !(Number.isInteger(first) && first > 0 && first <= 65_536 - PORTS)) {
    throw new Misused(`--port ${values.port} : un numéro de port est attendu`);
  }
  const households = Number(values.households);
  if (!Number.isInteger(households) || households < 1 || households > 2_000) {
    throw new Misused(`--households ${values.households} : un nombre de 1 à 2000 est attendu`);
  }
  const ports =
    first === undefined
      ? undefined
      : {
          aws: first,
          ses: first + 1,
          dynamodb: first + 2,
          http: { 'passerelle-local': first + 3, 'passerelle-local-portal': first + 4 },
        };
  const issuerPort = first === undefined ? undefined : first + 5;
  // The synthesis takes a while: what would stop the hub afterwards is said before.
  await checkPorts(first === undefined ? [] : Array.from({ length: PORTS }, (_, n) => first + n));
  show('Synthèse du modèle et démarrage des moteurs…');
  const kept = values.data !== undefined && existsSync(join(values.data, 'hub.json'));
  const demo = !values.year && !values['no-demo'] && !kept;
  const hub = await startDemoHub({
    assembly: await assemblyFor('local'),
    dataDir: values.data,
    ...(values.year && { now: YEAR_STARTS }),
    ...(demo && { now: `${DEMO_STARTS}T03:00:00.000Z` }),
    ports,
    issuerPort,
  });
  const interrupted = untilInterrupted();
  let code: number = DONE;
  try {
    if (values.year) {
      const played = await Promise.race([playYear(hub, values.fixtures, households), interrupted]);
      if (played === 'interrupted') code = interruption();
      const audit = await auditOf(hub, households, typeof played === 'number' ? played : 0);
      printAudit(audit, show);
      if (values.json) await writeFile(values.json, `${JSON.stringify(audit, null, 2)}\n`);
      if (audit.unexplained.length > 0 && code === DONE) code = CANNOT;
    } else if (demo) {
      const played = await Promise.race([playDemo(hub, values.fixtures), interrupted]);
      if (played === 'interrupted') code = interruption();
      const summary = await summaryOf(hub, (performance.now() - began) / 1000);
      printSummary(summary, show);
      if (code === DONE) for (const line of values.once ? AFTER_ONCE : AFTER) show(line);
      if (values.json) await writeFile(values.json, `${JSON.stringify(summary, null, 2)}\n`);
    }
    if (kept) show(`Les données de ${values.data} sont reprises : la démonstration n’est pas rejouée.`);
    if (!values.once && code !== INTERRUPTED) {
      if (demo) {
        show('');
        show('Le temps passe jusqu’à aujourd’hui, un matin après l’autre…');
        await Promise.race([hub.advanceTo(new Date().toISOString()), interrupted]);
        await Promise.race([playClpil(hub), interrupted]);
        await Promise.race([playCcapex(hub), interrupted]);
      }
      describe(hub);
      show('Ctrl-C pour arrêter.');
      await (demo ? followTime(hub, interrupted) : interrupted);
    }
  } finally {
    await hub.stop();
  }
  return code;
};

export const start = command({
  about: `Lance tout le hub sur cette machine, depuis le modèle CloudFormation qui se déploie dans AWS : joue trois mois de démonstration,
puis reste ouvert (Ctrl-C pour arrêter). « npm start -- … » est la même commande.`,
  usage: `--once             la démonstration, son bilan, et rien de plus
--once --year      de même, une année`,
  options,
  run: ({ values }) => run(values),
});
