import type { Child, FC } from 'hono/jsx';
import { type ImportLine, LINES_MOST } from '../../../../shared/cases/directory/import.ts';
import { type FieldErrors, Input, TextArea } from '../kit/fields.tsx';
import { ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { ADMINISTRATION, DIRECTORY } from './right.tsx';

const kinds = {
  new: { text: 'nouveau', kind: 'new' },
  changed: { text: 'changé', kind: 'info' },
  same: { text: 'déjà là', kind: 'success' },
  refused: { text: 'refusé', kind: 'error' },
} as const satisfies Record<ImportLine['is'], { text: string; kind: 'new' | 'info' | 'success' | 'error' }>;

const countIs = (lines: readonly ImportLine[], is: ImportLine['is']): number =>
  lines.filter((one) => one.is === is).length;

const Frame: FC<{ reader: Reader; title: string; children: Child }> = ({ reader, title, children }) => (
  <Page
    title={title}
    reader={reader}
    path="/administration/annuaire/import"
    crumbs={[ADMINISTRATION, DIRECTORY]}
  >
    {children}
  </Page>
);

/** Where a table is pasted or dropped. */
export const ImportPage: FC<{ reader: Reader; text: string; errors: FieldErrors }> = ({
  reader,
  text,
  errors,
}) => (
  <Frame reader={reader} title="Importer un tableau dans l’annuaire">
    <ErrorSummary errors={errors} />
    <p>
      Première ligne : <code>organisme;nom;mel;communes</code> (et <code>code</code> pour les associations).
      L’organisme est <code>ccas</code>, <code>mds</code>, <code>adil</code>, <code>bdf</code> ou{' '}
      <code>associations</code> ; les communes, par leur nom ou leur code INSEE, séparées par des virgules ou
      sur plusieurs lignes du tableau. Rien n’est enregistré avant que vous ayez lu ce qui va l’être.
    </p>
    <Form action="/administration/annuaire/import" reader={reader} multipart>
      <Input
        name="fichier"
        label="Fichier CSV"
        hint={`${LINES_MOST} lignes au plus, en UTF-8`}
        type="file"
        accept=".csv,text/csv"
        errors={errors}
        required={false}
      />
      <TextArea
        name="texte"
        label="Ou le tableau, collé ici"
        value={text}
        rows={10}
        errors={errors}
        required={false}
      />
      <div class="boutons fr-mt-3w">
        <Submit>Voir ce qui changerait</Submit>
      </div>
    </Form>
  </Frame>
);

/** What an import would do, line by line, before it does. */
export const ImportReportPage: FC<{
  reader: Reader;
  text: string;
  lines: readonly ImportLine[];
  /** Entries that would be written. */
  writes: number;
  version: number;
  /** Somebody else changed the directory since the report that was agreed to. */
  isStale: boolean;
}> = ({ reader, text, lines, writes, version, isStale }) => (
  <Frame reader={reader} title="Ce que l’import changerait">
    {isStale ? (
      <Notice kind="error">
        <p>
          L’annuaire a changé depuis : voici ce que l’import ferait maintenant. Relisez, puis recommencez.
        </p>
      </Notice>
    ) : null}
    <p>
      Lignes nouvelles : {countIs(lines, 'new')} ; qui changent : {countIs(lines, 'changed')} ; déjà là :{' '}
      {countIs(lines, 'same')} ; refusées : {countIs(lines, 'refused')}. Rien n’est encore enregistré.
    </p>
    <Form action="/administration/annuaire/import" reader={reader}>
      <textarea name="texte" hidden>
        {text}
      </textarea>
      <input type="hidden" name="version" value={String(version)} />
      <div class="boutons fr-mb-3w">
        {writes === 0 ? null : (
          <Submit name="faire" value="appliquer">
            Enregistrer {countOf(writes, 'entrée')}
          </Submit>
        )}
        <Submit name="faire" value="corriger" quiet>
          Corriger le tableau
        </Submit>
      </div>
    </Form>
    <Table
      caption="Ligne par ligne"
      columns={['Ligne', 'Effet', 'Quoi'].map((one) => ({ text: one }))}
      rows={lines.map(({ n, is, text: told }) => [
        String(n),
        <Badge kind={kinds[is].kind}>{kinds[is].text}</Badge>,
        told,
      ])}
    />
  </Frame>
);

/** What an import did. */
export const ImportedPage: FC<{ reader: Reader; done: number; planned: number }> = ({
  reader,
  done,
  planned,
}) => (
  <Frame reader={reader} title={done === planned ? 'Import enregistré' : 'Import interrompu'}>
    <Notice kind={done === planned ? 'success' : 'warning'}>
      <p>
        {done === planned
          ? `${countOf(done, 'entrée enregistrée', 'entrées enregistrées')}.`
          : `${done} entrées sur ${planned} : l’annuaire a été changé par quelqu’un d’autre au même moment. Importez le même tableau, il fera ce qui reste.`}
      </p>
    </Notice>
    <a class="fr-link" href="/administration/annuaire">
      Revenir à l’annuaire
    </a>
  </Frame>
);
