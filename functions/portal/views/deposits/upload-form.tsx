import type { FC } from 'hono/jsx';
import { parisHour } from '../../../../shared/domain/calendar/paris-day.ts';
import type { Upload } from '../../../../shared/intake/upload-form.ts';

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} Mo`;

/**
 * The form that sends one file straight to where it is awaited. It carries a signed policy and nothing of the session: it goes to another
 * origin.
 */
export const UploadForm: FC<{
  upload: Upload;
  label: string;
  /** What may be sent, in words. */
  kinds: string;
  accept: string;
}> = ({ upload, label, kinds, accept }) => (
  <form method="post" action={upload.url} enctype="multipart/form-data" data-envoi={String(upload.maxBytes)}>
    {Object.entries(upload.fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <div class="fr-upload-group">
      <label class="fr-label" for="fichier">
        {label}
        <span class="fr-hint-text">
          {kinds}, {megabytes(upload.maxBytes)} au plus. À envoyer avant {parisHour(upload.expiresAt)} ;
          ensuite, rechargez la page.
        </span>
      </label>
      <input class="fr-upload" type="file" id="fichier" name="file" accept={accept} required />
    </div>
    <div class="boutons fr-mt-3w">
      <button class="fr-btn" type="submit">
        Envoyer le fichier
      </button>
    </div>
  </form>
);
