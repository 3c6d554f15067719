import type { FC } from 'hono/jsx';
import { declaresDe } from '../../../../shared/domain/indicateurs/declares.ts';
import { tablesOf } from '../../../../shared/intake/partners/partner.ts';
import type { Upload } from '../../../../shared/intake/upload-form.ts';
import type { ReportRow } from '../../../../shared/outbound/reports/report.ts';
import type { ReportStart } from '../../../../shared/outbound/reports/report-start.ts';
import { expectedInTable } from '../../../../shared/outbound/reports/write-report.ts';
import type { Sent } from '../../../../shared/store/sent.ts';
import { type Here, under } from '../../partner-here.ts';
import { Form, Submit } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, Facts, Moment, Notice } from '../kit/words.tsx';
import { PartnerPage } from './partner-page.tsx';
import { UploadForm } from './upload-form.tsx';

/** What a partner may drop, its models, and what it dropped. */
export const FilesPage: FC<{ here: Here; sent: readonly Sent[]; next: string | undefined }> = ({
  here,
  sent,
  next,
}) => {
  const declares = declaresDe(here.code).length > 0;
  const tables = tablesOf(here.family).filter(
    ({ former, format }) => !former && (declares || !('declare' in format)),
  );
  return (
    <PartnerPage here={here} title="Fichiers" path="/fichiers">
      <p>
        Un tableau (CSV, XLSX ou ODS) vaut un événement, ou un chiffre, par ligne. Chaque ligne a sa réponse.
      </p>
      {here.maySend ? (
        <Form action={under(here, '/fichiers')} reader={here.reader}>
          <Submit>Envoyer un fichier</Submit>
        </Form>
      ) : null}
      {tables.length === 0 ? null : (
        <>
          <h2 class="fr-h5 fr-mt-4w">Modèles à remplir</h2>
          <ul>
            {tables.map(({ name, title }) => (
              <li>
                <a href={under(here, `/fichiers/modeles/${name}`)} download>
                  {title} (CSV)
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 class="fr-h5 fr-mt-4w">Fichiers envoyés ici</h2>
      {sent.length === 0 ? (
        <p>Aucun fichier n’a été envoyé par ces pages.</p>
      ) : (
        <Table
          caption="Fichiers envoyés par ces pages, les plus récents d’abord"
          captionHidden
          columns={['Fichier', 'Annoncé', 'Par'].map((text) => ({ text }))}
          rows={sent.map(({ id, at, by }) => [
            <a href={under(here, `/fichiers/${id}`)}>
              Voir le compte rendu<span class="fr-sr-only"> du fichier {id}</span>
            </a>,
            <Moment of={at} />,
            by.name,
          ])}
        />
      )}
      {next === undefined ? null : (
        <p>
          <a class="fr-link" href={under(here, `/fichiers?apres=${next}`)}>
            Fichiers précédents
          </a>
        </p>
      )}
    </PartnerPage>
  );
};

const ends = {
  processed: 'lu',
  refused: 'refusé en entier : aucune ligne n’a été traitée',
  known: 'déjà reçu : rien n’a changé',
} as const;
const outcomes = {
  accepted: { word: 'Enregistrée', kind: 'success' },
  pending: { word: 'À vérifier', kind: 'warning' },
  refused: { word: 'Refusée', kind: 'error' },
} as const;
/** Most rows that a page shows: the whole report is a file. */
const MOST_ROWS = 200;
const order = { refused: 0, pending: 1, accepted: 2 } as const;

const wordsOf = ({ issues }: ReportRow) =>
  issues.length === 0 ? (
    'rien à signaler'
  ) : (
    <ul class="fr-raw-list">
      {issues.map(({ column, message, expected }) => (
        <li>
          {column === '' ? null : <strong>{column} : </strong>}
          {message} Attendu : {expectedInTable(expected)}.
        </li>
      ))}
    </ul>
  );

const ReportView: FC<{ here: Here; file: Sent; report: ReportStart }> = ({ here, file, report }) => {
  const { head, rows } = report;
  const { totals, errors, warnings = [] } = head;
  const shown = [...rows]
    .sort((a, b) => order[a.outcome] - order[b.outcome] || a.line - b.line)
    .slice(0, MOST_ROWS);
  return (
    <>
      <Notice kind={head.outcome === 'refused' || totals.refused > 0 ? 'warning' : 'success'}>
        <p>
          Fichier {ends[head.outcome]}. {countOf(totals.rows, 'ligne')} :{' '}
          {countOf(totals.accepted, 'enregistrée')}, {totals.pending} à vérifier,{' '}
          {countOf(totals.refused, 'refusée')}.
        </p>
      </Notice>
      {errors.length + warnings.length === 0 ? null : (
        <ul>
          {[...errors, ...warnings].map(({ message, expected }) => (
            <li>
              {message} Attendu : {expected}.
            </li>
          ))}
        </ul>
      )}
      <p>
        <a class="fr-btn" href={under(here, `/fichiers/${file.id}/compte-rendu`)}>
          Télécharger tout le compte rendu (CSV)
        </a>
      </p>
      {shown.length === 0 ? null : (
        <>
          {shown.length < totals.rows ? (
            <p>
              Voici {shown.length} lignes, celles à revoir d’abord parmi les {rows.length} premières ; le
              compte rendu les a toutes.
            </p>
          ) : null}
          <Table
            caption="Ce qu’est devenue chaque ligne"
            captionHidden
            columns={['Ligne', 'Votre référence', 'État', 'Ce qui est à revoir'].map((text) => ({ text }))}
            rows={shown.map((row) => [
              String(row.line),
              row.reference ?? 'inconnue',
              <Badge kind={outcomes[row.outcome].kind}>{outcomes[row.outcome].word}</Badge>,
              wordsOf(row),
            ])}
          />
        </>
      )}
    </>
  );
};

/** One file: where it is sent, then what became of its rows. */
export const FilePage: FC<{
  here: Here;
  file: Sent;
  report: ReportStart | undefined;
  upload: Upload | undefined;
}> = ({ here, file, report, upload }) => (
  <PartnerPage
    here={here}
    title="Fichier envoyé"
    path="/fichiers/un"
    crumbs={[{ href: under(here, '/fichiers'), text: 'Fichiers' }]}
  >
    {report === undefined ? null : <ReportView here={here} file={file} report={report} />}
    {upload === undefined ? null : (
      <UploadForm
        upload={upload}
        label="Tableau à envoyer"
        kinds="CSV, XLSX, ODS ou JSON Lines"
        accept=".csv,.xlsx,.ods,.jsonl,.txt"
      />
    )}
    {report !== undefined ? null : upload === undefined ? (
      <div role="status">
        <Badge kind="info">En cours de lecture</Badge>
        <p>Le fichier est attendu, ou en cours de lecture : un grand tableau prend quelques minutes.</p>
        <p>
          <a class="fr-btn" href={under(here, `/fichiers/${file.id}?envoi=fait`)}>
            Actualiser
          </a>
        </p>
      </div>
    ) : (
      <p class="fr-mt-3w">
        Vous venez de l’envoyer ?{' '}
        <a href={under(here, `/fichiers/${file.id}?envoi=fait`)}>Voir ce qu’il devient</a>.
      </p>
    )}
    <Facts
      of={[
        ['Numéro', <span class="empreinte">{file.id}</span>],
        ['Annoncé', <Moment of={file.at} />],
        ['Par', file.by.name],
      ]}
    />
  </PartnerPage>
);
