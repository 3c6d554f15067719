import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { asyncapi } from '../../cli/contracts/asyncapi.ts';
import { demoPartners } from '../../cli/demo/hub.ts';
import { stages } from '../../infra/stages.ts';
import { partnerStackOf } from './partner-template.ts';

const ChannelSchema = z.object({
  address: z.string(),
  parameters: z.object({ stage: z.object({ enum: z.array(z.string()) }) }),
  bindings: z.object({
    sqs: z.object({
      queue: z.object({
        name: z.string(),
        visibilityTimeout: z.number().optional(),
        messageRetentionPeriod: z.number(),
      }),
    }),
  }),
});
const document = JSON.parse(JSON.stringify(asyncapi()));
const channels = z.array(ChannelSchema).parse(Object.values(document.channels));

/** `passerelle-{stage}-bailleur-{membre}-intake`, as a regular expression for one stage. */
const patternOf = (address: string, stage: string): RegExp =>
  new RegExp(`^${address.replace('{stage}', stage).replace('{membre}', '[a-z0-9-]+')}$`);

/** The queues that partners know by name: those of the stack of one partner of each family. */
const named = (
  await Promise.all(demoPartners.map(({ code }) => partnerStackOf('prod', { code, account: '111122223333' })))
).flatMap(({ made }) =>
  made.flatMap(({ properties }) =>
    typeof properties.QueueName === 'string' ? [{ name: properties.QueueName, Properties: properties }] : [],
  ),
);

describe('the queues that AsyncAPI describes', () => {
  it('are of the stages that are deployed', () => {
    const deployed = Object.keys(stages).filter((one) => one !== 'local');
    for (const { parameters } of channels) expect(parameters.stage.enum).toEqual(deployed);
  });

  it.each(channels)('$address is deployed, and kept as long as said', ({ address, bindings }) => {
    const { visibilityTimeout, messageRetentionPeriod, name } = bindings.sqs.queue;
    expect(name).toBe(address);
    const queues = named.filter((queue) => patternOf(address, 'prod').test(queue.name));
    expect(queues.length).toBeGreaterThan(0);
    for (const { Properties } of queues) {
      expect(Properties.MessageRetentionPeriod).toBe(messageRetentionPeriod);
      if (visibilityTimeout) expect(Properties.VisibilityTimeout).toBe(visibilityTimeout);
    }
  });

  it('are all the queues that partners know by name', () => {
    const undocumented = named.filter(
      ({ name }) => !channels.some(({ address }) => patternOf(address, 'prod').test(name)),
    );
    expect(undocumented.map(({ name }) => name)).toEqual([]);
  });
});
