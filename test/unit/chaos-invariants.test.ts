import { describe, expect, it } from 'vitest';
import type { Facts } from '../../lab/chaos/facts.ts';
import {
  countsHold,
  daysHold,
  foldsHold,
  householdsHold,
  messagesHold,
  noticesHold,
  recordsHold,
} from '../../lab/chaos/invariants.ts';
import { addDays } from '../../shared/domain/calendar/civil-date.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { anEvent } from '../support/events.ts';

const DAY = '2026-03-03';
const event = anEvent();
const { chronology: _, saisines, ...fold } = JSON.parse(JSON.stringify(caseOf([event], DAY)));
const summary = { ...fold, row: { saisines } };
const marker = {
  messageId: 'm-1',
  contentHash: 'abc',
  sender: 'caf',
  outcome: 'accepted' as const,
  caseId: 'C-1',
  rawKey: 'caf/m-1.json',
  replyBy: 'queue' as const,
  arrivals: 1,
};
const notice = {
  noticeId: 'n-1',
  caseId: 'C-1',
  status: 'sent',
  recipient: 'arrondissement',
  template: 'impaye',
};
const file = {
  key: 'drop/caf/f.jsonl',
  sha256: 'f',
  status: 'done',
  totals: { rows: 3, refused: 1 },
  report: 'reports/f',
};
/** A case that counts, its row, and its place behind the count; a message, and its row. */
const row = (PK: string, SK: string, counts: object) => ({ PK, SK, entity: 'INDICATEUR', ...counts });
const counted = [
  {
    PK: 'CASE#C-1',
    SK: 'CASE',
    entity: 'CASE',
    caseId: 'C-1',
    arrondissement: '773',
    apport: { 2026: { 'caf.maintiens': 1 } },
  },
  row('INDICATEURS#2026', '773#caf', { 'n.maintiens': 1 }),
  { PK: 'INDICATEURS#2026#caf.maintiens', SK: '773#C-1', entity: 'DERRIERE', caseId: 'C-1' },
  {
    PK: 'MESSAGE#m-1',
    SK: 'MESSAGE',
    entity: 'MESSAGE',
    ...marker,
    reply: '{}',
    raw: '{}',
    expiresAt: 1,
    receivedAt: '2026-03-03T08:00:00.000Z',
  },
  row('INDICATEURS#2026', 'hub#messages.caf', { 'n.accepted': 1 }),
];
const whole: Facts = {
  cases: new Map([['C-1', { summary, events: [event] }]]),
  holders: new Map([['m-1', ['C-1']]]),
  markers: new Map([['m-1', marker]]),
  notices: [notice],
  digests: [],
  demandes: [{ id: 'd-1', status: 'sent' }],
  pieces: [{ pieceId: 'p-1', key: 'etude/p.pdf', status: 'accepted' }],
  files: [file],
  apart: new Map(),
  mails: [
    { id: 'n-1', subject: '' },
    { id: 'd-1', subject: '' },
  ],
  replies: new Map([['caf:abc', [{ messageId: 'abc', outcome: 'accepted', case: 'C-1' }]]]),
  raw: new Set(['caf/m-1.json']),
  drop: new Set(['reports/f.csv']),
  items: [
    {
      PK: 'CASE#C-1',
      SK: 'EVENT#2026-03-02#m-1',
      event,
      dueSort: '2029-03-02#C-1',
      receivedAt: '2026-03-03T08:00:00.000Z',
    },
    { PK: 'COUNTER#77#2026', SK: 'COUNTER', raw: '+010002-12-31', caseId: '77-2026-000001' },
    ...counted,
  ],
  deadLetters: 0,
};

const broken = (over: Partial<Facts>): string[] => {
  const facts = { ...whole, ...over };
  return [
    ...messagesHold(facts, whole),
    ...householdsHold(facts, []),
    ...foldsHold(facts, whole, [DAY], DAY),
    ...noticesHold(facts, whole, DAY, true),
    ...recordsHold(facts, whole),
    ...daysHold(facts),
    ...countsHold(facts),
  ];
};
const stored = (events: (typeof event)[], more: object = {}) => ({
  summary: { ...summary, ...more },
  events,
});

describe('what a run of chaos looks for', () => {
  it('finds nothing in what holds', () => expect(broken({})).toEqual([]));

  it.each<[string, Partial<Facts>, RegExp]>([
    ['a message without an end', { markers: new Map() }, /lost: message m-1/],
    ['another end', { markers: new Map([['m-1', { ...marker, outcome: 'refused' }]]) }, /ended refused/],
    [
      'a message of nobody',
      { markers: new Map([...whole.markers, ['m-2', marker]]) },
      /unknown to a clean run/,
    ],
    ['a message not archived', { raw: new Set() }, /not archived/],
    ['a message not answered', { replies: new Map() }, /not archived and answered/],
    ['an event in no case', { holders: new Map() }, /lost: event m-1/],
    ['an event in two cases', { holders: new Map([['m-1', ['C-1', 'C-2']]]) }, /double-filed: event m-1/],
    [
      'two answers that differ',
      {
        replies: new Map([
          [
            'caf:abc',
            [
              { messageId: 'abc', outcome: 'accepted' },
              { messageId: 'abc', outcome: 'refused' },
            ],
          ],
        ]),
      },
      /both filed and refused/,
    ],
    [
      'two households in a case',
      {
        cases: new Map([
          ['C-1', stored([event, anEvent({ id: 'm-2', household: [{ nomNaissance: 'Autre' }] })])],
        ]),
      },
      /mis-filed/,
    ],
    [
      'two cases of a household that nobody is asked about',
      { cases: new Map([...whole.cases, ['C-2', stored([event])]]) },
      /nobody is asked/,
    ],
    [
      'facts that changed',
      { cases: new Map([['C-1', stored([anEvent({ dette: 5 })])]]) },
      /events of Exemple/,
    ],
    [
      'a summary that is not the fold',
      { cases: new Map([['C-1', stored([event], { stage: 'x' })]]) },
      /not the fold/,
    ],
    ['a notice without a mail', { mails: [] }, /no mail tells it/],
    [
      'a request for figures left due',
      { demandes: [{ id: 'd-1', status: 'due' }] },
      /request for figures d-1 is due/,
    ],
    ['a notice left due', { notices: [{ ...notice, status: 'due' }] }, /still due/],
    [
      'a notice gathered past its morning',
      { notices: [{ ...notice, status: 'gathered', sendBy: DAY }] },
      /still gathered/,
    ],
    ['a mail of no notice', { mails: [...whole.mails, { id: 'n-9', subject: '' }] }, /no notice/],
    [
      'a notice more than a clean run',
      { notices: [notice, { ...notice, noticeId: 'n-2', status: 'unaddressed', recipient: 'adil' }] },
      /notices differ/,
    ],
    [
      'a piece that ended otherwise',
      { pieces: [{ ...whole.pieces[0], pieceId: 'p-1', status: 'refused' }] },
      /register of pieces/,
    ],
    ...[
      '+010002-12-31',
      '+010002-12',
      '-000001-12-31',
      '12026-01-01',
      '2026-02-30',
      '2025-02-29T08:00:00.000Z',
    ].flatMap((day): [string, Partial<Facts>, RegExp][] => [
      [`${day} in the index`, { items: [{ PK: 'CASE#C-1', SK: 'CASE', dueSort: `${day}#C-1` }] }, /no day/],
      [`${day} in a key`, { items: [{ PK: 'CASE#C-1', SK: `EVENT#${day}#m-1` }] }, /no day/],
      [`${day} within`, { items: [{ PK: 'C', SK: 'C', nextDue: { due: day } }] }, /no day: .* in C C/],
    ]),
    [
      'a case counted twice',
      { items: [...counted, row('INDICATEURS#2026', '773#caf', { 'n.maintiens': 1 })] },
      /counted 2 at 773\|2026\|caf.maintiens, 1 in/,
    ],
    ['a case that is not counted', { items: counted.slice(0, 1) }, /counted 0 at 773/],
    [
      'a message that is not counted',
      { items: counted.slice(3, 4) },
      /counted 0 at hub\|2026\|messages.caf@accepted, 1 in/,
    ],
    ['a case listed behind a count that it is not of', { items: counted.slice(2, 3) }, /listed once behind/],
    ['a case that is not listed behind its count', { items: counted.toSpliced(2, 1) }, /listed once behind/],
    ['a file without its report', { drop: new Set() }, /no report/],
    ['a file left open', { files: [{ ...file, status: 'open', totals: {} }] }, /ended open/],
    [
      'a row refused that is not set apart',
      { files: [{ ...file, totals: { rows: 3, refused: 2 } }] },
      /3 rows, 2 refused; clean: 3 rows, 1 refused/,
    ],
  ])('finds %s', (_name, over, expected) => expect(broken(over).join('\n')).toMatch(expected));

  it('takes a notice that may wait for a later morning', () => {
    const gathered = { ...notice, status: 'gathered', sendBy: addDays(DAY, 1) };
    expect(broken({ notices: [gathered], mails: whole.mails.slice(1) })).toEqual([]);
  });

  it('takes rows set apart for what they are, and a file dropped beside', () => {
    const setApart = { ...file, totals: { rows: 3, refused: 2 } };
    const again = { ...file, key: 'drop/caf/again.jsonl', sha256: 'g', totals: { rows: 1 } };
    expect(broken({ files: [again, setApart], apart: new Map([['f', [2]]]) })).toEqual([]);
  });
});
