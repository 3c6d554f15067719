import type { FC } from 'hono/jsx';
import { dateInFrench } from '../../../shared/domain/calendar/civil-date.ts';
import { type Habilitation, overOf, roles } from '../../../shared/domain/habilitation/habilitation.ts';
import { Table } from './kit/table.tsx';
import { Page } from './layout.tsx';
import type { Reader } from './reader.ts';

export type Person = { name: string; mail: string; habilitations: readonly Habilitation[] };

/** What was given to the person who reads it, and by whom. */
export const AccountPage: FC<{ person: Person; reader: Reader | undefined }> = ({ person, reader }) => (
  <Page title="Mes droits" reader={reader} crumbs={[]}>
    <p>
      {person.name}, {person.mail}
    </p>
    <Table
      caption="Ce qui vous a été donné"
      columns={['Droit', 'Sur', 'Du', 'Au', 'Donné par'].map((text) => ({ text }))}
      rows={person.habilitations.map((one) => [
        roles[one.role].about,
        overOf(one) || 'tout le hub',
        dateInFrench(one.from),
        one.to === undefined ? 'sans terme' : dateInFrench(one.to),
        one.by,
      ])}
    />
  </Page>
);
