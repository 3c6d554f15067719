import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { bilanDeLAnnee } from '../../shared/cases/commissions/bilan.ts';
import { type Kept, keepCommission, tellProtocole } from '../../shared/cases/commissions/register.ts';
import { protocoleDe } from '../../shared/cases/commissions/seances.ts';
import { bilanPdf, tableauxDe } from '../../shared/outbound/commissions/bilan.ts';
import { DONE, Misused, needed } from '../arguments.ts';
import { authorIn } from '../author.ts';
import { command } from '../command.ts';
import { commissionNamed, of, open, outOption, show } from './seated.ts';

const kept = (result: Kept) => {
  if (result.kind === 'kept') return result.commission;
  if (result.kind === 'changed')
    throw new Error('la commission a changé entre-temps : relancez la même commande');
  throw new Misused(result.faults.map(({ path, text }) => `${path} : ${text}`).join('\n'));
};

export const list = command({
  about: 'Les commissions du hub.',
  usage: '',
  options: {},
  run: async () => {
    for (const { code, nature, nom, from, to } of await open().store.all())
      show(
        `${code.padEnd(24)} ${nature.padEnd(10)} ${nom} (du ${from}${to === undefined ? '' : ` au ${to}`})`,
      );
    return DONE;
  },
});

export const showOne = command({
  about: 'Dit une commission : le protocole, les membres, les séances.',
  usage: 'clpil-meaux',
  options: {},
  operands: 1,
  run: async ({ operands: [code] }) => {
    const hub = open();
    const commission = await commissionNamed(hub, code);
    const seances = await hub.store.seances(commission.code);
    show({
      ...commission,
      vie: protocoleDe(commission, hub.today()),
      seances: seances.map(({ date, etat, type, listes, releve }) => ({
        date,
        etat,
        type,
        listes: Object.keys(listes),
        releve: releve?.at,
      })),
    });
    return DONE;
  },
});

export const keep = command({
  about: 'Crée une commission, ou remplace ce qui la décrit : membres, communes, secrétariat, paramètres.',
  usage: '--file clpil.json --by NOM',
  options: { by: of.by, file: { type: 'string', value: 'FICHIER', about: 'sa description, en JSON' } },
  notes: 'Le protocole, ses signatures et ses séances restent. « show » imprime une description à modifier.',
  run: async ({ values }) => {
    const by = authorIn(values.by);
    const hub = open();
    const described: unknown = JSON.parse(await readFile(needed(values.file, '--file'), 'utf8'));
    show(kept(await keepCommission(hub, described, { by, at: hub.now() })).code);
    return DONE;
  },
});

const faitSchema = z.discriminatedUnion('fait', [
  z.object({ fait: z.literal(['signaturePrevue', 'commissionPermanente']), le: z.iso.date() }),
  z.object({ fait: z.literal(['signature', 'denonciation']), membre: z.string(), le: z.iso.date() }),
  z.object({ fait: z.literal('bilan'), annee: z.int(), le: z.iso.date() }),
  z.object({ fait: z.literal('avenant'), objet: z.string().min(1) }),
  z.object({ fait: z.literal('signatureAvenant'), rang: z.int(), membre: z.string(), le: z.iso.date() }),
]);

export const protocole = command({
  about: 'Note ce qui arrive au protocole d’une CLPIL.',
  usage: `clpil-meaux --fait '{"fait":"signature","membre":"mds-meaux","le":"2026-02-10"}' --by NOM`,
  options: { by: of.by, fait: { type: 'string', value: 'JSON', about: 'ce qui s’est passé' } },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const read = faitSchema.safeParse(JSON.parse(needed(values.fait, '--fait')));
    if (!read.success)
      throw new Misused(`--fait : ${read.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
    const commission = kept(
      await tellProtocole(hub, await commissionNamed(hub, code), read.data, { by, at: hub.now() }),
    );
    show(protocoleDe(commission, hub.today()));
    return DONE;
  },
});

export const bilan = command({
  about: 'Le bilan annuel d’une CLPIL (charte, annexe 6, article 6).',
  usage: 'clpil-meaux --annee 2027 [--out bilan.pdf]',
  options: { annee: { type: 'string', value: 'AAAA', about: 'l’année civile' }, out: outOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const hub = open();
    const commission = await commissionNamed(hub, code);
    const year = Number(needed(values.annee, '--annee'));
    const counted = await bilanDeLAnnee(hub, commission, year);
    if (values.out === undefined) show(tableauxDe(commission, counted));
    else await writeFile(values.out, await bilanPdf(commission, counted, hub.today()));
    return DONE;
  },
});
