import middy from '@middy/core';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { routes } from '../../shared/api/routes.ts';
import { answering } from './answering.ts';
import { etudeOf, operations } from './deps.ts';

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

/** The HTTP API: the gateway has checked the token and its scope, and chosen the route. */
export const handler = middy<Event, APIGatewayProxyStructuredResultV2>().handler((event: Event) =>
  answering(event, routes, operations, etudeOf),
);
