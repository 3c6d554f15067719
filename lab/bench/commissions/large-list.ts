import { clientsOf } from '../../../local/clients.ts';
import type { LocalHub } from '../../../local/hub.ts';
import { caseOfMessages } from '../../../shared/cases/commissions/cases-of.ts';
import { addDays } from '../../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { createCommissionStore } from '../../../shared/store/commissions.ts';
import { listTable } from './households.ts';
import { CODE, enterCommission, signIn } from './people.ts';

/** Days before the session on which the list goes, and before that on which its letters left: a month, then fifteen days to answer. */
const BEFORE = 60;
const LETTERS = 20;

/** Seconds, sizes, and how many households went each step of the way. */
export type LargeList = {
  rows: number;
  fileKb: number;
  deposit: number;
  pageKb: number;
  deposited: number;
  letters: number;
  pdf: number;
  pdfMb: number;
  noted: number;
  transmit: number;
  listed: number;
  filed: number;
  cases: number;
  readMs: number;
};

/** How many situations a page says that it proposed, or listed. */
const numberIn = (text: string, said: RegExp): number =>
  Number(said.exec(text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' '))?.[1] ?? 0);

/** A landlord's table from its file to the members, on a running hub, then until each household's case knows. */
export const largeList = async (hub: LocalHub, rows: number, readMs: number): Promise<LargeList> => {
  const code = `${CODE}-long`;
  await enterCommission(hub, code);
  const today = parisDay(hub.now());
  const date = addDays(today, BEFORE);
  const [secretary, landlord] = [
    await signIn(hub, 'clpil-meaux'),
    await signIn(hub, 'bailleur-habitat-exemple'),
  ];
  await secretary.post(`/commissions/${code}/seances`, { date, heure: '14:00', lieu: 'Mairie de Meaux' });
  await hub.idle();
  const own = `/commissions/${code}/seances/${date}/bailleurs/habitat`;
  const tableau = await listTable('L', rows, 5);
  const deposit = await landlord.post(own, { faire: 'deposer', tableau });
  const pdf = await landlord.get(`${own}/lettres.pdf`);
  const letters = await landlord.post(own, { faire: 'lettres', le: addDays(today, -LETTERS) });
  const began = performance.now();
  const transmit = await landlord.post(own, { faire: 'transmettre' });
  await hub.idle();
  const filed = (performance.now() - began) / 1000;

  const { documents: client } = clientsOf(hub.endpoints);
  const table = hub.outputs.get('TableName') ?? '';
  const situations = await createCommissionStore(client, table).situations(code, date);
  const cases = new Set((await caseOfMessages({ client, table }, situations)).values()).size;
  return {
    rows,
    fileKb: tableau.size / 1000,
    deposit: deposit.ms / 1000,
    pageKb: deposit.bytes.length / 1000,
    deposited: numberIn(deposit.text, /(\d+) situations? proposées?/),
    letters: letters.ms / 1000,
    pdf: pdf.ms / 1000,
    pdfMb: pdf.bytes.length / 1e6,
    noted: numberIn(letters.text, /(\d+) lettres? notées?/),
    transmit: transmit.ms / 1000,
    listed: numberIn(transmit.text, /(\d+) situations? inscrites?/),
    filed,
    cases,
    readMs,
  };
};
