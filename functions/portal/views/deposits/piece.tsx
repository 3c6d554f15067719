import type { FC } from 'hono/jsx';
import type { Upload } from '../../../../shared/intake/upload-form.ts';
import { isExplocKind } from '../../../../shared/outbound/exploc/export.ts';
import { isFiled, type PieceItem } from '../../../../shared/store/pieces.ts';
import { toldInWords } from '../../forms/field-errors.ts';
import type { WireForm } from '../../forms/wire-form.ts';
import { type Here, under } from '../../partner-here.ts';
import { Form, Submit } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { Day, Facts, Moment, Notice } from '../kit/words.tsx';
import { PartnerPage } from './partner-page.tsx';
import { actTitle, sizeOf } from './piece-words.ts';
import { Issues, StatusBadge, shownStatus, statuses } from './status.tsx';
import { UploadForm } from './upload-form.tsx';

export type PieceProps = {
  here: Here;
  piece: PieceItem;
  form: WireForm | undefined;
  /** Its file has just been sent. */
  isSent: boolean;
  /** Where its file is sent, while one is awaited. */
  upload: Upload | undefined;
  /** All the registered pieces of its act, the latest first, itself among them. */
  versions: readonly PieceItem[];
  /** The first piece of the act, which EXPLOC's receipt is of. */
  act: PieceItem;
};

/** Dropped once the file is in: state first, then what to do, then what is known. */
export const PiecePage: FC<PieceProps> = ({ here, piece, form, isSent, upload, versions, act }) => {
  const status = shownStatus(piece, isSent);
  const of = (path = ''): string => under(here, `/depots/${piece.pieceId}${path}`);
  const filed = isFiled(piece);
  const told = toldInWords(form, piece.warnings);
  const [latest] = versions;
  return (
    <PartnerPage here={here} title={actTitle(piece.kind)} path={`/depots/${piece.pieceId}`}>
      <div data-etat={status} role="status">
        <StatusBadge status={status} />
        <p>{statuses[status].about}</p>
      </div>
      {piece.instead === undefined || filed ? null : (
        <Notice kind="info">
          <p>
            Remplace la pièce n° <a href={under(here, `/depots/${piece.instead}`)}>{piece.instead}</a>. Rien
            n’est remplacé tant que le fichier n’est pas envoyé et enregistré.
          </p>
          <p>
            <a class="fr-btn fr-btn--secondary" href={under(here, `/depots/${piece.instead}`)}>
              Renoncer : garder la pièce telle qu’elle est
            </a>
          </p>
        </Notice>
      )}
      {latest !== undefined && latest.pieceId !== piece.pieceId && filed ? (
        <Notice kind="info">
          <p>
            Ce fichier a été remplacé :{' '}
            <a href={under(here, `/depots/${latest.pieceId}`)}>voir le plus récent</a>.
          </p>
        </Notice>
      ) : null}
      {status === 'analysed' ? (
        <p>
          <a class="fr-btn" href={of('?envoi=fait')}>
            Actualiser
          </a>
        </p>
      ) : null}
      {filed ? (
        <p>
          <a class="fr-btn" href={of('/accuse')}>
            Accusé d’enregistrement n° {piece.pieceId} (PDF)
          </a>
        </p>
      ) : null}
      <Issues title="Pourquoi" of={toldInWords(form, piece.errors)} />
      {upload === undefined ? null : (
        <>
          <h2 class="fr-h5 fr-mt-4w">
            {piece.status === 'refused' ? 'Envoyer un meilleur fichier' : 'Le fichier'}
          </h2>
          <UploadForm upload={upload} label="Fichier de l’acte" kinds="PDF" accept="application/pdf" />
          {piece.status === 'awaited' ? (
            <p class="fr-mt-3w">
              Vous venez de l’envoyer ? <a href={of('?envoi=fait')}>Voir ce qu’il devient</a>.
            </p>
          ) : null}
        </>
      )}
      <h2 class="fr-h5 fr-mt-4w">La pièce</h2>
      <Facts
        of={[
          ['Numéro', piece.pieceId],
          ['Votre référence', piece.reference],
          ['Date de l’acte', piece.actDate === undefined ? undefined : <Day of={piece.actDate} />],
          ['Nom du dossier, pour vous', piece.caseName],
          ['Annoncée', <Moment of={piece.at} />],
          ['Par', piece.by?.name],
          ['Fichier reçu', piece.receivedAt === undefined ? undefined : <Moment of={piece.receivedAt} />],
          ['Taille', piece.size === undefined ? undefined : sizeOf(piece.size)],
          ['Empreinte SHA-256', piece.sha256 && <span class="empreinte">{piece.sha256}</span>],
        ]}
      />
      <Issues title="À compléter" of={told.filter(({ isLacking }) => isLacking)} />
      <Issues title="À noter" of={told.filter(({ isLacking }) => !isLacking)} />
      {filed && isExplocKind(piece.kind) ? (
        <>
          <h2 class="fr-h5 fr-mt-4w">EXPLOC</h2>
          {act.exploc === undefined ? (
            <p>
              Le récépissé d’EXPLOC est attendu : <a href={of('/recepisse')}>noter le récépissé</a>.
            </p>
          ) : (
            <p>
              Récépissé {act.exploc.numero} du <Day of={act.exploc.date} /> :{' '}
              <a href={of('/recepisse')}>le corriger ou le retirer</a>.
            </p>
          )}
        </>
      ) : null}
      {versions.length < 2 ? null : (
        <>
          <h2 class="fr-h5 fr-mt-4w">Fichiers de cet acte</h2>
          <Table
            caption="Fichiers de cet acte, le plus récent d’abord"
            captionHidden
            columns={['Pièce', 'Reçue', 'Par'].map((text) => ({ text }))}
            rows={versions.map((one) => [
              one.pieceId === piece.pieceId ? (
                <>{one.pieceId} (celle-ci)</>
              ) : (
                <a href={under(here, `/depots/${one.pieceId}`)}>{one.pieceId}</a>
              ),
              <Moment of={one.receivedAt ?? one.at} />,
              one.by?.name ?? 'dépôt sans page',
            ])}
          />
        </>
      )}
      {here.maySend && piece.status !== 'awaited' ? (
        <>
          <h2 class="fr-h5 fr-mt-4w">Et ensuite</h2>
          <div class="boutons">
            <a class="fr-btn fr-btn--secondary" href={under(here, `/depots/nouveau?depuis=${piece.pieceId}`)}>
              Déposer un autre acte de ce dossier
            </a>
            {filed ? (
              <Form action={of('/remplacer')} reader={here.reader}>
                <Submit quiet>Remplacer ce fichier</Submit>
              </Form>
            ) : null}
          </div>
        </>
      ) : null}
    </PartnerPage>
  );
};
