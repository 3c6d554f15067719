import type { FC } from 'hono/jsx';
import { dateInFrench } from '../../../shared/domain/calendar/civil-date.ts';
import { type Habilitation, overOf, roles } from '../../../shared/domain/habilitation/habilitation.ts';
import { Page, type Reader } from './layout.tsx';

export type Person = { name: string; mail: string; habilitations: readonly Habilitation[] };

/** What was given to the person who reads it, and by whom. */
export const AccountPage: FC<{ person: Person; reader: Reader | undefined }> = ({ person, reader }) => (
  <Page title="Mes droits" reader={reader}>
    <p>
      {person.name}, {person.mail}
    </p>
    <div class="fr-table">
      <div class="fr-table__wrapper">
        <div class="fr-table__container">
          <div class="fr-table__content">
            <table>
              <caption>Ce qui vous a été donné</caption>
              <thead>
                <tr>
                  <th scope="col">Droit</th>
                  <th scope="col">Sur</th>
                  <th scope="col">Du</th>
                  <th scope="col">Au</th>
                  <th scope="col">Donné par</th>
                </tr>
              </thead>
              <tbody>
                {person.habilitations.map((one) => (
                  <tr>
                    <td>{roles[one.role].about}</td>
                    <td>{overOf(one) || 'tout le hub'}</td>
                    <td>{dateInFrench(one.from)}</td>
                    <td>{one.to === undefined ? 'sans terme' : dateInFrench(one.to)}</td>
                    <td>{one.by}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      </div>
    </div>
  </Page>
);
