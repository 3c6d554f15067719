import { clore, rouvrir } from '../../shared/cases/commissions/decisions.ts';
import type { Issue } from '../../shared/cases/commissions/deps.ts';
import {
  annulerEtPrevenir,
  envoyerReleve,
  inviterMembres,
  rappelerMembres,
} from '../../shared/cases/commissions/envois.ts';
import { ouvrirSeance, prevoirSeance } from '../../shared/cases/commissions/seances.ts';
import type { Answer } from '../../shared/cases/recording/record-event.ts';
import { chosen, DONE, needed } from '../arguments.ts';
import { authorIn } from '../author.ts';
import { command } from '../command.ts';
import { commissionNamed, done, type En, type Open, of, open, seanceAsked, show } from './seated.ts';

export const plan = command({
  about: 'Prévoit une séance.',
  usage: 'clpil-meaux --date 2027-03-18 --heure 14:00 --lieu "Mairie de Meaux" --by NOM',
  options: {
    ...of,
    heure: { type: 'string', value: 'HH:MM', about: 'l’heure', default: '14:00' },
    lieu: { type: 'string', value: 'LIEU', about: 'le lieu' },
    type: { type: 'string', value: 'NATURE', about: 'situations ou doctrinale', default: 'situations' },
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const commission = await commissionNamed(hub, code);
    const prevue = {
      date: needed(values.date, '--date'),
      heure: values.heure,
      lieu: needed(values.lieu, '--lieu'),
      type: chosen({ situations: 'situations', doctrinale: 'doctrinale' } as const, values.type, 'nature'),
    };
    show(done(await prevoirSeance(hub, commission, prevue, { by, at: hub.now() })).seance);
    return DONE;
  },
});

/** What is done to a whole session. */
const gestes = {
  inviter: inviterMembres,
  rappeler: rappelerMembres,
  annuler: annulerEtPrevenir,
  ouvrir: (hub: Open, en: En, answer: Answer) =>
    ouvrirSeance(
      hub,
      en,
      Object.fromEntries(en.commission.membres.map(({ id }) => [id, 'present' as const])),
      answer,
    ),
  clore,
  rouvrir,
  releve: envoyerReleve,
} as const;

export const faire = command({
  about: 'Fait avancer une séance.',
  usage: 'clpil-meaux --date 2027-03-18 --geste inviter --by NOM',
  options: { ...of, geste: { type: 'string', value: 'GESTE', about: Object.keys(gestes).join(', ') } },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const geste = chosen<(hub: Open, en: En, answer: Answer) => Promise<Issue<object>>>(
      gestes,
      values.geste,
      'geste',
    );
    const { kind: _, ...told } = done(await geste(hub, en, { by, at: hub.now() }));
    show(told);
    return DONE;
  },
});
