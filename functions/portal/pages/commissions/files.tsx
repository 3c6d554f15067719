import { bilanDeLAnnee } from '../../../../shared/cases/commissions/bilan.ts';
import { exportDeSeance } from '../../../../shared/cases/commissions/export.ts';
import { montree, peut } from '../../../../shared/domain/commissions/acces.ts';
import { bilanPdf, bilanXlsx } from '../../../../shared/outbound/commissions/bilan.ts';
import { courriersDeSeancePdf } from '../../../../shared/outbound/commissions/courriers.ts';
import { releveDe, relevePdf } from '../../../../shared/outbound/commissions/releve.ts';
import { tableauAnnote } from '../../../../shared/outbound/commissions/tableaux.ts';
import { type Answers, type Ctx, readerOf, type Seated, type SignedIn } from '../../page.ts';
import { BilanPage } from '../../views/commissions/bilan.tsx';
import { RelevePage } from '../../views/commissions/releve.tsx';
import { DOCX, fileAnswer, XLSX } from '../file-answer.ts';
import { refuse } from '../refuse.tsx';
import { type CommissionPageDeps, createCommissionWork } from './deps.ts';
import { createHouseholds } from './households.tsx';

/** What a session leaves: its relevé, its letters, its tables, its export; and the year's evaluation. */
export const filePages = (
  deps: CommissionPageDeps,
): Answers<'releve' | 'seanceFile' | 'bilan' | 'bilanFile'> => {
  const work = createCommissionWork(deps);
  const { record, today } = work;
  const { seen } = createHouseholds(deps, work);

  const yearOf = async (c: Ctx, { commission }: Seated) => {
    const annee = Number(c.req.param('annee'));
    if (commission.nature !== 'clpil' || !Number.isInteger(annee) || annee < 2000 || annee > 2100)
      return undefined;
    return bilanDeLAnnee(record, commission, annee);
  };
  const withinSeance = (seated: Seated, signedIn: SignedIn) => work.inSeance(seated, signedIn);

  return {
    releve: async (c, signedIn, seated) => {
      const here = withinSeance(seated, signedIn);
      if (!here || (here.seance.etat !== 'close' && !here.works)) return refuse(c, 'noSuch');
      const found = await seen(c, signedIn, here, 'releve');
      if ('answer' in found) return found.answer;
      const releve = releveDe(here.commission, here.seance, found.situations, here.sieges, today());
      return c.html(<RelevePage here={here} releve={releve} done={c.req.query('fait')} />);
    },

    seanceFile: async (c, signedIn, seated) => {
      const here = withinSeance(seated, signedIn);
      if (!here) return refuse(c, 'noSuch');
      const { commission, seance, sieges } = here;
      const name = c.req.param('fichier') ?? '';
      const isReleve = name === 'releve.pdf' || name === 'releve.docx';
      if (isReleve && seance.etat !== 'close' && !here.works) return refuse(c, 'noSuch');
      if ((name === 'lettres.pdf' || name === 'seance.json') && !here.works) return refuse(c, 'notYours');
      const found = await seen(c, signedIn, here, name.replace('.', '-'));
      if ('answer' in found) return found.answer;
      const { situations } = found;
      const file = (body: string | Uint8Array<ArrayBuffer>, type: string) =>
        fileAnswer(body, { type, name: `${commission.code}-${seance.date}-${name}` });
      switch (name) {
        case 'releve.pdf': {
          const releve = releveDe(commission, seance, situations, sieges, today());
          return file(new Uint8Array(await relevePdf(releve)), 'application/pdf');
        }
        case 'releve.docx': {
          const releve = releveDe(commission, seance, situations, sieges, today());
          // A megabyte to evaluate, for the one file that needs it.
          const { releveDocx } = await import('../../../../shared/outbound/commissions/releve-docx.ts');
          return file(new Uint8Array(await releveDocx(releve)), DOCX);
        }
        case 'liste.xlsx':
        case 'tableau.xlsx':
          return file(await tableauAnnote(commission, seance, situations, sieges), XLSX);
        case 'lettres.pdf': {
          const decided = situations.filter(({ decidee }) => decidee !== undefined);
          if (decided.length === 0) return refuse(c, 'noSuch');
          return file(
            new Uint8Array(await courriersDeSeancePdf(commission, seance, decided, today())),
            'application/pdf',
          );
        }
        case 'seance.json': {
          const shown = situations.map((one) => montree(commission.nature, sieges, one));
          return file(
            JSON.stringify(await exportDeSeance(record, { commission, seance }, shown), null, 2),
            'application/json',
          );
        }
        default:
          return refuse(c, 'noSuch');
      }
    },

    bilan: async (c, signedIn, seated) => {
      const bilan = await yearOf(c, seated);
      return bilan
        ? c.html(
            <BilanPage
              reader={readerOf(signedIn)}
              commission={seated.commission}
              bilan={bilan}
              works={peut(seated.commission, seated.sieges, 'bilan')}
            />,
          )
        : refuse(c, 'noSuch');
    },

    bilanFile: async (c, _, seated) => {
      const bilan = await yearOf(c, seated);
      if (!bilan) return refuse(c, 'noSuch');
      const { commission } = seated;
      const name = c.req.param('fichier');
      const of = (extension: string) => `bilan-${commission.code}-${bilan.annee}.${extension}`;
      if (name === 'bilan.pdf')
        return fileAnswer(new Uint8Array(await bilanPdf(commission, bilan, today())), {
          type: 'application/pdf',
          name: of('pdf'),
        });
      if (name === 'bilan.xlsx')
        return fileAnswer(await bilanXlsx(commission, bilan), { type: XLSX, name: of('xlsx') });
      return refuse(c, 'noSuch');
    },
  };
};
