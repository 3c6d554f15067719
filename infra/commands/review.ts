import { parseArgs } from 'node:util';
import * as z from 'zod';
import { resolveDwelling } from '../../shared/domain/territory/resolve.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createReferences } from '../../shared/store/references.ts';
import { answerHeld, confirmCommune, listReviews, type ReviewDeps } from '../../shared/store/reviews.ts';

const HELP = `Répond à ce qui attend une personne : une commune incertaine, un message que deux dossiers pourraient recevoir.

  npm run --silent review -- list                                                ce qui attend, le plus ancien d'abord
  npm run --silent review -- commune DOSSIER --insee 77305 --by NOM              la commune du logement d'un dossier
  npm run --silent review -- attach MESSAGE --case 77-2026-000123 --by NOM       rattache un message retenu
  npm run --silent review -- new MESSAGE --by NOM                                ouvre un dossier pour un message retenu

Variables : TABLE_NAME et MATCHING_KEY (sorties de la pile), et l'accès AWS de qui répond ;
en local, AWS_ENDPOINT_URL_DYNAMODB aussi. Qui a répondu, et quand, est conservé.`;

const envSchema = z.object({
  TABLE_NAME: z.string().min(1),
  MATCHING_KEY: z.string().min(16),
  DEPARTEMENT: z.string().default('77'),
});

const required = (value: string | undefined, name: string): string => {
  if (value) return value;
  throw new Error(`il manque ${name} (voir --help)`);
};

const depsOf = (): ReviewDeps => {
  const env = envSchema.safeParse(process.env);
  if (!env.success)
    throw new Error('il manque TABLE_NAME ou MATCHING_KEY dans l’environnement (voir --help)');
  const client = createDocumentClient();
  const { TABLE_NAME: table, MATCHING_KEY: matchingKey, DEPARTEMENT } = env.data;
  return { client, table, matchingKey, nextReference: createReferences(client, table, DEPARTEMENT) };
};

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      insee: { type: 'string' },
      case: { type: 'string' },
      by: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [action, subject] = positionals;
  const answer = () => ({ by: required(values.by, '--by'), at: new Date().toISOString() });
  if (values.help || action === undefined) {
    console.log(HELP);
  } else if (action === 'list') {
    const { client, table } = depsOf();
    for (const { event: _, ...review } of await listReviews(client, table))
      console.log(JSON.stringify(review));
  } else if (action === 'commune') {
    const caseId = required(subject, 'le dossier');
    const found = resolveDwelling({ insee: required(values.insee, '--insee') });
    if (found.kind !== 'resolved') throw new Error(`${values.insee} n'est pas une commune de Seine-et-Marne`);
    const { insee, commune, arrondissement } = found;
    await confirmCommune(depsOf(), caseId, { insee, commune, arrondissement }, answer());
    console.log(JSON.stringify({ case: caseId, insee, commune, arrondissement }));
  } else if (action === 'attach' || action === 'new') {
    const into = action === 'attach' ? required(values.case, '--case') : undefined;
    const caseId = await answerHeld(depsOf(), required(subject, 'le message'), into, answer());
    console.log(JSON.stringify({ message: subject, case: caseId }));
  } else {
    throw new Error(`« ${action} » est inconnu (voir --help)`);
  }
} catch (error) {
  console.error(`review : ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
