import type { FC } from 'hono/jsx';
import { senderName } from '../../../../shared/outbound/mail/senders.ts';

/** A text that a partner gave: shown as it is, its direction kept to itself. */
export const Told: FC<{ children: string }> = ({ children }) => <bdi>{children}</bdi>;

const names: Readonly<Record<string, string>> = {
  hub: 'Passerelle',
  siao: 'SIAO',
  'action-logement': 'Action Logement',
};
/** Who told something: the partner, and the person where it was one. */
export const tellerOf = (sender: string, by?: string): string =>
  by === undefined ? (names[sender] ?? senderName(sender)) : `${by} (${names[sender] ?? senderName(sender)})`;
