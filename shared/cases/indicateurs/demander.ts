import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { declare, declares, declaresDe } from '../../domain/indicateurs/declares.ts';
import { aEcrire, anneeDemandee, demandes, type EtapeDemande } from '../../domain/indicateurs/demandes.ts';
import { createDeclareStore, type Demande, demandeSchema, estDeclare } from '../../store/declares.ts';
import { maySend, type PartnerEntry } from '../../store/partners.ts';

export type DemanderDeps = {
  client: DynamoDBDocumentClient;
  table: string;
  /** Every partner of the registry. */
  partenaires: () => Promise<readonly PartnerEntry[]>;
  /** The mailbox of the State's service that steers the charter. */
  etat: string;
};

/** A contact that is no mailbox is written to by nobody. */
const isMailbox = (contact: string): boolean => demandeSchema.shape.mailbox.safeParse(contact).success;

/** Whether something is asked of a partner on a day: its partnership is open, and the charter names its body. */
const estDeclarant = (entry: PartnerEntry, today: CivilDate): boolean =>
  maySend(entry, today) && declaresDe(entry.code).length > 0;

export type Manque = { partenaire: string; nom: string; indicateurs: string[] };

/** Who declares what of a year, and who has not: by partner of the registry; then what no partner of the registry declares. */
export const manquesDe = (
  partenaires: readonly PartnerEntry[],
  faits: ReadonlySet<string>,
  today: CivilDate,
): { manques: Manque[]; orphelins: string[] } => {
  const asked = partenaires.filter((entry) => estDeclarant(entry, today));
  return {
    manques: asked.map(({ code, name }) => ({
      partenaire: code,
      nom: name,
      indicateurs: declaresDe(code).flatMap(({ id }) => (faits.has(`${code}|${id}`) ? [] : [id])),
    })),
    orphelins: declares.flatMap((one) =>
      asked.some(({ code }) => declare(one, code)) || [...faits].some((fait) => fait.endsWith(`|${one.id}`))
        ? []
        : [one.id],
    ),
  };
};

/**
 * Asks the partners for the figures of the year before, and reminds those whose answers lack: what is asked from 10 January, what is missing
 * from 10 February and 10 March, when the State is told of it too. Each mail is written once, whatever the number of runs; a partner added
 * later is asked at the next. Three requests, and one a mail; none out of those months.
 *
 * @returns how many mails it wrote
 */
export const demanderChiffres = async (
  { client, table, partenaires, etat }: DemanderDeps,
  today: CivilDate,
  at: string,
): Promise<number> => {
  const annee = anneeDemandee(today);
  if (annee === undefined) return 0;
  const store = createDeclareStore(client, table);
  const [entries, chiffres, ecrites] = await Promise.all([
    partenaires(),
    store.annee(annee),
    store.demandes(annee),
  ]);
  const faits = new Set(
    chiffres.filter(estDeclare).map(({ partenaire, indicateur }) => `${partenaire}|${indicateur}`),
  );
  const { manques, orphelins } = manquesDe(entries, faits, today);
  const contacts = new Map(entries.map(({ code, contact }) => [code, contact]));
  const writtenTo = (partenaire: string): Partial<Record<EtapeDemande, string>> =>
    Object.fromEntries(
      ecrites.filter((one) => one.partenaire === partenaire).map((one) => [one.etape, one.at]),
    );
  const mails = manques.flatMap(({ partenaire, nom, indicateurs }): Omit<Demande, 'id'>[] => {
    const mailbox = contacts.get(partenaire) ?? '';
    const etape = aEcrire(writtenTo(partenaire), indicateurs.length > 0, today);
    if (etape === undefined || !isMailbox(mailbox)) return [];
    const asked = etape === 'demande' ? declaresDe(partenaire).map(({ id }) => id) : indicateurs;
    return [{ annee, etape, partenaire, nom, mailbox, indicateurs: asked, at, status: 'due' }];
  });
  const left = [
    ...manques.filter(({ indicateurs }) => indicateurs.length > 0),
    ...(orphelins.length > 0
      ? [{ partenaire: '', nom: 'Sans partenaire au registre', indicateurs: orphelins }]
      : []),
  ];
  const isTold = ecrites.some(({ etape }) => etape === 'manquants');
  const toState: Omit<Demande, 'id'>[] =
    today.slice(5) >= demandes.manquants.des && !isTold && left.length > 0
      ? [
          {
            ...{ annee, etape: 'manquants', partenaire: 'etat', nom: 'Services de l’État', mailbox: etat },
            indicateurs: left.flatMap(({ indicateurs }) => indicateurs),
            manquants: left.map(({ nom, indicateurs }) => ({ nom, indicateurs })),
            at,
            status: 'due',
          },
        ]
      : [];
  let written = 0;
  for (const mail of [...mails, ...toState])
    if (await store.demanderOnce({ ...mail, id: `${annee}-${mail.etape}-${mail.partenaire}` })) written += 1;
  return written;
};
