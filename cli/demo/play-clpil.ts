import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { clore, contribuer, decider, rendreCompte } from '../../shared/cases/commissions/decisions.ts';
import { envoyerReleve, inviterMembres, transmettre } from '../../shared/cases/commissions/envois.ts';
import { deposerListe } from '../../shared/cases/commissions/listes.ts';
import { changerSeance, ouvrirSeance, prevoirSeance } from '../../shared/cases/commissions/seances.ts';
import { addDays, type CivilDate } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { workingDayFrom } from '../../shared/domain/calendar/working-days.ts';
import type { DecisionIssue } from '../../shared/domain/commissions/issues.ts';
import { inscrites } from '../../shared/domain/commissions/seance.ts';
import { apiMessageBody } from '../../shared/intake/api-intake.ts';
import { direInscription } from '../../shared/intake/commissions/dire-inscription.ts';
import { lireListe } from '../../shared/intake/commissions/lire-liste.ts';
import { csvLine } from '../../shared/outbound/csv.ts';

import { commissionDeps, morningOf, sure } from './commission-deps.ts';

const LOCAL = 'clpil-meaux';
const HEADINGS =
  'Référence;Nom de naissance;Prénoms;Date de naissance;Adresse;Code postal;Commune;Dette;Loyer;Lettre d’accord du;Motifs de l’inscription;Ce que le bailleur a fait;Protection du majeur;Nom et adresse du tuteur ou curateur'.split(
    ';',
  );

/** Households that nobody is, as their landlords write them; `LETTRE` stands for the day on which their letter left. */
const tables = {
  habitat: [
    'HE-1041|Abadie|Louise|12/03/1984|9 rue des Ursulines|77100|Meaux|2450,50|612,40|LETTRE|pas de contact ; pas de plan d’apurement|relances ; visite||',
    'HE-1055|Barry|Ousmane|28/02/1990|4 rue Bossuet|77100|Meaux|1830,00|540,00|LETTRE|pas de plan d’apurement|relances ; plan d’apurement proposé||',
    'HE-1102|Chevalier|Denise|01/07/1951|17 rue du Faubourg Saint-Nicolas|77100|Meaux|3120,75|498,10|LETTRE|pas de collaboration|rendez-vous proposé|tutelle|UDAF 77, 56 rue Dajot, 77000 Melun',
    'HE-1130|Delorme|Kévin|19/11/1996|2 allée des Platanes|77124|Crégy-lès-Meaux|980,00|455,00|LETTRE|plan d’apurement non tenu|relances||',
  ],
  foyers: [
    'FE-220|Etienne|Sabrina|14/09/1988|31 avenue de la République|77100|Meaux|4210,00|701,30|LETTRE|pas de contact|relances ; FSL saisi||',
    'FE-231|Fournier|Gérard|22/05/1963|5 place Lafayette|77100|Meaux|2675,20|580,00|LETTRE|pas de plan d’apurement|travailleur social du bailleur||',
  ],
} as const;

/** What the demonstration decides of each household, by the landlord's reference. */
const decisions: Readonly<Record<string, readonly DecisionIssue[]>> = {
  'HE-1041': [{ issue: 'accompagnement', organisme: 'mds' }],
  'HE-1055': [
    { issue: 'planApurement', organisme: 'bailleur' },
    { issue: 'verificationDroits', organisme: 'caf' },
  ],
  'HE-1102': [{ issue: 'bilanDiagnostic', organisme: 'asll' }],
  'HE-1130': [{ issue: 'appuiJuridique', organisme: 'adil' }],
  'FE-220': [{ issue: 'renvoiCcapex', organisme: 'ccapex' }],
  'FE-231': [{ issue: 'accompagnement', organisme: 'bailleur' }],
};

/**
 * Plays a session of the local commission that was held three weeks ago, from its lists to its relevé, and plans the next one, whose letters are to be
 * written.
 */
export const playClpil = async (hub: LocalHub): Promise<void> => {
  const deps = commissionDeps(hub);
  const { store } = deps;
  const { sqs } = clientsOf(hub.endpoints);
  const commission = await store.get(LOCAL);
  const today = parisDay(hub.now());
  const held = workingDayFrom(addDays(today, -21));
  if (!commission || (await store.seance(LOCAL, held))) return;
  const lea = (day: CivilDate) => ({ by: 'Léa Morin', at: morningOf(day) });
  const planned = { heure: '14:00', lieu: 'Mairie de Meaux, salle du conseil', type: 'situations' as const };
  const creneaux = { habitat: '14:00', foyers: '15:30' };
  const letters = addDays(held, -70);

  let { seance } = sure(
    await prevoirSeance(deps, commission, { ...planned, date: held, creneaux }, lea(addDays(held, -90))),
  );
  seance = sure(await inviterMembres(deps, { commission, seance }, lea(addDays(held, -89)))).seance;
  for (const [id, rows] of Object.entries<readonly string[]>(tables)) {
    const membre = commission.membres.find((one) => one.id === id);
    if (!membre) continue;
    const csv = [HEADINGS, ...rows.map((row) => row.replace('LETTRE', letters).split('|'))]
      .map(csvLine)
      .join('');
    const at = morningOf(addDays(letters, 1));
    const read = await lireListe(Buffer.from(csv), { sender: membre.partenaire ?? '', date: held, at });
    if (!read.ok) throw new Error(read.issue.message);
    const lignes = read.lignes.flatMap(({ ligne, event }) => (event ? [{ ligne, event }] : []));
    const by = { by: membre.nom, at };
    sure(await deposerListe(deps, { commission, seance }, membre, lignes, by));
    const sent = { by: membre.nom, at: morningOf(addDays(held, -40)) };
    const queue = hub.outputs.get('MessagesQueueUrl');
    sure(
      await transmettre(
        deps,
        { commission, seance },
        membre,
        direInscription(LOCAL, {
          send: async (message) => {
            await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: apiMessageBody(message) }));
          },
          now: () => sent.at,
        }),
        sent,
      ),
    );
    seance = (await store.seance(LOCAL, held)) ?? seance;
  }
  await hub.idle();

  seance = sure(
    await ouvrirSeance(
      deps,
      { commission, seance },
      Object.fromEntries(
        commission.membres.map(({ id }) => [id, id === 'commune-meaux' ? 'excuse' : 'present']),
      ),
      lea(held),
    ),
  ).seance;
  for (const one of inscrites(await store.situations(LOCAL, held), seance)) {
    const known = {
      connu: one.reference !== 'HE-1130',
      texte: one.reference === 'HE-1041' ? 'Suivie depuis mars.' : '',
    };
    sure(
      await contribuer(deps, { commission, seance }, one.id, 'mds-meaux', known, {
        by: 'Karim Benali',
        at: morningOf(addDays(held, -5)),
      }),
    );
    const decided = await decider(
      deps,
      { commission, seance },
      one.id,
      {
        issues: decisions[one.reference] ?? [{ issue: 'revue', organisme: 'bailleur' }],
        recommandations: [],
        note: '',
      },
      '',
      lea(held),
    );
    if (decided.kind !== 'fait') throw new Error(decided.kind);
  }
  seance = sure(await clore(deps, { commission, seance }, lea(held))).seance;
  sure(await envoyerReleve(deps, { commission, seance }, lea(addDays(held, 1))));
  const [followed] = inscrites(await store.situations(LOCAL, held), seance);
  if (followed) {
    const suite = {
      mesure: 'accompagnement' as const,
      etat: 'enCours' as const,
      le: addDays(held, 10),
      membre: 'mds-meaux',
    };
    sure(
      await rendreCompte(deps, { commission, seance }, followed.id, suite, {
        by: 'Karim Benali',
        at: morningOf(addDays(held, 10)),
      }),
    );
  }
  const next = sure(
    await prevoirSeance(
      deps,
      commission,
      { ...planned, date: workingDayFrom(addDays(today, 62)) },
      lea(addDays(today, -1)),
    ),
  ).seance;
  const { heure, lieu, points } = next;
  const { seance: ready } = sure(
    await changerSeance(
      deps,
      { commission, seance: next },
      { heure, lieu, points, creneaux },
      lea(addDays(today, -1)),
    ),
  );
  sure(await inviterMembres(deps, { commission, seance: ready }, lea(addDays(today, -1))));
  await hub.idle();
};
