import { addDays, addMonths, type CivilDate } from '../../../shared/domain/calendar/civil-date.ts';
import type { Motif } from '../../../shared/domain/events/common.ts';
import type { Household } from '../households.ts';
import type { Chance } from '../random.ts';
import type { Story } from './story.ts';

/** What the steps of one household's procedure share. */
type Telling = { story: Story; chance: Chance; household: Household; motif: Motif; social: boolean };

/** Plays a procedure from its first fact, by random draws. Each step says when the next one starts, or that the procedure ended. */
export const tellProcedure = (
  story: Story,
  chance: Chance,
  household: Household,
  motif: Motif,
  start: CivilDate,
): void => {
  const telling: Telling = { story, chance, household, motif, social: chance.percent(60) };
  surendettement(telling, start);
  if (motif === 'adjudication') {
    story.piece(start, 'adjudication', { tribunal: 'Tribunal judiciaire', motif });
    execution(telling, addDays(start, chance.between(20, 60)));
  } else {
    const assigned = motif === 'impaye' ? impaye(telling, start) : otherMotif(telling, start);
    const titled = assigned && justice(telling, assigned);
    if (titled) execution(telling, titled);
  }
};

const surendettement = ({ story, chance }: Telling, start: CivilDate): void => {
  if (!chance.percent(20)) return;
  const depot = addDays(start, chance.between(10, 150));
  story.surendettement(depot, 'depot');
  const recevable = addDays(depot, chance.between(40, 80));
  if (chance.percent(15)) {
    story.surendettement(recevable, 'irrecevabilite');
    return;
  }
  const suspension = { debut: addDays(recevable, 10), fin: addMonths(recevable, chance.between(3, 10)) };
  story.surendettement(recevable, 'recevabilite', chance.percent(30) ? { suspension } : {});
  if (chance.percent(40)) story.surendettement(addDays(recevable, chance.between(60, 150)), 'cloture');
};

/** The unpaid rent, up to the assignation. */
const impaye = ({ story, chance, social, household }: Telling, start: CivilDate): CivilDate | undefined => {
  /** The landlord's file. */
  const reference = `LOC-${household.n}`;
  const suites = [
    ...(chance.percent(40) ? ['planDemande'] : []),
    ...(chance.percent(20) ? ['fsl'] : []),
    ...(chance.percent(10) ? ['saisineCcapex'] : []),
  ];
  const signalled = chance.percent(80);
  if (signalled) {
    const dateConstitution = addDays(start, -chance.between(5, 40));
    story.impaye(start, { dateConstitution, parc: social ? 'social' : 'prive', suites });
    if (suites.includes('planDemande') && chance.percent(40)) {
      story.agent(addDays(start, chance.between(20, 90)), 'planApurement', { etat: 'signe' });
      if (chance.percent(50)) return void story.agent(addDays(start, 150), 'paiement', { solde: 0 });
    }
    if (chance.percent(12)) return void story.agent(addDays(start, 60), 'paiement', { solde: 0 });
  } else if (chance.percent(50)) {
    story.agent(start, 'impaye', { sender: 'bailleur', reference, dateConstitution: addDays(start, -20) });
    if (chance.percent(50))
      story.agent(addDays(start, chance.between(20, 70)), 'saisineOrganisme', {
        sender: 'bailleur',
        reference,
      });
  }
  if (social && chance.percent(20)) {
    const dateCommission = addDays(start, chance.between(45, 75));
    story.agent(addDays(start, chance.between(10, 30)), 'inscriptionClpil', {
      sender: 'bailleur',
      reference,
      dateCommission,
      ...(chance.percent(60) && { lettreAccordLe: addDays(start, chance.between(5, 10)) }),
    });
  }
  const commandement = addDays(start, chance.between(25, 60));
  const weeks = chance.percent(60);
  story.piece(commandement, 'commandementDePayer', {
    parc: social ? 'social' : 'prive',
    delai: weeks ? { valeur: 6, unite: 'semaines' } : { valeur: 2, unite: 'mois' },
    loyer: household.rent,
    dette: Math.round(household.rent * 100 * chance.between(1, 6)) / 100,
    bailleur: {
      nom: household.landlord,
      nature: social ? 'personneMorale' : 'personnePhysique',
      referenceBail: `B-${20_000 + household.n}`,
    },
  });
  if (chance.percent(10)) return void story.agent(addDays(commandement, 30), 'paiement', { solde: 0 });
  if (chance.percent(10)) return undefined;
  return addDays(commandement, chance.percent(4) ? 30 : chance.between(64, 90));
};

/** A congé, a mise en demeure or a judgment of divorce, up to the assignation. */
const otherMotif = ({ story, chance, motif }: Telling, start: CivilDate): CivilDate | undefined => {
  const opener = { troubleDeJouissance: 'miseEnDemeure', divorce: 'jugementDivorce' } as const;
  if (motif === 'troubleDeJouissance' || motif === 'divorce') story.piece(start, opener[motif], { motif });
  else story.piece(start, 'conge', { motif, dateEffet: addMonths(start, 3) });
  if (chance.percent(20))
    return void story.piece(addDays(start, 80), 'departVolontaire', { clesRemises: true });
  return addDays(start, chance.between(30, 100));
};

/** From the assignation to an enforceable title; `undefined` when there is none. */
const justice = ({ story, chance, motif, social }: Telling, assigned: CivilDate): CivilDate | undefined => {
  let audience = addDays(assigned, chance.percent(5) ? 30 : chance.between(62, 110));
  const asked = chance.percent(95) ? { dateAudience: audience } : {};
  story.piece(assigned, 'assignation', { tribunal: 'Tribunal judiciaire', motif, ...asked });
  const enquete = chance.between(0, 9);
  if (enquete < 7) {
    const rendue = addDays(audience, enquete < 5 ? -chance.between(31, 45) : -chance.between(1, 25));
    story.agent(rendue, 'enqueteSociale', {
      moment: 'assignation',
      etat: chance.percent(80) ? 'rendue' : 'carence',
    });
  }
  if (chance.percent(15)) {
    const renvoi = addDays(audience, -chance.between(0, 20));
    audience = addDays(audience, chance.between(40, 70));
    story.piece(renvoi, 'renvoiAudience', { dateAudience: audience });
  }
  if (chance.percent(5)) return undefined;
  const decided = addDays(audience, chance.between(7, 30));
  const tribunal = 'Tribunal judiciaire';
  const dice = chance.between(0, 99);
  if (dice < 10) return void story.piece(decided, 'decision', { tribunal, issue: 'rejet' });
  if (dice < 40 && motif === 'impaye') return paymentPlan({ story, chance }, decided);
  const months = chance.percent(25) ? { delaiAccordeMois: chance.between(1, 4) } : {};
  story.piece(decided, 'decision', { tribunal, issue: 'resiliation', ...months });
  if (social && motif === 'impaye' && chance.percent(40)) {
    const etat = chance.percent(60) ? 'signe' : 'refuse';
    story.agent(addDays(decided, chance.between(15, 90)), 'protocoleCohesionSociale', { etat });
  }
  return addDays(decided, chance.between(15, 45));
};

/** A délai de paiement with its schedule: either kept and paid, or missed, and the lease is terminated. */
const paymentPlan = (
  { story, chance }: Pick<Telling, 'story' | 'chance'>,
  decided: CivilDate,
): CivilDate | undefined => {
  const dates = [1, 2, 3].map((month) => addMonths(decided, month));
  story.piece(decided, 'decision', {
    tribunal: 'Tribunal judiciaire',
    issue: 'delaiDePaiement',
    echeancier: dates.map((date) => ({ date, montant: 150 })),
  });
  const kept = chance.percent(50) ? 3 : chance.between(0, 2);
  for (const [index, date] of dates.entries()) {
    if (index < kept) story.agent(addDays(date, 2), 'echeance', { date, etat: 'tenue' });
    if (index === kept) {
      story.agent(addDays(date, 5), 'echeance', { date, etat: 'manquee' });
      return addDays(date, chance.between(20, 40));
    }
  }
  if (chance.percent(70)) story.agent(addDays(dates[2] ?? decided, 3), 'paiement', { solde: 0 });
  return undefined;
};

/** From the commandement de quitter les lieux to the end of the procedure, whatever it is. */
const execution = ({ story, chance }: Telling, start: CivilDate): void => {
  const told = chance.percent(85);
  story.piece(start, 'commandementDeQuitterLesLieux', {
    titre: 'Jugement',
    ...(told && { prefetInformeLe: addDays(start, chance.between(0, 6)) }),
  });
  if (chance.percent(25)) {
    const left = addDays(start, chance.between(20, 58));
    if (chance.percent(50)) story.piece(left, 'departVolontaire');
    else story.agent(left, 'relogement');
    return;
  }
  if (chance.percent(15)) story.agent(addDays(start, 12), 'avisSuspension', { sens: 'favorable' });
  const asked = addDays(start, chance.percent(10) ? 40 : chance.between(70, 95));
  story.piece(asked, 'demandeCfp', { dispositif: 'Ordonne l’expulsion.', diligences: 'Deux passages.' });
  if (chance.percent(50)) {
    const rendue = addDays(asked, chance.between(20, 58));
    story.agent(rendue, 'enqueteSociale', { moment: 'requisition', etat: 'rendue' });
  }
  const dice = chance.between(0, 99);
  if (dice < 30) return;
  const decided = addDays(asked, chance.percent(85) ? chance.between(20, 59) : 75);
  if (dice < 45) story.agent(decided, 'decisionCfp', { issue: 'refus' });
  else if (dice < 55) {
    story.agent(decided, 'decisionCfp', { issue: 'sursis', jusquAu: addDays(decided, 45) });
  } else story.agent(decided, 'decisionCfp', { issue: 'accord' });
  if (dice < 70) return;
  const effectuee = dice < 85;
  story.piece(addDays(decided, chance.between(5, 14)), 'executionCfp', {
    effectuee,
    ...(!effectuee && { motifNonExecution: 'Report à la demande du ménage.' }),
  });
};
