import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Issue, issueCodes, toldIssues } from '../../shared/outbound/replies/issue.ts';

/** A request that cannot be answered as asked: its status, and why in French. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly errors: readonly Issue[];

  constructor(status: number, errors: readonly Issue[]) {
    super(errors.map(({ code }) => code).join(', '));
    this.status = status;
    this.errors = toldIssues(errors);
  }
}

const problem = (
  status: number,
  code: Issue['code'],
  message: string,
  expected: string,
  path = '',
): Problem => new Problem(status, [{ code, path, expected, message }]);

export const forbidden = (): Problem =>
  problem(
    403,
    issueCodes.acces,
    'Ce jeton n’est celui d’aucune étude.',
    'le client d’une étude de la charte',
  );
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

/** JSON in UTF-8; nothing of it is to be kept by whoever stands between. */
export const json = (statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 =>
  text(statusCode, JSON.stringify(body));

/** The same, of a text that is JSON already, and stays as it is. */
export const text = (statusCode: number, body: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body,
});
