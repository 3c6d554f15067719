import type { TableWay, TracedNotice } from './items.ts';
import type { LogLine } from './logs.ts';
import { eventWords } from './words.ts';

const outcomes: Record<string, string> = {
  accepted: 'enregistré',
  pending: 'enregistré, une personne vérifie',
  refused: 'refusé',
  repeated: 'déjà reçu',
};
const statuses: Record<string, string> = {
  waiting: 'attend la commune',
  gathered: 'attend la fin de la veille',
  due: 'à envoyer',
  sent: 'envoyé',
  digested: 'envoyé dans un récapitulatif',
  unaddressed: 'aucune adresse connue',
  undelivered: 'non remis',
};

const noticeLine = (notice: TracedNotice): string => {
  const { noticeId, recipient, template, status, createdAt, sentAt, sesMessageId, digestId } = notice;
  return [
    `  avis ${noticeId} (${template}, pour ${recipient}) : ${statuses[status] ?? status}`,
    `créé ${createdAt}`,
    ...(sentAt ? [`envoyé ${sentAt}`] : []),
    ...(sesMessageId ? [`SES ${sesMessageId}`] : []),
    ...(digestId ? [`récapitulatif ${digestId}`] : []),
    ...(notice.undeliveredAt ? [`non remis ${notice.undeliveredAt} (${notice.undeliveredReason})`] : []),
  ].join(', ');
};

/** The way of messages as the table holds it, in lines of French grouped by trace. It holds no string that a partner wrote. */
export const tellTable = ({ markers, notices, traces }: TableWay): string[] => {
  const of = (wanted: string | undefined): string[] => [
    ...markers
      .filter(({ trace }) => trace === wanted)
      .map(
        ({ messageId, sender, outcome, caseId, receivedAt, arrivals }) =>
          `  message ${messageId} de ${sender} : ${outcomes[outcome] ?? outcome}${caseId ? `, dossier ${caseId}` : ''}, reçu ${receivedAt}, ${arrivals} fois`,
      ),
    ...notices.filter(({ trace }) => trace === wanted).map(noticeLine),
  ];
  const untraced = of(undefined);
  return [
    ...traces.flatMap((trace) => [`Trace ${trace}`, ...of(trace)]),
    ...(untraced.length > 0
      ? ['Sans trace (réponse d’une personne, ou antérieur à la trace)', ...untraced]
      : []),
  ];
};

/** One log line in French, followed by the event's own name. */
export const tellLine = (line: LogLine): string => {
  const { at, event, outcome, log } = line;
  const details = [
    line.sender && `de ${line.sender}`,
    outcome && (outcomes[outcome] ?? outcome),
    line.caseId && `dossier ${line.caseId}`,
    line.noticeId && `avis ${line.noticeId}`,
    line.recipient && `pour ${line.recipient}`,
    line.sesMessageId && `SES ${line.sesMessageId}`,
    line.code ?? line.reason,
  ].filter(Boolean);
  return `  ${at}  ${eventWords[event] ?? event} [${event}]${details.length > 0 ? ` : ${details.join(', ')}` : ''}  (${log})`;
};
