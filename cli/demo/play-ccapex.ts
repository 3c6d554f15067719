import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { interrogerBdf, repondreBdf } from '../../shared/cases/commissions/bdf.ts';
import { clore, decider, rendreCompte } from '../../shared/cases/commissions/decisions.ts';
import { envoyerReleve } from '../../shared/cases/commissions/envois.ts';
import { inscrire } from '../../shared/cases/commissions/ordre-du-jour.ts';
import { lireSaisines } from '../../shared/cases/commissions/saisines.ts';
import { ouvrirSeance, prevoirSeance } from '../../shared/cases/commissions/seances.ts';
import { addDays, type CivilDate } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { workingDayFrom } from '../../shared/domain/calendar/working-days.ts';
import { nomDe } from '../../shared/domain/commissions/seance.ts';

import { commissionDeps, morningOf, sure } from './commission-deps.ts';

const NORD = 'ccapex-nord';

/** Households that nobody is, in the arrondissement of Meaux. */
const household = (nom: string, prenom: string, naissance: string, street: string) => ({
  household: [{ nomNaissance: nom, prenoms: [prenom], dateNaissance: naissance }],
  dwelling: { insee: '77284', commune: 'Meaux', postcode: '77100', street },
});
const gauthier = household('Gauthier', 'Monique', '1958-04-11', '6 rue Tronchon');
const hamidi = household('Hamidi', 'Yacine', '1986-12-02', '22 avenue Salvador-Allende');
const imbert = household('Imbert', 'Colette', '1979-08-30', '3 rue Cornillon');
const jolivet = household('Jolivet', 'Bruno', '1965-01-17', '14 rue du Grand Cerf');

/**
 * Plays what partners refer to the CCAPEX Nord, on their own queues: aids to decide, situations to examine; a session that was held a week ago, with an
 * opinion to follow; and the next one, whose agenda is open.
 */
export const playCcapex = async (hub: LocalHub): Promise<void> => {
  const deps = commissionDeps(hub);
  const { store } = deps;
  const { sqs } = clientsOf(hub.endpoints);
  const commission = await store.get(NORD);
  const today = parisDay(hub.now());
  const held = workingDayFrom(addDays(today, -7));
  if (!commission || (await store.seance(NORD, held))) return;
  let sent = 0;
  const send = async (sender: string, actDate: CivilDate, message: object): Promise<void> => {
    sent += 1;
    const QueueUrl = hub.queues.get(`passerelle-local-${sender}-intake`);
    const own = { version: '1', sender, actDate, messageId: `demo-ccapex-${sent}` };
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ ...own, ...message }) }));
  };
  const first = addDays(today, -60);
  const debt = { loyer: 610, dette: 5200, allocataire: '7204601' };
  await send('caf', first, { ...gauthier, ...debt, reference: 'IMP-CCAPEX-1', signaleLe: first });
  await send('msa', first, { ...hamidi, ...debt, reference: 'MSA-CCAPEX-1', dette: 1700, signaleLe: first });
  await send('caf', first, { ...imbert, ...debt, reference: 'IMP-CCAPEX-2', dette: 2400, signaleLe: first });
  await send('caf', first, { ...jolivet, ...debt, reference: 'IMP-CCAPEX-3', signaleLe: first });
  await hub.idle();
  const referral = { kind: 'saisineCcapex', criteres: ['situationComplexe'] };
  await send('fsl', addDays(today, -30), {
    ...gauthier,
    ...referral,
    reference: 'FSL-CCAPEX-1',
    criteres: ['relogementNecessaire'],
  });
  await send('msa', addDays(today, -20), { ...hamidi, ...referral, reference: 'MSA-CCAPEX-1' });
  await send('comed', addDays(today, -15), {
    ...imbert,
    ...referral,
    reference: 'COMED-CCAPEX-1',
    criteres: ['recoursDalo'],
  });
  const aid = { kind: 'saisineCcapex', objet: 'aideLogement', accompagnementLe: addDays(today, -40) };
  await send('msa', addDays(today, -12), {
    ...hamidi,
    ...aid,
    reference: 'MSA-CCAPEX-1',
    diagnosticLe: addDays(today, -14),
  });
  await send('caf', addDays(today, -10), { ...jolivet, ...aid, reference: 'IMP-CCAPEX-3' });
  await hub.idle();

  const helene = (day: CivilDate) => ({ by: 'Hélène Vidal', at: morningOf(day) });
  const planned = { heure: '09:30', lieu: 'Sous-préfecture de Meaux', type: 'situations' as const };
  const { cas } = await lireSaisines(deps, commission, 'examen', hub.now());
  const caseOfName = (nom: string): string =>
    cas.find((one) => nomDe(one).startsWith(nom.toUpperCase()))?.caseId ?? '';
  const seance = sure(
    await prevoirSeance(deps, commission, { ...planned, date: held }, helene(addDays(held, -30))),
  ).seance;
  const { situation } = sure(
    await inscrire(deps, { commission, seance }, caseOfName('Gauthier'), helene(addDays(held, -3))),
  );
  const now = async () => {
    const found = await store.seance(NORD, held);
    if (!found) throw new Error('no session');
    return { commission, seance: found };
  };
  sure(await interrogerBdf(deps, await now(), situation.id, helene(addDays(held, -3))));
  sure(
    await repondreBdf(
      deps,
      await now(),
      situation.id,
      'bdf',
      { ouvert: true, depuis: addDays(held, -90) },
      { by: 'Sophie Lambert', at: morningOf(addDays(held, -2)) },
    ),
  );
  sure(
    await ouvrirSeance(
      deps,
      await now(),
      Object.fromEntries(commission.membres.map(({ id }) => [id, 'present' as const])),
      helene(held),
    ),
  );
  const decided = await decider(
    deps,
    await now(),
    situation.id,
    { issues: [], recommandations: ['avdl', 'relogement'], note: 'Dossier COMED à déposer.' },
    '',
    helene(held),
  );
  if (decided.kind !== 'fait') throw new Error(decided.kind);
  sure(await clore(deps, await now(), helene(held)));
  sure(await envoyerReleve(deps, await now(), helene(addDays(held, 1))));
  sure(
    await rendreCompte(
      deps,
      await now(),
      situation.id,
      { mesure: 'relogement', etat: 'enCours', le: addDays(held, 2), membre: 'etat' },
      { by: 'Marc Dubois', at: morningOf(addDays(held, 2)) },
    ),
  );
  const next = sure(
    await prevoirSeance(
      deps,
      commission,
      { ...planned, date: workingDayFrom(addDays(today, 21)) },
      helene(addDays(today, -1)),
    ),
  ).seance;
  sure(await inscrire(deps, { commission, seance: next }, caseOfName('Imbert'), helene(today)));
  await hub.idle();
};
