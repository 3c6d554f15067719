import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { apiMessageIn } from '../../shared/intake/api-intake.ts';
import { createObjects } from '../../shared/intake/files/objects.ts';
import { createReceiveFile } from '../../shared/intake/files/receive-file.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createReports } from '../../shared/outbound/reports/report-store.ts';
import { createFileRegister } from '../../shared/store/files.ts';
import { createPartnerRegistry, type PartnerEntry } from '../../shared/store/partners.ts';
import { MATCHING_KEY, startPiecesIntake } from './pieces-intake.ts';
import { type Someone, startPortal } from './portal.ts';

/** A form of a page: where it goes, and its hidden fields. */
export type ShownForm = { action: string; fields: [string, string][] };

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The form by which a page sends a file; undefined where it has none. */
export const uploadFormIn = (html: string): ShownForm | undefined => {
  const [, action, inside = ''] =
    /<form[^>]* action="([^"]+)"[^>]*data-envoi[^>]*>(.*?)<\/form>/s.exec(html) ?? [];
  if (action === undefined) return undefined;
  const hidden = inside.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return {
    action: unescaped(action),
    fields: [...hidden].map(([, name = '', value = '']) => [unescaped(name), unescaped(value)]),
  };
};

/** What a page says, without its tags. */
export const textOf = (html: string): string =>
  unescaped(html.replace(/<head>.*<\/head>/s, '').replaceAll(/<[^>]+>/g, ' ')).replaceAll(/\s+/g, ' ');

/**
 * A partner's desk: the portal, on the table and buckets of an intake of pieces whose own handler reads what is sent; messages and files
 * are read by the hub's code too, when asked.
 */
export const startDesk = async (persons: readonly Someone[], entries: readonly Partial<PartnerEntry>[]) => {
  const intake = await startPiecesIntake();
  const { table, buckets } = intake;
  const { client } = table;
  const messages: string[] = [];
  const portal = await startPortal(persons, {
    now: new Date().toISOString(),
    store: table,
    deposits: {
      s3: buckets.s3,
      piecesBucket: buckets.buckets.pieces,
      dropBucket: buckets.buckets.drop,
      send: async (queue, json) => {
        if (queue === 'messages') messages.push(json);
        else await intake.send(JSON.parse(json));
      },
    },
  });
  const registry = createPartnerRegistry(client, table.table);
  for (const entry of entries)
    await registry.add(
      {
        code: 'x',
        name: entry.code ?? 'x',
        kind: partnerOfSender(entry.code ?? '')?.code ?? '',
        doors: ['api'],
        contact: 'contact@exemple.fr',
        from: '2026-01-01',
        ...entry,
      },
      { at: portal.clock.now, by: 'tests', what: 'ajouté' },
    );
  const receiveDeps = createReceiveDeps(client, {
    TABLE_NAME: table.table,
    MATCHING_KEY,
    DEPARTEMENT: '77',
    MESSAGE_TTL_DAYS: 30,
  });

  return {
    intake,
    portal,
    messages,
    /** Sends a file by a page's form, as a browser does; gives where S3 leads it back to. */
    upload: async (html: string, bytes: Uint8Array, name = 'acte.pdf'): Promise<string> => {
      const form = uploadFormIn(html);
      if (!form) throw new Error('no form for a file');
      const body = new FormData();
      for (const [field, value] of form.fields) body.append(field, value);
      body.append('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), name);
      const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' });
      if (answer.status !== 303) throw new Error(`S3 answered ${answer.status}: ${await answer.text()}`);
      return (answer.headers.get('location') ?? '').replace(portal.origin, '');
    },
    /** The scan ends, and the intake reads what came. */
    scan: async (key: string, verdict = 'NO_THREATS_FOUND'): Promise<void> => {
      const { VersionId } = await buckets.s3.send(
        new HeadObjectCommand({ Bucket: buckets.buckets.pieces, Key: key }),
      );
      await intake.tag(key, VersionId, verdict);
      await intake.notify(key, VersionId);
      await intake.scanned(key, VersionId, verdict);
      await intake.drain();
    },
    /** The intake of messages reads what waits there. */
    takeMessages: async (): Promise<void> => {
      for (const body of messages.splice(0)) {
        const { sender, raw, receivedAt } = apiMessageIn(body);
        const format = partnerOfSender(sender)?.formatFor;
        if (!format) throw new Error(`no format of ${sender}`);
        await createReceive(receiveDeps, format)({ sender, raw, receivedAt });
      }
    },
    /** The intake of files reads one. */
    takeFile: async (key: string): Promise<void> => {
      const Bucket = buckets.buckets.drop;
      await createReceiveFile({
        ...receiveDeps,
        register: createFileRegister(client, table.table, 30),
        reports: createReports(buckets.s3, Bucket),
        ...createObjects(buckets.s3, Bucket),
        goOn: async () => {},
        now: () => new Date().toISOString(),
        pause: async () => {},
        hasTime: () => true,
        lastDelivery: false,
      })({ key, versionId: undefined, since: new Date().toISOString() });
    },
    stop: async () => {
      await portal.stop();
      await intake.stop();
    },
  };
};
