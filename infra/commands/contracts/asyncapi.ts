import { replySchema } from '../../../shared/intake/reply.ts';
import { partners } from '../../../shared/partners/all.ts';
import type { Partner } from '../../../shared/partners/partner.ts';
import { embedded, examplesOf, schemaOf } from './schema.ts';

/** Queue-fed partners: all but the studies, whose pieces are files. */
const queued = partners.filter(({ code }) => code !== 'etude');

const addressed = ({ code, many }: Partner): string => (many ? `${code}-{membre}` : code);
const ref = (path: string) => ({ $ref: `#/${path}` });
const parametersOf = ({ many }: Partner) => ({
  stage: { description: 'Environnement', enum: ['dev', 'preprod', 'prod'] },
  ...(many && { membre: { description: 'Code du membre, par exemple habitat-exemple' } }),
});
const messageName = (format: string): string => format.replace('.', '_');

/** The queues as AsyncAPI 3.0 describes them, seen from the hub: it receives on an intake, and sends on a replies queue. */
export const asyncapi = () => {
  const formats = new Map(queued.flatMap((partner) => Object.entries(partner.formats)));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'passerelle, files de messages',
      version: '1.0.0',
      description:
        'Chaque partenaire envoie sur sa file d’entrée et lit sur sa file de réponses (Amazon SQS). Un message est répondu une fois par arrivée : accepted, pending ou refused.',
      license: { name: 'EUPL-1.2' },
    },
    defaultContentType: 'application/json',
    servers: {
      sqs: {
        host: 'sqs.eu-west-3.amazonaws.com',
        protocol: 'sqs',
        description: 'Amazon SQS, Paris. L’accès est celui du compte AWS du partenaire.',
      },
    },
    channels: Object.fromEntries(
      queued.flatMap((partner) => [
        [
          `${partner.code}-intake`,
          {
            address: `passerelle-{stage}-${addressed(partner)}-intake`,
            title: `Entrée : ${partner.title}`,
            description: `${partner.title} y envoie ses messages ; 256 Ko au plus chacun.`,
            parameters: parametersOf(partner),
            messages: Object.fromEntries(
              Object.keys(partner.formats).map((name) => [
                messageName(name),
                ref(`components/messages/${messageName(name)}`),
              ]),
            ),
          },
        ],
        [
          `${partner.code}-replies`,
          {
            address: `passerelle-{stage}-replies-${addressed(partner)}`,
            title: `Réponses : ${partner.title}`,
            description: 'Une réponse par arrivée d’un message ; gardée quatorze jours.',
            parameters: parametersOf(partner),
            messages: { reply: ref('components/messages/reply') },
          },
        ],
      ]),
    ),
    operations: Object.fromEntries(
      queued.flatMap(({ code, formats: own, title }) => [
        [
          `${code}-recevoir`,
          {
            action: 'receive',
            summary: `Le hub reçoit de : ${title}`,
            channel: ref(`channels/${code}-intake`),
            messages: Object.keys(own).map((name) =>
              ref(`channels/${code}-intake/messages/${messageName(name)}`),
            ),
            reply: {
              channel: ref(`channels/${code}-replies`),
              messages: [ref(`channels/${code}-replies/messages/reply`)],
            },
          },
        ],
      ]),
    ),
    components: {
      messages: {
        ...Object.fromEntries(
          [...formats].map(([name, { schema }]) => {
            const payload = schemaOf(schema, 'input');
            return [
              messageName(name),
              {
                name,
                title: payload.title ?? name,
                contentType: 'application/json',
                payload: embedded(payload),
                examples: examplesOf(schema).map((example) => ({ payload: example })),
              },
            ];
          }),
        ),
        reply: {
          name: 'reply.v1',
          title: 'Réponse du hub, version 1',
          contentType: 'application/json',
          payload: embedded(schemaOf(replySchema, 'output')),
          examples: examplesOf(replySchema).map((example) => ({ payload: example })),
        },
      },
    },
  };
};
