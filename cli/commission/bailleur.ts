import { readFile, writeFile } from 'node:fs/promises';
import { transmettre } from '../../shared/cases/commissions/envois.ts';
import { deposerListe, noterLettres, precedentes } from '../../shared/cases/commissions/listes.ts';
import { recordRead } from '../../shared/cases/recording/record-read.ts';
import { lireListe } from '../../shared/intake/commissions/lire-liste.ts';
import { courriersDAccordPdf } from '../../shared/outbound/commissions/courriers.ts';
import { tableauAPreparer } from '../../shared/outbound/commissions/tableaux.ts';
import { DONE, Misused, needed } from '../arguments.ts';
import { command } from '../command.ts';
import { type commissionNamed, done, of, outOption, seanceAsked, show } from './seated.ts';

const bailleurOption = {
  type: 'string',
  value: 'ID',
  about: 'le bailleur, par son identifiant de membre',
} as const;

const membreNamed = ({ membres }: Awaited<ReturnType<typeof commissionNamed>>, id: string | undefined) => {
  const asked = needed(id, '--bailleur');
  const found = membres.find((one) => one.id === asked && one.organisme === 'bailleur');
  if (!found) throw new Misused(`--bailleur ${asked} : ce n’est pas un bailleur de cette commission`);
  return found;
};

export const deposer = command({
  about:
    'Dépose le tableau d’un bailleur pour une séance : chaque ligne est jugée, rien n’est encore transmis.',
  usage: 'clpil-meaux --date 2027-03-18 --bailleur habitat --file tableau.xlsx --by NOM',
  options: {
    ...of,
    bailleur: bailleurOption,
    file: { type: 'string', value: 'FICHIER', about: 'son tableau' },
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const membre = membreNamed(en.commission, values.bailleur);
    const at = hub.now();
    const read = await lireListe(await readFile(needed(values.file, '--file')), {
      sender: membre.partenaire ?? '',
      date: en.seance.date,
      at,
    });
    if (!read.ok)
      throw new Misused(`${read.issue.code} : ${read.issue.message} Attendu : ${read.issue.expected}.`);
    const rows = read.lignes.flatMap(({ ligne, event }) => (event ? [{ ligne, event }] : []));
    const { rapport } = done(await deposerListe(hub, en, membre, rows, { by, at }));
    const judged = new Map(rapport.lignes.map((one) => [one.ligne, one]));
    for (const { ligne, event, issues } of read.lignes) {
      const one = judged.get(ligne);
      const said = [
        ...issues.map(({ path, message }) => `${path} ${message}`.trim()),
        ...(one?.verdicts ?? []).map(({ code: name, text }) => `${name} ${text}`),
      ];
      if (said.length > 0)
        show(`ligne ${ligne} : ${event && one?.prise ? 'prise' : 'non prise'} : ${said.join(' ')}`);
    }
    show({
      lignes: read.lignes.length,
      ajoutees: rapport.ajoutees,
      changees: rapport.changees,
      otees: rapport.otees,
    });
    return DONE;
  },
});

export const modele = command({
  about: 'Écrit le tableau qu’un bailleur remplit, prérempli des situations de la dernière séance.',
  usage: 'clpil-meaux --date 2027-03-18 --bailleur habitat --out tableau.xlsx --by NOM',
  options: { ...of, bailleur: bailleurOption, out: outOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const membre = membreNamed(en.commission, values.bailleur);
    const before = await precedentes(hub.store, await hub.store.seances(en.commission.code), en, membre.id);
    await recordRead(
      hub.client,
      hub.table,
      { by, at: hub.now() },
      'commission modele',
      before.flatMap(({ caseId }) => caseId ?? []),
    );
    await writeFile(needed(values.out, '--out'), await tableauAPreparer(before));
    return DONE;
  },
});

export const lettres = command({
  about: 'Les lettres d’accord d’un bailleur : les imprime, ou note quel jour elles sont parties.',
  usage: `clpil-meaux --date 2027-03-18 --bailleur habitat --out lettres.pdf --by NOM
clpil-meaux --date 2027-03-18 --bailleur habitat --le 2027-01-25 --by NOM`,
  options: {
    ...of,
    bailleur: bailleurOption,
    out: outOption,
    le: { type: 'string', value: 'JOUR', about: 'le jour où elles sont parties' },
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const membre = membreNamed(en.commission, values.bailleur);
    if (values.out !== undefined) {
      const own = (await hub.store.situations(en.commission.code, en.seance.date)).filter(
        ({ bailleur, etat }) => bailleur === membre.id && etat === 'proposee',
      );
      await writeFile(
        values.out,
        await courriersDAccordPdf(en.commission, en.seance, membre, own, values.le ?? hub.today()),
      );
      return DONE;
    }
    show({
      notees: done(await noterLettres(hub, en, membre.id, needed(values.le, '--le'), { by, at: hub.now() }))
        .notees,
    });
    return DONE;
  },
});

export const transmettreListe = command({
  about: 'Transmet aux membres la liste d’un bailleur : ce dont la lettre est partie à temps.',
  usage: 'clpil-meaux --date 2027-03-18 --bailleur habitat --by NOM',
  options: { ...of, bailleur: bailleurOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const membre = membreNamed(en.commission, values.bailleur);
    const told = done(
      await transmettre(hub, en, membre, hub.dire(en.commission.code), { by, at: hub.now() }),
    );
    const { inscrites, retirees, tardive, attendent } = told;
    show({ inscrites, retirees, tardive, attendent });
    return DONE;
  },
});
