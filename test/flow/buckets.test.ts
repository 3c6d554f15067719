import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBuckets } from '../support/buckets.ts';

let store: Awaited<ReturnType<typeof startBuckets>>;
beforeAll(async () => {
  store = await startBuckets();
});
afterAll(() => store?.stop());

const PDF = 'etude/acte.pdf';
let run = 0;
let prefix = '';
/** An object with two versions under a delete marker, and two other objects. */
beforeEach(async () => {
  run += 1;
  prefix = `${run}/`;
  await store.put('drop', `${prefix}${PDF}`, 'un');
  await store.put('drop', `${prefix}${PDF}`, 'deux');
  await store.s3.send(new DeleteObjectCommand({ Bucket: 'drop', Key: `${prefix}${PDF}` }));
  await store.put('drop', `${prefix}${PDF}.autre`, 'autre');
  await store.put('drop', `${prefix}etude/b.json`, '{}');
});
const left = async (): Promise<string[]> => {
  const found: string[] = [];
  for await (const one of store.objects.versions('drop', prefix))
    found.push(
      `${one.key.slice(prefix.length)} ${one.marker ? 'marker' : Buffer.from(await store.objects.read(one))}`,
    );
  return found.sort();
};

describe('objects in a bucket that keeps versions', () => {
  it('are listed in every version, delete markers too', async () => {
    expect(await left()).toEqual([
      'etude/acte.pdf deux',
      'etude/acte.pdf marker',
      'etude/acte.pdf un',
      'etude/acte.pdf.autre autre',
      'etude/b.json {}',
    ]);
  });

  it('are deleted for good: no version and no marker is left, and no other key is touched', async () => {
    expect(await store.objects.removeKey('drop', `${prefix}${PDF}`)).toBe(3);
    expect(await left()).toEqual(['etude/acte.pdf.autre autre', 'etude/b.json {}']);
  });

  it('are listed, read and deleted whatever characters their names have', async () => {
    const names = ['a\u0001b', 'a\ufffeb', 'a\uffff', 'a\r\nb', 'a&lt;<b>', 'a +%20b', 'é😀'].map(
      (name) => `odd/${name}`,
    );
    for (const name of names) await store.put('drop', `${prefix}${name}`, name);
    const listed = (await left()).filter((one) => one.startsWith('odd/'));
    expect(listed).toEqual(names.map((name) => `${name} ${name}`).sort());
    expect(await store.objects.removeUnder('drop', `${prefix}odd/`)).toBe(names.length);
    expect((await left()).filter((one) => one.startsWith('odd/'))).toEqual([]);
  });

  it('rewritten, have the new version only', async () => {
    await store.objects.replace('drop', `${prefix}${PDF}`, 'trois', 'text/plain');
    const own = (await left()).filter((one) => one.startsWith(`${PDF} `));
    expect(own).toEqual(['etude/acte.pdf trois']);
  });

  it('are read in the version asked, and hold nothing once gone', async () => {
    const [one] = await store.objects.of('drop', `${prefix}etude/b.json`);
    if (!one) throw new Error('not listed');
    await store.put('drop', one.key, 'après');
    expect(Buffer.from(await store.objects.read(one)).toString()).toBe('{}');
    await store.objects.remove([one]);
    expect(await store.objects.read(one)).toHaveLength(0);
  });
});
