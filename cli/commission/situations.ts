import { contribuer, decider, marqueDe, rendreCompte } from '../../shared/cases/commissions/decisions.ts';
import { retirerMenage } from '../../shared/cases/commissions/retrait.ts';
import { decisionIssueSchema, enMots } from '../../shared/domain/commissions/issues.ts';
import { nomDe } from '../../shared/domain/commissions/seance.ts';
import { organismeCodes } from '../../shared/domain/events/organismes.ts';
import {
  etatsSuite,
  mesuresDecidees,
  raisonsSuite,
  recommandationsCcapex,
} from '../../shared/domain/events/support.ts';
import { chosen, DONE, Misused, needed } from '../arguments.ts';
import { command } from '../command.ts';
import { done, of, readHouseholds, seanceAsked, show, situationOption } from './seated.ts';

export const situations = command({
  about: 'Les situations inscrites à une séance. Cette lecture est consignée.',
  usage: 'clpil-meaux --date 2027-03-18 --by NOM',
  options: of,
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    for (const one of await readHouseholds(hub, en, by, 'situations'))
      show(
        `${one.id}  ${one.bailleur.padEnd(12)} ${nomDe(one) || one.reference}  ${one.issues.map(enMots).join(', ') || (one.decidee ? '' : 'à décider')}`,
      );
    return DONE;
  },
});

export const say = command({
  about: 'Dit ce qu’un membre sait d’une situation.',
  usage: 'clpil-meaux --date 2027-03-18 --situation ID --membre mds-meaux --connu --texte "…" --by NOM',
  options: {
    ...of,
    situation: situationOption,
    membre: { type: 'string', value: 'ID', about: 'le membre qui parle' },
    connu: { type: 'boolean', about: 'il connaît le ménage' },
    texte: { type: 'string', value: 'TEXTE', about: 'ce qui aide la commission, mille caractères au plus' },
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const said = { connu: values.connu === true, texte: values.texte ?? '' };
    done(
      await contribuer(
        hub,
        en,
        needed(values.situation, '--situation'),
        needed(values.membre, '--membre'),
        said,
        {
          by,
          at: hub.now(),
        },
      ),
    );
    return DONE;
  },
});

export const decide = command({
  about: 'Décide d’une situation.',
  usage:
    'clpil-meaux --date 2027-03-18 --situation ID --issue accompagnement:mds --issue planApurement:bailleur --by NOM',
  options: {
    ...of,
    situation: situationOption,
    issue: {
      type: 'string',
      value: 'ISSUE:ORGANISME',
      about: 'une issue et l’organisme chargé ; se répète',
      multiple: true,
    },
    recommandation: { type: 'string', value: 'MESURE', about: 'pour une CCAPEX ; se répète', multiple: true },
    note: { type: 'string', value: 'TEXTE', about: 'ce que les issues ne disent pas' },
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const id = needed(values.situation, '--situation');
    const issues = (values.issue ?? []).map((text) => {
      const [issue, organisme] = text.split(':');
      const read = decisionIssueSchema.safeParse({ issue, organisme });
      if (!read.success)
        throw new Misused(`--issue ${text} : une issue et un organisme sont attendus, accompagnement:mds`);
      return read.data;
    });
    const recommandations = (values.recommandation ?? []).map((one) =>
      chosen(Object.fromEntries(recommandationsCcapex.map((name) => [name, name])), one, 'recommandation'),
    );
    const found = await hub.store.situation(en.commission.code, en.seance.date, id);
    const decision = { issues, recommandations, note: values.note ?? '' };
    const result = await decider(hub, en, id, decision, found ? marqueDe(found) : '', { by, at: hub.now() });
    if (result.kind === 'autre')
      throw new Error('quelqu’un vient de décider autre chose : relisez « situations »');
    show(done(result).situation.issues.map(enMots).join(', '));
    return DONE;
  },
});

export const compte = command({
  about: 'Rend compte de ce qu’une mesure décidée est devenue.',
  usage:
    'clpil-meaux --date 2027-03-18 --situation ID --membre mds-meaux --mesure accompagnement --etat faite --le 2027-04-20 --by NOM',
  options: {
    ...of,
    situation: situationOption,
    membre: { type: 'string', value: 'ID', about: 'le membre qui en rend compte' },
    mesure: { type: 'string', value: 'MESURE', about: mesuresDecidees.join(', ') },
    etat: { type: 'string', value: 'ÉTAT', about: etatsSuite.join(', ') },
    raison: {
      type: 'string',
      value: 'RAISON',
      about: `si elle n’est pas faite : ${raisonsSuite.join(', ')}`,
    },
    organisme: { type: 'string', value: 'ORGANISME', about: organismeCodes.join(', ') },
    le: { type: 'string', value: 'JOUR', about: 'depuis quel jour' },
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const among = <T extends string>(all: readonly T[], text: string | undefined, what: string): T => {
      const found = all.find((one) => one === text);
      if (found === undefined) throw new Misused(`${what} : ${all.join(', ')}`);
      return found;
    };
    const suite = {
      mesure: among(mesuresDecidees, values.mesure, '--mesure'),
      etat: among(etatsSuite, values.etat, '--etat'),
      le: needed(values.le, '--le'),
      membre: needed(values.membre, '--membre'),
      ...(values.organisme !== undefined && {
        organisme: among(organismeCodes, values.organisme, '--organisme'),
      }),
      ...(values.raison !== undefined && { raison: among(raisonsSuite, values.raison, '--raison') }),
    };
    done(await rendreCompte(hub, en, needed(values.situation, '--situation'), suite, { by, at: hub.now() }));
    return DONE;
  },
});

export const retirer = command({
  about: 'Retire un ménage, qui ne veut pas être examiné, de toutes les listes de la commission.',
  usage: 'clpil-meaux --date 2027-03-18 --situation ID --by NOM',
  options: { ...of, situation: situationOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const answer = { by, at: hub.now() };
    const told = done(await retirerMenage(hub, en, needed(values.situation, '--situation'), answer));
    show({ seances: told.seances });
    return DONE;
  },
});
