import { type CivilDate, LAST_DAY, laterOf } from '../calendar/civil-date.ts';
import type { CaseEvent, EventOf } from '../events/case-event.ts';
import { type OrganismePayeur, organismesPayeurs } from '../events/signals.ts';
import { anneeDe, deSorte, type Fait, fait, premierJour, unique, unParAnnee } from './fait.ts';

/** An answer for which no demande is left is one's first sign: it counts as a demande too. */
export const fsl = (events: readonly CaseEvent[]): Fait[] => {
  let waiting = 0;
  return deSorte(events, 'aideFsl', ({ etat }) => etat).flatMap(({ etat, actDate }): Fait[] => {
    const demande = fait('departement.fslDemandes', actDate);
    if (etat === 'demandee') {
      waiting += 1;
      return [demande];
    }
    const own = waiting > 0 ? [] : [demande];
    waiting = Math.max(0, waiting - 1);
    return etat === 'accordee' ? [...own, fait('departement.fslAccordes', actDate)] : own;
  });
};

/** Each year in which an ASLL was open, up to the next one. */
export const asll = (
  events: readonly CaseEvent[],
  close: CivilDate | undefined,
  today: CivilDate,
): Fait[] => {
  const own = events.filter(
    (event): event is EventOf<'accompagnement'> => event.kind === 'accompagnement' && event.mesure === 'asll',
  );
  return own.flatMap((event, n) => {
    if (event.etat !== 'ouverte') return [];
    const closing = own.slice(n + 1).find(({ etat }) => etat === 'close');
    const end = closing?.actDate ?? event.fin ?? close;
    const last = Math.min(anneeDe(end ?? LAST_DAY), Math.max(anneeDe(today), anneeDe(event.actDate)) + 1);
    const first = anneeDe(event.actDate);
    return Array.from({ length: Math.max(1, last - first + 1) }, (_, more) =>
      fait('departement.menagesAsll', laterOf(event.actDate, premierJour(first + more))),
    );
  });
};

export const enquetes = (events: readonly CaseEvent[]): Fait[] =>
  deSorte(events, 'enqueteSociale', ({ moment, sender }) => `${moment} ${estMds(sender)}`).flatMap(
    ({ moment, etat, sender, actDate }) => {
      if (!estMds(sender)) return [fait('departement.enquetesAutres', actDate)];
      const cle =
        moment === 'assignation' ? 'departement.enquetesAssignation' : 'departement.enquetesRequisition';
      return [
        fait(cle, actDate),
        ...(etat === 'carence' ? [fait('departement.enquetesCarence', actDate)] : []),
      ];
    },
  );

const estMds = (sender: string): boolean => sender === 'mds' || sender.startsWith('mds-');
const estPayeur = (sender: string): sender is OrganismePayeur =>
  organismesPayeurs.some((one) => one === sender);

/** CAF and MSA: what they signal, decide, refer; what landlords refer to them. */
export const aidesAuLogement = (events: readonly CaseEvent[]): Fait[] => {
  const impayes = events.filter(
    (event): event is EventOf<'impaye'> => event.kind === 'impaye' && estPayeur(event.sender),
  );
  const suivi = (suite: string, cle: string): Fait[] =>
    impayes
      .filter(({ suites = [] }) => suites.some((one) => one === suite))
      .map(({ sender, actDate }) => fait(`${sender}.${cle}`, actDate));
  // The CCAPEX decides of the aid that the last signal before names.
  const decisions = deSorte(events, 'decisionCcapex', ({ aide }) => aide).flatMap((event) => {
    const payeur = impayes.findLast(({ actDate }) => actDate <= event.actDate)?.sender;
    if (payeur === undefined) return [];
    if (event.aide === 'maintien') return [fait(`${payeur}.maintiens`, event.actDate)];
    return event.notifieeLe === undefined ? [] : [fait(`${payeur}.suspensions`, event.notifieeLe)];
  });
  const saisines = [
    ...deSorte(events, 'saisineCcapex', ({ sender }) => sender).filter(({ sender }) => estPayeur(sender)),
    ...impayes.filter(({ suites = [] }) => suites.includes('saisineCcapex')),
  ];
  return [
    ...unParAnnee([
      ...impayes.map(({ sender, actDate, signaleLe = actDate }) =>
        fait(`${sender}.impayesTraites`, signaleLe),
      ),
      ...suivi('maintien', 'maintiens'),
      ...suivi('suspension', 'suspensions'),
      ...decisions,
    ]),
    ...unique(saisines, ({ sender, actDate }) => `${sender}|${actDate}`).map(({ sender, actDate }) =>
      fait(`${sender}.saisinesCcapex`, actDate),
    ),
    ...deSorte(events, 'saisineOrganisme', ({ organisme = '' }) => organisme).map(({ organisme, actDate }) =>
      fait(organisme === undefined ? 'caf.saisinesSansOrganisme' : `${organisme}.saisines`, actDate),
    ),
    ...deSorte(events, 'intervention', ({ nature, sender }) => `${sender} ${nature}`)
      .filter(({ sender }) => sender === 'adil' || sender === 'association-adil')
      .map(({ actDate }) => fait('adil.interventionsDossiers', actDate)),
  ];
};

export const protocoles = (events: readonly CaseEvent[]): Fait[] =>
  deSorte(events, 'protocoleCohesionSociale', ({ etat }) => etat)
    .filter(({ etat }) => etat === 'signe')
    .map(({ actDate }) => fait('aorif.pcsSignes', actDate));
