import type { FC } from 'hono/jsx';
import { type Habilitation, roles } from '../../../shared/domain/habilitation/habilitation.ts';
import { arrondissementNames } from '../../../shared/domain/territory/arrondissements.ts';
import { Page, type Reader } from './layout.tsx';

const overOf = (one: Habilitation): string => {
  if (one.role === 'partenaire') return one.partner;
  if (one.role === 'agent' || one.role === 'relecteur')
    return one.arrondissements.map((code) => arrondissementNames[code]).join(', ');
  return 'tout le hub';
};
const french = (day: string): string => day.split('-').reverse().join('/');

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
                    <td>{overOf(one)}</td>
                    <td>{french(one.from)}</td>
                    <td>{one.to === undefined ? 'sans terme' : french(one.to)}</td>
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
