import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Scope, scopes } from '../../shared/api/route.ts';
import { type Issue, issueCodes, toldIssues } from '../../shared/outbound/replies/issue.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** A request that cannot be answered as asked. middy's error handler answers with its status, message (why, in French) and headers. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly statusCode: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(statusCode: number, errors: readonly Issue[], headers: Readonly<Record<string, string>> = {}) {
    super(JSON.stringify({ errors: toldIssues(errors) }));
    this.statusCode = statusCode;
    this.headers = { 'Content-Type': JSON_TYPE, ...headers };
    this.code = errors.map(({ code }) => code).join(', ');
  }
}

const problem = (
  status: number,
  code: Issue['code'],
  message: string,
  expected: string,
  path = '',
): Problem => new Problem(status, [{ code, path, expected, message }]);

/** Says how to ask again, as OAuth's libraries expect it (RFC 6750, section 3). */
export const unauthorized = (): Problem =>
  new Problem(
    401,
    [
      {
        code: issueCodes.acces,
        path: '',
        expected: 'l’en-tête Authorization: Bearer, d’un jeton demandé depuis moins d’une heure',
        message: 'Jeton absent, inconnu ou périmé.',
      },
    ],
    { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  );
export const forbidden = (scope: Scope): Problem =>
  problem(403, issueCodes.acces, 'Ce jeton ne donne pas ce droit.', `le droit ${scope} : ${scopes[scope]}`);
export const unknownPiece = (): Problem =>
  problem(
    404,
    issueCodes.pieceInconnue,
    'Aucune pièce de votre étude n’a ce numéro.',
    'un numéro de votre étude',
    'id',
  );
export const notRegistered = (): Problem =>
  problem(
    409,
    issueCodes.pieceNonEnregistree,
    'La pièce n’est pas enregistrée : elle est attendue, ou a été refusée.',
    'une pièce enregistrée',
    'id',
  );
export const tooLong = (): Problem =>
  problem(413, issueCodes.tropGrande, 'Les données sont trop volumineuses.', '256 Ko au plus');
export const notUtf8 = (): Problem =>
  problem(422, issueCodes.illisible, 'Les données ne sont pas en UTF-8.', 'un objet JSON en UTF-8');
export const wrongParameter = (path: string, expected: string): Problem =>
  problem(422, issueCodes.invalide, 'Paramètre invalide.', expected, path);

/** The body of a 500. */
export const ourFault: string = JSON.stringify({
  errors: [
    {
      code: issueCodes.nonTraite,
      path: '',
      expected: 'la même requête, dans quelques minutes',
      message: 'De notre fait, la requête n’a pas pu être traitée ; nous en sommes avertis.',
    },
  ] satisfies Issue[],
});

/** Done, and nothing to say of it. */
export const noContent = (): APIGatewayProxyStructuredResultV2 => ({ statusCode: 204 });

/** An answer in JSON, UTF-8. */
export const json = (statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 =>
  text(statusCode, JSON.stringify(body));

/** The same, from a text that is already JSON and is sent unchanged. */
export const text = (statusCode: number, body: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'Content-Type': JSON_TYPE },
  body,
});
