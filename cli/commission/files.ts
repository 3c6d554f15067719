import { writeFile } from 'node:fs/promises';
import { exportDeSeance } from '../../shared/cases/commissions/export.ts';
import type { Siege } from '../../shared/domain/commissions/acces.ts';
import { whoDoes } from '../../shared/domain/commissions/commission.ts';
import type { Situation } from '../../shared/domain/commissions/seance.ts';
import { courriersDeSeancePdf } from '../../shared/outbound/commissions/courriers.ts';
import { releveDe, relevePdf } from '../../shared/outbound/commissions/releve.ts';
import { releveDocx } from '../../shared/outbound/commissions/releve-docx.ts';
import { tableauAnnote } from '../../shared/outbound/commissions/tableaux.ts';
import { DONE, Misused, needed } from '../arguments.ts';
import { command } from '../command.ts';
import {
  type commissionNamed,
  type En,
  type Open,
  of,
  outOption,
  readHouseholds,
  seanceAsked,
} from './seated.ts';

/** Who types a command does the commission's work: what its secretariat may see, they see. */
const siegeOf = (commission: Awaited<ReturnType<typeof commissionNamed>>): Siege[] => {
  const membre = whoDoes(commission, 'releve');
  return membre ? [{ kind: 'membre', membre }] : [{ kind: 'etat', membre: undefined }];
};

/** Files that a session makes, by their extension or name. */
const fichiers = ['releve.pdf', 'releve.docx', 'lettres.pdf', 'tableau.xlsx', 'seance.json'] as const;

export const fichier = command({
  about: 'Écrit un fichier d’une séance. Cette lecture est consignée.',
  usage: 'clpil-meaux --date 2027-03-18 --fichier releve.pdf --out releve.pdf --by NOM',
  options: { ...of, fichier: { type: 'string', value: 'NOM', about: fichiers.join(', ') }, out: outOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const name = fichiers.find((one) => one === values.fichier);
    if (name === undefined) throw new Misused(`--fichier : ${fichiers.join(', ')}`);
    const households = await readHouseholds(hub, en, by, name);
    await writeFile(needed(values.out, '--out'), await fileOf(hub, en, name, households));
    return DONE;
  },
});

const fileOf = async (
  hub: Open,
  en: En,
  name: (typeof fichiers)[number],
  households: readonly Situation[],
): Promise<Uint8Array | string> => {
  const { commission, seance } = en;
  const sieges = siegeOf(commission);
  const releve = () => releveDe(commission, seance, households, sieges, hub.today());
  switch (name) {
    case 'releve.pdf':
      return relevePdf(releve());
    case 'releve.docx':
      return releveDocx(releve());
    case 'lettres.pdf':
      return courriersDeSeancePdf(
        commission,
        seance,
        households.filter(({ decidee }) => decidee !== undefined),
        hub.today(),
      );
    case 'tableau.xlsx':
      return tableauAnnote(commission, seance, households, sieges);
    case 'seance.json':
      return `${JSON.stringify(await exportDeSeance(hub, en, households), null, 2)}\n`;
  }
};
