import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../shared/outbound/attachment.ts';
import { calendarOf, digestCalendarOf } from '../../shared/outbound/mail/calendar.ts';
import { aDigest, aNotice, anAlert, aRow } from '../support/notices.ts';

const publisher = { from: 'hub@hub.example', caseUrlBase: 'https://hub.example/dossiers/' };

/** The properties of each event, lines unfolded (RFC 5545 §3.1), and its reminders. */
const eventsOf = (file: Attachment | undefined) => {
  const text = Buffer.from(file?.content ?? [])
    .toString('utf8')
    .replaceAll('\r\n ', '');
  return text
    .split('BEGIN:VEVENT')
    .slice(1)
    .map((event) => ({
      ...Object.fromEntries(
        event
          .split('\r\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
      ),
      alarms: [...event.matchAll(/^TRIGGER:(.+)$/gm)].map(([, trigger]) => trigger?.trim()),
    }));
};
const told = (day: string, date: string) => ({
  uid: '77-2026-000001-audience',
  date,
  title: 'Audience',
  told: day,
});
const textOf = (file: Attachment | undefined) => Buffer.from(file?.content ?? []).toString('utf8');

describe('the calendar file of a notice', () => {
  it('is one all-day event at the civil date, published, with its case and reminders, and names nobody', () => {
    const file = calendarOf(
      aNotice({ calendar: told('2026-03-02', '2026-05-04'), createdAt: '2026-03-02T09:15:30.250Z' }),
      publisher,
    );
    expect(file).toMatchObject({
      filename: 'echeance-77-2026-000001.ics',
      contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
    });
    expect(textOf(file)).toContain('METHOD:PUBLISH\r\n');
    expect(textOf(file)).toContain('PRODID:-//passerelle//');
    expect(eventsOf(file)).toEqual([
      expect.objectContaining({
        UID: '77-2026-000001-audience@passerelle',
        SEQUENCE: String(Date.parse('2026-03-02T09:15:30.250Z') / 1000 - 0.25),
        DTSTAMP: '20260302T091530Z',
        'DTSTART;VALUE=DATE': '20260504',
        SUMMARY: 'Dossier 77-2026-000001 : Audience',
        'URL;VALUE=URI': 'https://hub.example/dossiers/77-2026-000001',
        // At nine in the morning, seven days before and one day before.
        alarms: ['-P6DT15H', '-PT15H'],
      }),
    ]);
  });

  it('keeps its id when the date moves, with a greater sequence', () => {
    const [before] = eventsOf(calendarOf(aNotice({ calendar: told('2026-03-02', '2026-05-04') }), publisher));
    const [after] = eventsOf(calendarOf(aNotice({ calendar: told('2026-04-20', '2026-06-08') }), publisher));
    expect(after).toMatchObject({
      UID: before && 'UID' in before ? before.UID : '',
      'DTSTART;VALUE=DATE': '20260608',
    });
    expect(Object(after).SEQUENCE - Object(before).SEQUENCE).toBe(49 * 86_400);
  });

  it('goes by the order of telling, whatever the day of the acts', () => {
    const at = (createdAt: string, day: string, date: string) =>
      Object(eventsOf(calendarOf(aNotice({ calendar: told(day, date), createdAt }), publisher))[0]);
    const first = at('2026-03-02T09:00:00.000Z', '2026-03-02', '2026-05-04');
    const corrected = at('2026-03-02T09:00:05.000Z', '2026-03-02', '2026-05-11');
    const older = at('2026-03-02T09:00:09.000Z', '2026-02-27', '2026-05-18');
    const sequences = [first, corrected, older].map(({ SEQUENCE }) => Number(SEQUENCE));
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    expect(new Set(sequences).size).toBe(3);
    expect(Number(older.SEQUENCE)).toBeLessThan(2 ** 31);
    expect(first.DTSTAMP < corrected.DTSTAMP && corrected.DTSTAMP < older.DTSTAMP).toBe(true);
  });

  it('is the same bytes for the same notice, in any zone', () => {
    const zone = process.env.TZ;
    const notice = anAlert();
    const here = textOf(calendarOf(notice, publisher));
    for (const TZ of ['America/New_York', 'Pacific/Auckland', 'Europe/Paris']) {
      process.env.TZ = TZ;
      expect(textOf(calendarOf(notice, publisher))).toBe(here);
    }
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('has no reminder on a day already past when it is told', () => {
    const [event] = eventsOf(calendarOf(anAlert(), publisher));
    expect(event?.alarms).toEqual(['-PT15H']);
  });

  it('is absent when the notice gives no date', () => {
    expect(calendarOf(aNotice(), publisher)).toBeUndefined();
  });
});

describe('the calendar file of a digest', () => {
  const entry = (rule: string, date: string) => ({
    uid: `77-2026-000001-${rule}`,
    date,
    title: 'T',
    told: '2026-03-02',
  });
  const rows = [
    aRow({ calendar: entry('decisionCfp', '2026-04-01') }),
    aRow({ calendar: entry('enqueteAvantDecisionCfp', '2026-03-20') }),
    aRow({ template: 'compteRenduManquant', due: '2026-03-01' }),
  ];

  it('holds the dates to come of its alerts, under the ids their own notices would have', () => {
    const file = digestCalendarOf(aDigest({ rows }), publisher);
    expect(file?.filename).toBe('echeances-2026-03-02.ics');
    expect(eventsOf(file)).toEqual([
      expect.objectContaining({
        UID: '77-2026-000001-decisionCfp@passerelle',
        'DTSTART;VALUE=DATE': '20260401',
      }),
      expect.objectContaining({
        UID: '77-2026-000001-enqueteAvantDecisionCfp@passerelle',
        SEQUENCE: String(20_514 * 86_400),
      }),
    ]);
    expect(eventsOf(calendarOf(anAlert(), publisher))).toMatchObject([
      { UID: '77-2026-000001-decisionCfp@passerelle' },
    ]);
  });

  it('tells a delay once, and its part', () => {
    const twice = [
      ...rows.slice(0, 1),
      aRow({ noticeId: 'n-2', calendar: entry('decisionCfp', '2026-04-01') }),
    ];
    const file = digestCalendarOf(aDigest({ rows: twice, part: 2, parts: 2 }), publisher);
    expect(file?.filename).toBe('echeances-2026-03-02-2.ics');
    expect(eventsOf(file)).toMatchObject([{ 'DTSTART;VALUE=DATE': '20260401' }]);
  });

  it('gives the date told last, from the instant it was told: a mail sent meanwhile is not undone', () => {
    const hearing = (date: string, createdAt: string) =>
      aRow({ noticeId: date, calendar: entry('audience', date), createdAt });
    const file = digestCalendarOf(
      aDigest({
        rows: [
          hearing('2026-06-08', '2026-03-01T16:00:00.000Z'),
          hearing('2026-05-04', '2026-03-01T09:00:00.000Z'),
        ],
        createdAt: '2026-03-02T06:00:00.000Z',
      }),
      publisher,
    );
    expect(eventsOf(file)).toMatchObject([
      {
        'DTSTART;VALUE=DATE': '20260608',
        DTSTAMP: '20260301T160000Z',
        SEQUENCE: String(Date.parse('2026-03-01T16:00:00Z') / 1000),
      },
    ]);
  });

  it('is absent when none of its alerts gives a date', () => {
    expect(digestCalendarOf(aDigest({ rows: rows.slice(2) }), publisher)).toBeUndefined();
  });
});
