import type { FC } from 'hono/jsx';
import type { Habilitation } from '../../../../shared/domain/habilitation/habilitation.ts';
import type { PartnerEntry } from '../../../../shared/store/partners.ts';
import type { PersonEntry } from '../../../../shared/store/persons.ts';
import { Table } from '../kit/table.tsx';
import { countOf, Day, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import type { Coverage } from './coverage.tsx';
import { CoverageLine } from './coverage.tsx';
import { Answered, rightInLine, StandingBadge } from './right.tsx';

/** A right of somebody's that asks for a look. */
export type Looked = { person: PersonEntry; right: Habilitation };
/** What is due, for whoever administers. */
export type Due = {
  rights: readonly Looked[];
  administrators: number;
  partnersEnding: readonly PartnerEntry[];
  /** Names of the mailboxes whose last mail did not arrive, and how many have no proof yet. */
  failing: readonly string[];
  unproven: number;
  mailboxes: number;
  persons: number;
  partners: number;
  coverage: readonly Coverage[];
};

/** What administration has to do, and where. */
export const OverviewPage: FC<{ reader: Reader; due: Due; today: string }> = ({ reader, due, today }) => (
  <Page title="Administration" reader={reader} path="/administration">
    {due.administrators > 1 ? null : (
      <Notice kind="warning" title="Une seule personne est administratrice">
        <p>
          Si elle s’absente, personne ne donne ni ne retire un droit ; et ses propres droits ne peuvent pas
          être confirmés. <a href="/administration/personnes/nouvelle">Habilitez-en une deuxième</a>.
        </p>
      </Notice>
    )}
    <h2>
      <a href="/administration/personnes">Personnes habilitées</a>
    </h2>
    <p>
      {countOf(due.persons, 'personne')}, dont {countOf(due.administrators, 'administrateur')}. Chaque droit
      est confirmé deux fois par an ; celui qui ne l’est pas continue, et reste ici.
    </p>
    {due.rights.length === 0 ? (
      <p>Rien à revoir aujourd’hui.</p>
    ) : (
      <Table
        caption={countOf(due.rights.length, 'droit à regarder', 'droits à regarder')}
        columns={['Personne', 'Droit', 'Pourquoi', 'Dernière réponse'].map((text) => ({ text }))}
        rows={due.rights.map(({ person, right }) => [
          <a class="fr-link" href={`/administration/personnes/${person.id}`}>
            {person.name}
          </a>,
          rightInLine(right),
          <StandingBadge of={right} person={person.id} today={today} />,
          <Answered of={right} />,
        ])}
      />
    )}
    <h2>
      <a href="/administration/partenaires">Partenaires</a>
    </h2>
    <p>
      {countOf(due.partners, 'partenaire')} au registre.{' '}
      {due.partnersEnding.length === 0 ? 'Aucun ne part dans les soixante jours.' : 'Partent bientôt :'}
    </p>
    {due.partnersEnding.length === 0 ? null : (
      <ul>
        {due.partnersEnding.map(({ code, name, to = '' }) => (
          <li>
            <a href={`/administration/partenaires/${code}`}>{name}</a>, le <Day of={to} />
          </li>
        ))}
      </ul>
    )}
    <h2>
      <a href="/administration/boites">Boîtes de l’État</a>
    </h2>
    <p>
      {countOf(due.mailboxes, 'boîte')}.{' '}
      {due.failing.length === 0
        ? 'Aucune n’a refusé son dernier mél.'
        : `Dernier mél non remis : ${due.failing.join(' ; ')}.`}{' '}
      {due.unproven === 0 ? null : `${countOf(due.unproven, 'boîte')} sans preuve de remise à ce jour.`}
    </p>
    <h2>
      <a href="/administration/annuaire">Annuaire</a>
    </h2>
    <ul>
      {due.coverage.map((one) => (
        <li>
          <CoverageLine of={one} />
        </li>
      ))}
    </ul>
  </Page>
);
