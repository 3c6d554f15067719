import type { FC } from 'hono/jsx';
import type { PersonEntry } from '../../../../shared/store/persons.ts';
import { Input } from '../kit/fields.tsx';
import { Form, Submit } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { countOf } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { ADMINISTRATION, rightInLine, roleNames, StandingBadge } from './right.tsx';

/** Which persons are shown: `droit`, a role or `a-revoir`. What was typed comes by a form: a name is in no address. */
export type PersonsFilter = { droit: string; texte: string };

/** Everybody who was given something, and how it stands. */
export const PersonsPage: FC<{
  reader: Reader;
  filter: PersonsFilter;
  persons: readonly PersonEntry[];
  /** How many there are in all. */
  known: number;
  today: string;
}> = ({ reader, filter, persons, known, today }) => (
  <Page
    title="Personnes habilitées"
    reader={reader}
    path="/administration/personnes"
    crumbs={[ADMINISTRATION]}
  >
    <Form action="/administration/personnes" reader={reader}>
      <Input
        name="texte"
        label="Nom ou adresse"
        type="search"
        value={filter.texte}
        most={100}
        required={false}
      />
      <input type="hidden" name="droit" value={filter.droit} />
      <div class="boutons fr-mt-2w fr-mb-3w">
        <Submit quiet>Chercher</Submit>
        <a class="fr-btn" href="/administration/personnes/nouvelle">
          Habiliter une personne
        </a>
      </div>
    </Form>
    <nav aria-label="Filtrer les personnes">
      <ul class="fr-tags-group">
        {[['', 'Toutes'], ['a-revoir', 'À revoir'], ...Object.entries(roleNames)].map(([value, text]) => (
          <li>
            <a
              class="fr-tag"
              href={`/administration/personnes${value === '' ? '' : `?droit=${value}`}`}
              aria-current={value === filter.droit ? 'true' : undefined}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    {persons.length === 0 ? (
      <p>
        Personne ne répond à ce qui est demandé, sur {countOf(known, 'personne connue', 'personnes connues')}.
        Cherchez autrement, ou habilitez la personne.
      </p>
    ) : (
      <Table
        caption={`${countOf(persons.length, 'personne')} sur ${known}`}
        columns={['Personne', 'Adresse', 'Droits'].map((text) => ({ text }))}
        rows={persons.map(({ id, name, mail, habilitations }) => [
          <a class="fr-link" href={`/administration/personnes/${id}`}>
            {name}
          </a>,
          mail,
          habilitations.length === 0 ? (
            'aucun'
          ) : (
            <ul class="droits">
              {habilitations.map((one) => (
                <li>
                  {rightInLine(one)} <StandingBadge of={one} person={id} today={today} />
                </li>
              ))}
            </ul>
          ),
        ])}
      />
    )}
  </Page>
);
