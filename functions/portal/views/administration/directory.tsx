import type { FC } from 'hono/jsx';
import { writtenCommune } from '../../../../shared/cases/directory/communes.ts';
import type { AskedEntry } from '../../../../shared/cases/directory/entry.ts';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import type { Commune } from '../../../../shared/domain/territory/table.ts';
import { type Body, bodies, type DirectoryEntry } from '../../../../shared/store/directory.ts';
import { type MailboxProof, mailboxIdOf } from '../../../../shared/store/mailboxes.ts';
import type { Change } from '../../../../shared/store/register.ts';
import { type FieldErrors, Input, TextArea } from '../kit/fields.tsx';
import { ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { countOf, Moment, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { bodyNames, type Coverage, CoverageLine } from './coverage.tsx';
import { ProofBadge } from './registers.tsx';
import { ADMINISTRATION, changeInWords, DIRECTORY } from './right.tsx';

/** The directory at a glance: how far each body is reached, and who changed what. */
export const DirectoryPage: FC<{
  reader: Reader;
  coverage: readonly Coverage[];
  changes: readonly Change[];
}> = ({ reader, coverage, changes }) => (
  <Page title="Annuaire" reader={reader} path="/administration/annuaire" crumbs={[ADMINISTRATION]}>
    <p>
      Qui le hub prévient, commune par commune. Sans adresse, un organisme n’est pas prévenu : le mél de
      l’État le nomme, pour que quelqu’un le fasse à la main. Une adresse ajoutée ici sert en moins de deux
      minutes.
    </p>
    <Table
      caption="Ce qui est joignable"
      captionHidden
      columns={[{ text: 'Organisme' }, { text: 'Couverture' }]}
      rows={coverage.map((one) => [
        <a class="fr-link" href={`/administration/annuaire/${one.kind}`}>
          {bodyNames[one.kind].many}
        </a>,
        <CoverageLine of={one} />,
      ])}
    />
    <a class="fr-btn fr-btn--secondary" href="/administration/annuaire/import">
      Importer un tableau
    </a>
    <p class="fr-mt-3w">
      Bailleurs, études et commissions locales (CLPIL) sont dans le fichier déployé avec le hub.
    </p>
    <h2 class="fr-mt-4w">Derniers changements</h2>
    {changes.length === 0 ? (
      <p>Aucun encore.</p>
    ) : (
      <Table
        caption="Qui a changé quoi"
        captionHidden
        columns={['Quand', 'Qui', 'Quoi'].map((text) => ({ text }))}
        rows={changes.map(({ at, by, what }) => [<Moment of={at} />, by, changeInWords(what)])}
      />
    )}
  </Page>
);

/** What an entry is found by, in words. */
const reachOf = ({ communes, code }: DirectoryEntry, names: (insee: string) => string): string => {
  if (code !== undefined) return code;
  const [first, ...others] = communes;
  if (first === undefined) return 'tout le département';
  return others.length === 0 ? names(first) : `${names(first)} et ${countOf(others.length, 'autre')}`;
};

/** The entries of one body, and the communes that it does not reach. */
export const BodyPage: FC<{
  reader: Reader;
  kind: Body;
  coverage: Coverage;
  entries: readonly DirectoryEntry[];
  /** Names of those that were deployed, which are changed by a deployment. */
  deployed: readonly string[];
  missing: ReadonlyMap<ArrondissementCode, readonly Commune[]>;
  proofs: ReadonlyMap<string, MailboxProof>;
  nameOf: (insee: string) => string;
  telling: 'garde' | 'retire' | undefined;
}> = ({ reader, kind, coverage, entries, deployed, missing, proofs, nameOf, telling }) => {
  const at = `/administration/annuaire/${kind}`;
  const mayAdd = bodies[kind].by !== 'one' || entries.length === 0;
  return (
    <Page title={bodyNames[kind].many} reader={reader} path={at} crumbs={[ADMINISTRATION, DIRECTORY]}>
      {telling === undefined ? null : (
        <Notice kind="success">
          <p>{telling === 'garde' ? 'C’est enregistré.' : 'L’entrée est retirée.'}</p>
        </Notice>
      )}
      <p>
        <CoverageLine of={coverage} />.
      </p>
      {mayAdd ? (
        <a class="fr-btn fr-mb-3w" href={`${at}/nouvelle`}>
          Ajouter
        </a>
      ) : null}
      {entries.length === 0 ? (
        <p>Aucune entrée n’est tenue ici.</p>
      ) : (
        <Table
          caption={countOf(entries.length, 'entrée')}
          columns={['Nom', 'Adresse', bodies[kind].by === 'code' ? 'Code' : 'Pour', 'Preuve'].map((text) => ({
            text,
          }))}
          rows={entries.map((one) => [
            <a class="fr-link" href={`${at}/${one.id}`}>
              {one.nom}
            </a>,
            one.mail ?? 'inconnue',
            reachOf(one, nameOf),
            one.mail === null ? 'sans adresse' : <ProofBadge of={proofs.get(mailboxIdOf(one.mail))} />,
          ])}
        />
      )}
      {deployed.length === 0 ? null : <p>Dans le fichier déployé avec le hub : {deployed.join(', ')}.</p>}
      {missing.size === 0 ? null : (
        <>
          <h2 class="fr-mt-4w">Communes sans adresse</h2>
          {[...missing].toSorted().map(([code, communes]) => (
            <details class="fr-mb-1w">
              <summary>
                {arrondissementNames[code]} : {countOf(communes.length, 'commune')}
              </summary>
              <p>{communes.map(writtenCommune).join(', ')}</p>
            </details>
          ))}
        </>
      )}
    </Page>
  );
};

/** The form of one entry. */
export const EntryPage: FC<{
  reader: Reader;
  kind: Body;
  /** `nouvelle` for one that is added. */
  id: string;
  typed: AskedEntry;
  errors: FieldErrors;
  /** Somebody else changed the directory: nothing was kept. */
  isStale: boolean;
}> = ({ reader, kind, id, typed, errors, isStale }) => {
  const above = `/administration/annuaire/${kind}`;
  const isNew = id === 'nouvelle';
  const { many } = bodyNames[kind];
  return (
    <Page
      title={isNew ? `Ajouter : ${many}` : typed.nom || many}
      reader={reader}
      path={`${above}/${id}`}
      hasErrors={errors.size > 0}
      crumbs={[ADMINISTRATION, DIRECTORY, { href: above, text: many }]}
    >
      <ErrorSummary errors={errors} />
      {isStale ? (
        <Notice kind="error">
          <p>L’annuaire a changé entre-temps : rien n’a été enregistré. Relisez, puis recommencez.</p>
        </Notice>
      ) : null}
      <Form action={`${above}/${id}`} reader={reader}>
        <Input name="nom" label="Nom" value={typed.nom} errors={errors} most={80} />
        <Input
          name="mail"
          label="Adresse"
          hint="La boîte d’un service, que quelqu’un lit encore quand une personne s’en va. Vide si elle n’est pas connue."
          type="email"
          value={typed.mail}
          errors={errors}
          most={200}
          required={false}
        />
        {bodies[kind].by === 'communes' ? (
          <TextArea
            name="communes"
            label="Communes"
            hint="Une par ligne : son nom, ou son code INSEE"
            value={typed.communes}
            errors={errors}
            rows={8}
          />
        ) : null}
        {bodies[kind].by === 'code' ? (
          <Input
            name="code"
            label="Code"
            hint="Celui de l’association au registre des partenaires"
            value={typed.code}
            errors={errors}
            most={40}
          />
        ) : null}
        <div class="boutons fr-mt-3w">
          <Submit name="faire" value="garder">
            Enregistrer
          </Submit>
        </div>
        {isNew ? null : (
          <details class="fr-mt-3w">
            <summary>Retirer cette entrée</summary>
            <p>Ses communes n’auront plus d’adresse, sauf celle du fichier déployé s’il en donne une.</p>
            <Submit name="faire" value="retirer" quiet>
              Retirer maintenant
            </Submit>
          </details>
        )}
      </Form>
    </Page>
  );
};
