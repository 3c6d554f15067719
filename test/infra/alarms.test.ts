import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { metrics } from '../../shared/log/measure.ts';
import { partnerStackOf } from './partner-template.ts';
import { resourcesOf, STAGE_NAMES, synthesise } from './synth.ts';

const RUNBOOK = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
/** A heading's anchor, as GitHub and GitLab make it. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
const sections = new Map(
  RUNBOOK.split(/^#{2,3} /m)
    .slice(1)
    .map((section) => [slugOf(section.split('\n')[0] ?? ''), section]),
);

const alarmSchema = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).nonempty(),
  MetricName: z.string().optional(),
  Namespace: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).optional(),
  TreatMissingData: z.string(),
  Period: z.number().optional(),
  EvaluationPeriods: z.number(),
});
const alarmsOf = (stage: (typeof STAGE_NAMES)[number]) =>
  resourcesOf(stage, 'AWS::CloudWatch::Alarm').map(({ logicalId, Properties }) => ({
    logicalId,
    ...alarmSchema.parse(Properties),
  }));
const anchorOf = (description: string): string | undefined =>
  / → docs\/runbook\.md#([a-z0-9-]+)$/.exec(description)?.[1];

describe('an alarm', () => {
  it.each(STAGE_NAMES)(
    'leads in %s to a section that says what to look at, what to do, and when it is over',
    (stage) => {
      for (const { logicalId, AlarmDescription } of alarmsOf(stage)) {
        const section = sections.get(anchorOf(AlarmDescription) ?? '');
        expect(section, `${logicalId}: ${AlarmDescription}`).toBeDefined();
        for (const part of ['**Look at:**', '**Do:**', '**Over when:**'])
          expect(section, logicalId).toContain(part);
      }
    },
  );

  it('answers each section: none describes an alarm that does not exist', async () => {
    const { made } = await partnerStackOf('prod', { code: 'caf', account: '111122223333' });
    const ofPartner = made.flatMap(({ properties }) => properties.AlarmDescription ?? []);
    const anchors = new Set(
      [...alarmsOf('prod').map(({ AlarmDescription }) => AlarmDescription), ...ofPartner.map(String)].map(
        anchorOf,
      ),
    );
    const described = [...sections]
      .filter(([, text]) => text.includes('**Over when:**'))
      .map(([slug]) => slug);

    expect(described.filter((slug) => !anchors.has(slug))).toEqual([]);
  });

  it('watches each function for its errors and its throttles', () => {
    const alarms = alarmsOf('prod');
    for (const { logicalId } of resourcesOf('prod', 'AWS::Lambda::Function')) {
      const own = alarms.filter(({ Dimensions }) =>
        JSON.stringify(Dimensions ?? []).includes(`"${logicalId}"`),
      );
      expect(
        own.map(({ MetricName }) => MetricName),
        logicalId,
      ).toEqual(expect.arrayContaining(['Errors', 'Throttles']));
    }
  });

  it('on silence rings when the metric is missing, and looks back a week at most', () => {
    const silence = alarmsOf('prod').filter(({ TreatMissingData }) => TreatMissingData === 'breaching');

    expect(silence.map(({ MetricName }) => MetricName)).toEqual([
      undefined,
      'WatchRuns',
      'Messages',
      'Messages',
      'Messages',
      'NumberOfMessagesSent',
    ]);
    // The first is over two metrics, by the hour.
    for (const { Period = 3_600, EvaluationPeriods } of silence)
      expect(Number(Period) * EvaluationPeriods).toBeLessThanOrEqual(7 * 86_400);
  });

  it('on a metric of the hub names one the functions give, by what they count it by, in the stage’s own namespace', () => {
    for (const stage of STAGE_NAMES) {
      const own = alarmsOf(stage).filter(({ Namespace }) => Namespace?.startsWith('passerelle'));
      expect(own.length).toBeGreaterThan(0);
      const given = Object.entries(metrics).flatMap(([name, { by }]) => by.map((set) => [name, ...set]));
      for (const { Namespace, MetricName, Dimensions = [] } of own) {
        expect(Namespace).toBe(`passerelle-${stage}`);
        expect(given).toContainEqual([MetricName, ...Dimensions.map(({ Name }) => Name)]);
      }
    }
  });
});

describe('a deployment', () => {
  it('is watched in each stack that has functions by one alarm over the errors of them all', () => {
    const composites = resourcesOf('prod', 'AWS::CloudWatch::CompositeAlarm');
    const rules = JSON.stringify(composites.map(({ Properties }) => Properties.AlarmRule));
    const errors = resourcesOf('prod', 'AWS::CloudWatch::Alarm').filter(
      ({ Properties }) => Properties.MetricName === 'Errors',
    );

    expect(composites).toHaveLength(3);
    expect(errors).toHaveLength(resourcesOf('prod', 'AWS::Lambda::Function').length);
    for (const { logicalId } of errors) expect(rules).toContain(`"${logicalId}"`);
    const [whole] = resourcesOf('prod', 'AWS::CloudWatch::Alarm').filter(
      ({ Properties }) => Properties.MetricName === 'BatchFailed',
    );
    expect(rules).toContain(`"${whole?.logicalId}"`);
    // Alarms on records that are set apart or tried again ring, but roll nothing back.
    expect(rules).not.toMatch(/Failures|Retries|DeadLetters|RowsSetApart/);
  });

  it('leaves room in each template: 500 resources are CloudFormation’s limit', () => {
    const { data, hub, api } = synthesise('prod');
    for (const template of [data, hub, api])
      expect(Object.keys(template.toJSON().Resources).length).toBeLessThan(450);
  });
});

describe('the dashboard', () => {
  it('is one a stage, and shows every metric of the hub', () => {
    const [page, ...others] = resourcesOf('prod', 'AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(page?.Properties.DashboardBody);

    expect(others).toEqual([]);
    expect(page?.Properties.DashboardName).toBe('passerelle-prod');
    expect(Object.keys(metrics).filter((name) => !body.includes(name))).toEqual([]);
  });
});
