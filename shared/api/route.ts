import type * as z from 'zod/mini';

/** Where a partner asks for its token. */
export const TOKEN_PATH = '/oauth2/token';

/** The rights a partner may have over HTTP: its token lists them. */
export const scopes = {
  'passerelle/messages.deposer': 'Envoyer des messages et des fichiers',
  'passerelle/messages.lire': 'Lire les réponses à ses messages et les comptes rendus de ses fichiers',
  'passerelle/pieces.deposer': 'Déposer des pièces',
  'passerelle/pieces.lire': 'Suivre ses pièces et lire leurs accusés d’enregistrement',
  'passerelle/exploc': 'Lire les exports EXPLOC et enregistrer les récépissés',
} as const;
export type Scope = keyof typeof scopes;

const OF_ETUDES: readonly Scope[] = [
  'passerelle/pieces.deposer',
  'passerelle/pieces.lire',
  'passerelle/exploc',
  'passerelle/messages.lire',
];
const OF_OTHERS: readonly Scope[] = ['passerelle/messages.deposer', 'passerelle/messages.lire'];

/**
 * The rights of a partner. One whose partnership has ended still reads what it was answered.
 *
 * @param kind family of its formats (`shared/intake/partners`)
 */
export const scopesOf = (kind: string, isEnded: boolean): readonly Scope[] =>
  (kind === 'etude' ? OF_ETUDES : OF_OTHERS).filter((scope) => !isEnded || scope.endsWith('.lire'));

/** An answer of the API: its meaning in French, and its body where it has one. */
export type Answer = {
  description: string;
  /** JSON unless `contentType` says otherwise. */
  body?: z.ZodMiniType<unknown>;
  contentType?: string;
};

/** One operation of the HTTP API. Routing, documentation and tests are derived from it. */
export type Route = {
  /** Stable name of the operation. */
  operationId: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/v1/pieces/{id}` */
  path: string;
  scope: Scope;
  /** In French. */
  summary: string;
  description: string;
  /** Parameters of the path, then of the query, by name, each described in French. */
  parameters?: Readonly<
    Record<string, { in: 'path' | 'query'; description: string; schema: z.ZodMiniType<unknown> }>
  >;
  body?: z.ZodMiniType<unknown>;
  /** Answers by status. 401, 403 and 500 are common to all operations, and added where they are documented. */
  answers: Readonly<Record<number, Answer>>;
};
