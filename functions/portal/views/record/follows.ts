import { dateInFrench } from '../../../../shared/domain/calendar/civil-date.ts';
import type { Deadline } from '../../../../shared/domain/delays/deadline.ts';
import type { Consequences } from '../../../../shared/domain/notices/consequences.ts';
import { titleOf } from '../../../../shared/domain/procedure/stage.ts';
import type { Responsabilite } from '../../../../shared/domain/responsabilite/responsabilite.ts';
import { recipientWords } from '../state-words.ts';

/** What will follow, in one group: its heading and its lines. */
export type Following = { title: string; lines: readonly string[] };

const dated = ({ title, due }: Deadline): string =>
  due === undefined ? title : `${title} (${dateInFrench(due)})`;

const liability = ({ etat, debut, fin }: Responsabilite): string => {
  const from = debut === null ? '' : ` à partir du ${dateInFrench(debut)}`;
  switch (etat) {
    case 'aucune':
      return 'elle n’est pas engagée';
    case 'aVenir':
      return `elle serait engagée${from}`;
    case 'enCours':
      return `elle court${from}`;
    case 'close':
      return `elle s’arrête${fin === null ? '' : ` le ${dateInFrench(fin)}`}${debut === null ? '' : `, après avoir couru du ${dateInFrench(debut)}`}`;
    case 'indeterminee':
      return `elle reste à déterminer${from}`;
  }
};

const status = {
  open: 'Le dossier rouvre.',
  closed: 'Le dossier se ferme.',
  review: 'Le dossier est à vérifier.',
};

/** What an act will change, in words: the headings that have something to say, in the order in which one asks. */
export const followingOf = (said: Consequences): Following[] => {
  const { stage, closed, opened, moved, responsabilite, told, alerts } = said;
  return [
    {
      title: 'Étape du dossier',
      lines: [
        ...(stage ? [`« ${titleOf(stage.before)} » devient « ${titleOf(stage.after)} ».`] : []),
        ...(said.status ? [status[said.status.after]] : []),
      ],
    },
    {
      title: 'Responsabilité de l’État',
      lines: responsabilite
        ? [`Aujourd’hui, ${liability(responsabilite.before)}. Ensuite, ${liability(responsabilite.after)}.`]
        : [],
    },
    { title: closed.length > 1 ? 'Échéances fermées' : 'Échéance fermée', lines: closed.map(dated) },
    { title: opened.length > 1 ? 'Échéances ouvertes' : 'Échéance ouverte', lines: opened.map(dated) },
    {
      title: moved.length > 1 ? 'Échéances déplacées' : 'Échéance déplacée',
      lines: moved.map(({ before, after }) =>
        before.due === undefined || after.due === undefined
          ? dated(after)
          : `${after.title} : du ${dateInFrench(before.due)} au ${dateInFrench(after.due)}`,
      ),
    },
    {
      title: told.length + alerts.flatMap(({ to }) => to).length > 1 ? 'Seront prévenus' : 'Sera prévenu',
      lines: [
        ...told.map((recipient) => `${recipientWords[recipient]} : de cet acte`),
        ...alerts.flatMap(({ to, deadline }) =>
          to.map((recipient) => `${recipientWords[recipient]} : ${deadline.title}`),
        ),
      ],
    },
  ].filter(({ lines }) => lines.length > 0);
};
