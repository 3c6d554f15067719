import { organismesPayeurs } from '../../shared/domain/events/signals.ts';
import { partners } from '../../shared/intake/partners/all.ts';
import { formatsOf, type Partner } from '../../shared/intake/partners/partner.ts';
import { decisionAideSchema } from '../../shared/outbound/replies/decision-aide.ts';
import { replySchema } from '../../shared/outbound/replies/reply.ts';
import { embedded, examplesOf, schemaOf } from './schema.ts';

/** Partners that send by a queue: all but the études, whose pieces are files. Études too read their replies on a queue. */
const queued = partners.filter(({ code }) => code !== 'etude');

/**
 * Retention of every queue, in seconds: a message not read within fourteen days is lost. A test compares it with
 * `infra/constructs/queues.ts`.
 */
const RETENTION_S = 14 * 24 * 3600;
/** Seconds a partner has to delete a reply it has read, before the reply comes again. A test compares it with `replies-queue.ts`. */
const REPLY_VISIBILITY_S = 5 * 60;

const addressed = ({ code, many }: Partner): string => (many ? `${code}-{membre}` : code);
const ref = (path: string) => ({ $ref: `#/${path}` });
const parametersOf = ({ many }: Partner) => ({
  stage: { description: 'Environnement', enum: ['dev', 'preprod', 'prod'] },
  ...(many && { membre: { description: 'Code du membre, par exemple habitat-exemple' } }),
});
const messageName = (format: string): string => format.replace('.', '_');

/** What a partner reads on its replies queue, besides replies: CAF and MSA, the decisions on the aids that they pay. */
const othersOf = ({ code }: Partner): string[] =>
  organismesPayeurs.some((one) => one === code) ? ['decision-aide_v1'] : [];

/** The queues as AsyncAPI 3.0 describes them, from the hub's side: it receives on an intake, and sends on a replies queue. */
export const asyncapi = () => {
  const formats = new Map(queued.flatMap((partner) => Object.entries(formatsOf(partner))));
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
        description:
          'Amazon SQS, région eu-west-3 (Paris). L’accès est celui du rôle que prend le compte AWS du partenaire.',
      },
    },
    channels: Object.fromEntries([
      ...queued.map((partner) => [`${partner.code}-intake`, intakeOf(partner)]),
      ...partners.map((partner) => [`${partner.code}-replies`, repliesOf(partner)]),
    ]),
    operations: Object.fromEntries([
      ...queued.map((partner) => [`${partner.code}-recevoir`, receiving(partner)]),
      ...partners.map((partner) => [`${partner.code}-repondre`, sending(partner)]),
    ]),
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
        'decision-aide_v1': {
          name: 'decision-aide.v1',
          title: schemaOf(decisionAideSchema, 'output').title ?? 'decision-aide.v1',
          contentType: 'application/json',
          payload: embedded(schemaOf(decisionAideSchema, 'output')),
          examples: examplesOf(decisionAideSchema).map((example) => ({ payload: example })),
        },
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

const intakeOf = (partner: Partner) => {
  const address = `passerelle-{stage}-${addressed(partner)}-intake`;
  return {
    address,
    title: `Entrée : ${partner.title}`,
    description: `${partner.title} : envoi des messages, 256 Ko au plus chacun.`,
    parameters: parametersOf(partner),
    messages: Object.fromEntries(
      Object.keys(formatsOf(partner)).map((name) => [
        messageName(name),
        ref(`components/messages/${messageName(name)}`),
      ]),
    ),
    bindings: queueBinding(address, {}),
  };
};

const repliesOf = (partner: Partner) => {
  const address = `passerelle-{stage}-replies-${addressed(partner)}`;
  return {
    address,
    title: `Réponses : ${partner.title}`,
    description:
      'Une réponse par arrivée d’un message ou d’une pièce, gardée quatorze jours. Une réponse lue et non supprimée revient cinq minutes après.',
    parameters: parametersOf(partner),
    messages: Object.fromEntries(
      ['reply', ...othersOf(partner)].map((name) => [name, ref(`components/messages/${name}`)]),
    ),
    bindings: queueBinding(address, { visibilityTimeout: REPLY_VISIBILITY_S }),
  };
};

/** The queues are standard ones: a message may come twice, or out of order, and the hub accepts that. */
const queueBinding = (name: string, more: { visibilityTimeout?: number }) => ({
  sqs: {
    queue: { name, fifoQueue: false, messageRetentionPeriod: RETENTION_S, ...more },
    bindingVersion: '0.2.0',
  },
});

const receiving = (partner: Partner) => receivingOf(partner, Object.keys(formatsOf(partner)));
const receivingOf = ({ code, title }: Partner, formats: readonly string[]) => ({
  action: 'receive',
  summary: `Le hub reçoit de : ${title}`,
  channel: ref(`channels/${code}-intake`),
  messages: formats.map((name) => ref(`channels/${code}-intake/messages/${messageName(name)}`)),
  reply: {
    channel: ref(`channels/${code}-replies`),
    messages: [ref(`channels/${code}-replies/messages/reply`)],
  },
});

/** Some replies answer no message on the intake: those about a row of a file, a piece, or a person's answer to a doubt. */
const sending = (partner: Partner) => {
  const { code, title } = partner;
  return {
    action: 'send',
    summary: `Le hub répond à : ${title}`,
    channel: ref(`channels/${code}-replies`),
    messages: ['reply', ...othersOf(partner)].map((name) => ref(`channels/${code}-replies/messages/${name}`)),
  };
};
