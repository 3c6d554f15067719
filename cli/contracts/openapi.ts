import { type Route, TOKEN_PATH } from '../../shared/api/route.ts';
import { problemSchema } from '../../shared/api/schemas.ts';
import { embedded, examplesOf, schemaOf } from './schema.ts';

const contentOf = (type: string, schema: object, examples: unknown[] = []) => ({
  [type]: { schema, ...(examples.length > 0 && { example: examples[0] }) },
});
const problem = (description: string) => ({
  description,
  content: contentOf('application/json', embedded(schemaOf(problemSchema, 'output'))),
});

/**
 * The HTTP API as OpenAPI 3.1 describes it.
 *
 * @param scopes what each scope allows, in French
 */
export const openApiOf = (routes: readonly Route[], scopes: Readonly<Record<string, string>>) => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const at = paths[route.path] ?? {};
    at[route.method.toLowerCase()] = operationOf(route);
    paths[route.path] = at;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'passerelle, API HTTP',
      version: '1.0.0',
      description:
        'Un partenaire envoie ses messages et ses fichiers, et lit les réponses et les comptes rendus. Une étude annonce une pièce, en dépose le fichier par un formulaire signé, la suit, lit son accusé d’enregistrement et exporte ses actes pour EXPLOC. Le partenaire est celui du jeton.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [
      {
        url: 'https://{hote}',
        description: 'L’adresse donnée au partenaire avec son code',
        variables: { hote: { default: 'api.passerelle.example' } },
      },
    ],
    paths,
    components: {
      securitySchemes: {
        jeton: {
          type: 'oauth2',
          description:
            'Un code et un secret par partenaire (client_credentials) ; le jeton dure une heure au plus.',
          flows: {
            clientCredentials: { tokenUrl: `https://api.passerelle.example${TOKEN_PATH}`, scopes },
          },
        },
      },
    },
  };
};

const operationOf = (route: Route) => ({
  operationId: route.operationId,
  summary: route.summary,
  description: route.description,
  security: [{ jeton: [route.scope] }],
  ...(route.parameters && {
    parameters: Object.entries(route.parameters).map(([name, { in: place, description, schema }]) => ({
      name,
      in: place,
      required: place === 'path',
      description,
      schema: embedded(schemaOf(schema, 'input')),
    })),
  }),
  ...(route.body && {
    requestBody: {
      required: true,
      content: contentOf('application/json', embedded(schemaOf(route.body, 'input')), examplesOf(route.body)),
    },
  }),
  responses: {
    ...Object.fromEntries(
      Object.entries(route.answers).map(([status, { description, body, contentType }]) => [
        status,
        {
          description,
          ...(body && { content: contentOf('application/json', embedded(schemaOf(body, 'output'))) }),
          ...(contentType && {
            content: contentOf(contentType, {
              type: 'string',
              ...(contentType === 'application/pdf' && { contentMediaType: 'application/pdf' }),
            }),
          }),
        },
      ]),
    ),
    401: problem('Jeton absent, inconnu ou périmé : demandez-en un autre'),
    403: problem('Le jeton ne donne pas ce droit'),
    500: problem('Notre panne : la requête peut être répétée telle quelle'),
  },
});
