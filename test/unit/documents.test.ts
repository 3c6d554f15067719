import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aReceipt, ENDLESS, HOSTILE, kinds } from '../../lab/documents/kinds.ts';
import { declareAccessible } from '../../shared/outbound/documents/declare-accessible.ts';
import { documentOf } from '../../shared/outbound/documents/documents.ts';
import { receiptPdf } from '../../shared/outbound/receipts/receipt-pdf.ts';
import { readPdf } from '../support/pdf.ts';

/** A document that no template can make: it ends the thread. */
const failing = () => documentOf('receipt', {});

describe('a document', () => {
  it.each(Object.entries(kinds))('says what a reading machine asks of PDF/UA-1: %s', async (_name, make) => {
    const { metadata, title, language, showsTitle, roles } = await readPdf(await make());
    expect(metadata).toContain(
      '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>',
    );
    expect(title).not.toBe('');
    expect({ language, showsTitle, first: roles[0] }).toEqual({
      language: '(fr-FR)',
      showsTitle: 'true',
      first: 'Document',
    });
    expect(roles).toContain('H1');
  });

  it('is the same bytes for the same data, from another thread too', async () => {
    const made = await receiptPdf(aReceipt());
    await failing().catch(() => {});
    expect(await receiptPdf(aReceipt())).toEqual(made);
  });

  it('that cannot be made fails alone: those asked for with it are made', async () => {
    const [before, failed, after] = await Promise.allSettled([
      receiptPdf(aReceipt()),
      failing(),
      receiptPdf(aReceipt({ etude: 'etude-girard-provins' })),
    ]);
    expect(failed).toMatchObject({ reason: { code: 'NO_DOCUMENT', retryable: true } });
    const texts = [before, after].map(async (one) =>
      one?.status === 'fulfilled' ? (await readPdf(one.value)).text : '',
    );
    expect(await Promise.all(texts)).toEqual([
      expect.stringContaining('etude-moreau-meaux'),
      expect.stringContaining('etude-girard-provins'),
    ]);
  });

  it('shows any text as text: no markup, no other structure, one page', async () => {
    const { roles } = await readPdf(await receiptPdf(aReceipt({ reference: 'DOS-831' })));
    const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 80 });
    const markup = fc.string({
      unit: fc.constantFrom(...'#$*_`<>@[](){}\\/"\'=-+~^&;:! a1\u00ad\u200d\u0301'),
      minLength: 1,
      maxLength: 80,
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(any, markup, fc.constantFrom(HOSTILE, ENDLESS)), async (reference) => {
        const read = await readPdf(await receiptPdf(aReceipt({ reference })));
        expect([read.pages, read.roles]).toEqual([1, roles]);
      }),
      { numRuns: 60 },
    );
  });

  it('is not declared accessible when the engine wrote no metadata', async () => {
    const { PDFDocument } = await import('pdf-lib');
    const bare = await PDFDocument.create();
    bare.addPage();
    await expect(declareAccessible(await bare.save())).rejects.toThrow('no metadata');
  });
});

describe('a receipt', () => {
  it('gives each of its lines with its name, and the fingerprint in two halves', async () => {
    const { runs, roles, title } = await readPdf(
      await receiptPdf(aReceipt({ reference: 'DOS-831', actDate: '2026-02-27', case: 'AB12-CD34-EF56' })),
    );
    expect(title).toBe('Accusé d’enregistrement 20260302-0123456789abcdef');
    expect(runs.map(({ text }) => text.replaceAll('\u00a0', ' ')).slice(0, -2)).toEqual([
      'passerelle',
      'Accusé d’enregistrement',
      'n° 20260302-0123456789abcdef',
      ...['Étude', 'etude-moreau-meaux'],
      ...['Référence de l’étude', 'DOS-831'],
      ...['Acte', 'Assignation'],
      ...['Date de l’acte', '27/02/2026'],
      ...['Dossier', 'AB12-CD34-EF56'],
      ...['Reçu le', 'lundi 2 mars 2026 à 10:12:45 (heure de Paris)'],
      ...['Taille', '1 234 567 octets'],
      ...['Empreinte SHA-256', '9f86d081884c7d659a2feaa0c55ad015', 'a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ]);
    const line = ['LI', 'Lbl', 'Strong', 'LBody'];
    expect(roles).toEqual(['Document', 'P', 'H1', 'P', 'L', ...Array(8).fill(line).flat(), 'P']);
  });
});
