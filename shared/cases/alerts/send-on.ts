import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Recipient } from '../../domain/delays/rule.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { arrondissementNames } from '../../domain/territory/arrondissements.ts';
import { resolveDwelling } from '../../domain/territory/resolve.ts';
import { HubError } from '../../errors.ts';
import { handlingWrite, onwardWrite } from '../../store/alert-writes.ts';
import type { StateAlert } from '../../store/alerts.ts';
import { transactAgain, type Write } from '../../store/transact.ts';
import { mergeProposal } from '../filing/merge-proposal.ts';
import { type RecordDeps, readKnownCase } from '../recording/record-event.ts';
import { confirmCommune } from '../review/confirm-commune.ts';
import { type Handler, handlingOf, readStateAlert } from './handle-alert.ts';

/** The bodies that an alert out of the State's competence may be for. */
export const competentBodies = ['mds', 'ccas', 'adil', 'secretariatCcapex'] as const satisfies Recipient[];
type CompetentBody = (typeof competentBodies)[number];

/**
 * Why an alert is not the reader's. That a household is not known to a service is no reason: an enquête is owed for all (charter, annex 1,
 * Département and CCAS).
 */
export type NotMine =
  /** The dwelling is elsewhere: in which commune (INSEE). */
  | { reason: 'horsZone'; insee: string }
  | { reason: 'horsCompetence'; body: CompetentBody }
  /** The household has another case. */
  | { reason: 'doublon'; caseId: string };

const write = async (client: DynamoDBDocumentClient, writes: readonly Write[]): Promise<void> => {
  const { kind } = await transactAgain(client, [...writes]);
  if (kind === 'refused') throw new HubError('ALERT_CHANGED', 'somebody was first', { retryable: false });
};

/**
 * Says that an alert is not the reader's, and sends it on: to the arrondissement of the dwelling's true commune, with every other alert of
 * the case; to the body that is competent. A double is proposed for a merge, and its alert stays with whoever said so: if the two are
 * merged, it goes with its events; if they are not, it still asks.
 *
 * @param mayRead whether the person may read a case of an arrondissement: of one that they may not, they are told nothing
 * @throws HubError `ALERT_UNKNOWN`, `ALERT_CHANGED`; `COMMUNE_UNKNOWN`; `SAME_ARRONDISSEMENT`: the commune is of the arrondissement that
 * the alert is already at; `CASE_UNKNOWN`, `SAME_CASE`, `MERGED_ALREADY`: the other case
 */
export const sendOn = async (
  deps: RecordDeps,
  caseId: string,
  noticeId: string,
  why: NotMine,
  who: Handler,
  mayRead: (arrondissement: ArrondissementCode | undefined) => boolean = () => true,
): Promise<{ to: string }> => {
  const alert = await readStateAlert(deps, caseId, noticeId);
  if (alert.listKey === undefined)
    throw new HubError('ALERT_CHANGED', 'it is not there any more', { retryable: false });
  switch (why.reason) {
    case 'horsZone':
      return toArrondissement(deps, alert, why.insee, who);
    case 'horsCompetence': {
      const { arrondissement } = alert;
      const from = `sous-préfecture de ${arrondissementNames[arrondissement]}, hors de sa compétence`;
      await write(deps.client, [
        handlingWrite(
          deps.table,
          alert,
          handlingOf('renvoyee', who, { reason: 'horsCompetence', to: why.body }),
          undefined,
        ),
        onwardWrite(
          deps.table,
          alert,
          { recipient: why.body, arrondissement, listed: false },
          ['Renvoyée par', from],
          who.at,
        ),
      ]);
      return { to: why.body };
    }
    case 'doublon': {
      if (why.caseId === caseId)
        throw new HubError('SAME_CASE', `${caseId} is one case`, { retryable: false });
      const [own, other] = [await readKnownCase(deps, caseId), await readKnownCase(deps, why.caseId)];
      if (!mayRead(other.summary.arrondissement))
        throw new HubError('CASE_UNKNOWN', `no case ${why.caseId}`, { retryable: false });
      if (own.summary.mergedInto ?? other.summary.mergedInto)
        throw new HubError('MERGED_ALREADY', 'one of them is in another case', { retryable: false });
      await mergeProposal(deps.client, deps.table, [caseId, why.caseId], who, who.at);
      await write(deps.client, [
        handlingWrite(
          deps.table,
          alert,
          handlingOf('prise', who, { reason: 'doublon', to: why.caseId }),
          'prise',
        ),
      ]);
      return { to: why.caseId };
    }
  }
};

const toArrondissement = async (
  deps: RecordDeps,
  alert: StateAlert,
  insee: string,
  who: Handler,
): Promise<{ to: string }> => {
  const { caseId } = alert;
  const place = resolveDwelling({ insee });
  if (place.kind !== 'resolved')
    throw new HubError('COMMUNE_UNKNOWN', `${insee} is no commune of the département`, { retryable: false });
  const { arrondissement } = place;
  if (arrondissement === alert.arrondissement)
    throw new HubError('SAME_ARRONDISSEMENT', `${insee} is of ${arrondissement}`, { retryable: false });
  await confirmCommune(deps, caseId, { insee: place.insee, commune: place.commune, arrondissement }, who);
  return { to: arrondissement };
};
