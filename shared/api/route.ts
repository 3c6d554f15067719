import type * as z from 'zod/mini';

/** The rights a client may have over HTTP: its token lists them. */
export const scopes = {
  'passerelle/pieces.deposer': 'Déposer des pièces',
  'passerelle/pieces.lire': 'Suivre ses pièces et lire leurs accusés d’enregistrement',
  'passerelle/exploc': 'Lire les exports EXPLOC et enregistrer les récépissés',
} as const;
type Scope = keyof typeof scopes;

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
