import { stages } from '../../infra/stages.ts';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import type { CommissionDeps, Issue } from '../../shared/cases/commissions/deps.ts';
import type { Boites } from '../../shared/cases/commissions/destinataires.ts';
import type { CivilDate } from '../../shared/domain/calendar/civil-date.ts';
import { createCommissionStore } from '../../shared/store/commissions.ts';
import { createPartnerRegistry } from '../../shared/store/partners.ts';

/** What the use cases of commissions reach, on a hub of this machine. */
export const commissionDeps = (hub: LocalHub): CommissionDeps & { boites: Boites } => {
  const { documents: client } = clientsOf(hub.endpoints);
  const table = hub.outputs.get('TableName') ?? '';
  const registry = createPartnerRegistry(client, table);
  return {
    client,
    table,
    store: createCommissionStore(client, table),
    boites: {
      etat: (code) => stages.local.mailboxes.arrondissements[code],
      partenaire: async (code) => (await registry.get(code))?.contact,
    },
    matchingKey: hub.secrets.get(hub.outputs.get('MatchingKeySecret') ?? '') ?? '',
  };
};

/**
 * What a demonstration asks is done.
 *
 * @throws Error when it is not: the demonstration is wrong
 */
export const sure = <T extends object>(result: Issue<T>): { kind: 'fait' } & T => {
  if (result.kind === 'fait') return result;
  throw new Error(result.kind === 'refus' ? `${result.refus.code} : ${result.refus.text}` : result.kind);
};

/** The morning of a day, as an instant. */
export const morningOf = (day: CivilDate): string => `${day}T08:00:00.000Z`;
