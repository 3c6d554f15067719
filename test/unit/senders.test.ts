import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { partners } from '../../shared/intake/partners/all.ts';
import { readMessage, type WireFormat } from '../../shared/intake/read-message.ts';

const examplesOf = (format: WireFormat): Record<string, unknown>[] =>
  z
    .array(z.record(z.string(), z.unknown()))
    .parse(z.globalRegistry.get(format.schema)?.examples ?? format.schema._zod.bag.examples ?? []);

const formats = partners.flatMap(({ code, formatFor, formats: own }) =>
  Object.entries(own).flatMap(([name, format]) =>
    examplesOf(format).map(
      (example) => [`${code}, ${name}, ${example.kind ?? ''}`, example, formatFor] as const,
    ),
  ),
);
const receivedAt = '2026-11-28T09:00:00.000Z';

describe('a partner’s message, by whatever door', () => {
  it('is tried in each of the formats', () => {
    expect(formats.length).toBeGreaterThan(20);
  });

  it.each(formats)(
    'is refused when it names a sender that is not its channel’s: %s',
    (_, example, choose) => {
      const own = String(example.sender);
      for (const sender of [
        'etat',
        'hub',
        'canary',
        'caf',
        'etude-moreau-meaux',
        `${own} `,
        own.toUpperCase(),
      ]) {
        if (sender.trim() === own) continue;
        const reading = readMessage(choose, {
          sender: own,
          raw: JSON.stringify({ ...example, sender }),
          receivedAt,
        });
        expect(reading).toMatchObject({ kind: 'refusal', errors: [{ path: 'sender' }] });
      }
    },
  );

  it.each(formats)('writes nothing that is the hub’s to write: %s', (_, example, choose) => {
    const forged = {
      by: 'Claire Martin',
      id: 'forged',
      receivedAt: '2020-01-01T00:00:00.000Z',
      rawKey: 'forged',
      etatDuDossier: 'forged',
      dossiers: ['77-2026-000001'],
    };
    const raw = JSON.stringify({ ...example, ...forged });
    const reading = readMessage(choose, { sender: String(example.sender), raw, receivedAt });
    if (reading.kind !== 'event') throw new Error(JSON.stringify(reading));
    expect(reading.event.by).toBeUndefined();
    expect(JSON.stringify(reading.event)).not.toMatch(/forged|2020-01-01|77-2026-000001|Claire/);
  });

  it.each(formats)('is refused when its kind is the hub’s own: %s', (_, example, choose) => {
    for (const kind of ['rapprochement', 'deplacement', 'communeConfirmee', 'gel', 'canary']) {
      const raw = JSON.stringify({ ...example, kind, etat: 'leve', dossiers: [], role: 'cible' });
      const reading = readMessage(choose, { sender: String(example.sender), raw, receivedAt });
      // A format without kinds, such as CAF's first, has no such field: the channel decides the message's kind.
      if (reading.kind === 'event') expect(reading.event.kind).not.toBe(kind);
      else expect(reading.kind === 'refusal' ? reading.errors.map(({ path }) => path) : []).toContain('kind');
    }
  });
});
