import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPieceLink } from '../../functions/portal/piece-link.ts';
import { eventNameOf } from '../../shared/cases/reading/piece-of-event.ts';
import { createPieceRegister, type PieceItem } from '../../shared/store/pieces.ts';
import { startBuckets } from '../support/buckets.ts';
import { anAgentOf, startPortal } from '../support/portal.ts';

const ETUDE = 'etude-girard-provins';
const CASE = '77-2026-000001';
const OTHER = '77-2026-000002';
const provins = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;
const sha256 = 'a'.repeat(64);

let buckets: Awaited<ReturnType<typeof startBuckets>>;
let portal: Awaited<ReturnType<typeof startPortal>>;
beforeAll(async () => {
  buckets = await startBuckets();
  portal = await startPortal(
    [
      { mail: 'provins@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
      { mail: 'meaux@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771')] },
    ],
    { pieceLink: createPieceLink(buckets.s3, buckets.buckets.pieces) },
  );
  await portal.file(OTHER, { kind: 'assignation', actDate: '2026-11-05', dwelling: provins });
});
afterAll(async () => {
  await portal?.stop();
  await buckets?.stop();
});

/** Files an act with a piece, and gives the address of that piece. */
const filed = async (id: string, piece: { key: string; versionId?: string }): Promise<string> => {
  await portal.file(CASE, {
    kind: 'commandementDePayer',
    actDate: '2026-10-05',
    dwelling: provins,
    sender: ETUDE,
    id,
    piece: { sha256, size: 4, ...piece },
  });
  return `/dossiers/${CASE}/pieces/${eventNameOf({ id: `${CASE}-${id}` })}`;
};
const open = async (path: string, mail = 'provins@exemple.fr') => {
  const { status, to = '' } = await (await portal.signIn(mail)).get(path);
  return { status, to, text: status === 303 ? await (await fetch(to)).text() : undefined };
};

describe('a piece of a case', () => {
  it('is fetched from an address good for a minute, as a PDF to keep, named by its case and its act', async () => {
    const key = `${ETUDE}/un.pdf`;
    const path = await filed('un', { key, versionId: await buckets.put('pieces', key, '%PDF') });
    const { status, to, text } = await open(path);
    expect([status, text]).toEqual([303, '%PDF']);
    const signed = Object.fromEntries(new URL(to).searchParams);
    expect(signed).toMatchObject({
      'response-content-type': 'application/pdf',
      'response-content-disposition': `attachment; filename="${CASE}-commandementDePayer-2026-10-05.pdf"`,
      'X-Amz-Expires': '60',
    });
  });

  it('is the version that came with the act, whatever was put under its name since', async () => {
    const key = `${ETUDE}/deux.pdf`;
    const path = await filed('deux', { key, versionId: await buckets.put('pieces', key, 'premier') });
    await buckets.put('pieces', key, 'second');
    expect((await open(path)).text).toBe('premier');
  });

  it('is the latest of its name when its version is gone, as after a restoration', async () => {
    const key = `${ETUDE}/trois.pdf`;
    const VersionId = await buckets.put('pieces', key, 'avant');
    const path = await filed('trois', { key, versionId: VersionId });
    await buckets.s3.send(new DeleteObjectCommand({ Bucket: 'pieces', Key: key, VersionId }));
    await buckets.put('pieces', key, 'restauré');
    expect((await open(path)).text).toBe('restauré');
  });

  it('is the better file that its étude sent since for the same act', async () => {
    const key = `${ETUDE}/quatre.pdf`;
    const path = await filed('quatre', { key, versionId: await buckets.put('pieces', key, 'illisible') });
    const better = `${ETUDE}/quatre-bis.pdf`;
    await buckets.put('pieces', better, 'lisible');
    const register = createPieceRegister(portal.client, portal.table, 30);
    const piece = (pieceId: string, own: string): PieceItem => ({
      pieceId,
      etude: ETUDE,
      status: 'accepted',
      at: '2026-10-05T08:00:00.000Z',
      data: '{}',
      key: own,
      sha256: pieceId.padEnd(64, '0'),
      messageId: `${CASE}-quatre`,
      errors: [],
      warnings: [],
    });
    await register.record(piece('20261005-a', key), false, { before: undefined });
    expect((await open(path)).text).toBe('illisible');
    const before = await register.act(ETUDE, `${CASE}-quatre`);
    expect(await register.record(piece('20261006-b', better), false, { before })).toBe(true);
    expect((await open(path)).text).toBe('lisible');
  });

  it('that is gone, or is of another case, is not found', async () => {
    const gone = await filed('cinq', { key: `${ETUDE}/cinq.pdf`, versionId: 'x' });
    const ofAnother = gone.replace(CASE, OTHER);
    const without = `/dossiers/${OTHER}/pieces/${eventNameOf({ id: `${OTHER}-e-0` })}`;
    for (const path of [gone, ofAnother, without, `/dossiers/${CASE}/pieces/x`])
      expect([path, (await open(path)).status]).toEqual([path, 404]);
  });

  it('is not for another arrondissement', async () => {
    const key = `${ETUDE}/six.pdf`;
    const path = await filed('six', { key, versionId: await buckets.put('pieces', key, '%PDF') });
    expect((await open(path, 'meaux@exemple.fr')).status).toBe(403);
  });
});
