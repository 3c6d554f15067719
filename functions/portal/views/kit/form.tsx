import type { Child, FC } from 'hono/jsx';
import type { Reader } from '../layout.tsx';
import type { FieldErrors } from './fields.tsx';

/** What is wrong, before the form: each line leads to its field; our script leads there first. Nothing when all is right. */
export const ErrorSummary: FC<{ errors: FieldErrors }> = ({ errors }) =>
  errors.size === 0 ? null : (
    <div class="fr-alert fr-alert--error fr-mb-4w" role="alert" tabindex={-1} data-erreurs>
      <h2 class="fr-alert__title">
        {errors.size === 1 ? 'Un point est à revoir' : `${errors.size} points sont à revoir`}
      </h2>
      <ul>
        {[...errors].map(([name, text]) => (
          <li>
            <a href={`#${name}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );

/** A form of the signed-in reader: it carries the session's token, without which it does nothing. */
export const Form: FC<{
  action: string;
  reader: Reader;
  /** For files. */
  multipart?: boolean;
  /** Asks before it is left once it was begun, where scripts run. */
  kept?: boolean;
  class?: string;
  children: Child;
}> = ({ action, reader, multipart = false, kept = false, class: className, children }) => (
  <form
    method="post"
    action={action}
    class={className}
    enctype={multipart ? 'multipart/form-data' : undefined}
    novalidate
    data-garder={kept ? '' : undefined}
  >
    <input type="hidden" name="jeton" value={reader.formToken} />
    {children}
  </form>
);

/** What sends a form. @param quiet for what is not the main thing to do */
export const Submit: FC<{ name?: string; value?: string; quiet?: boolean; children: Child }> = ({
  name,
  value,
  quiet = false,
  children,
}) => (
  <button class={`fr-btn${quiet ? ' fr-btn--secondary' : ''}`} type="submit" name={name} value={value}>
    {children}
  </button>
);

/** Things to do, side by side, or one under another on a narrow screen. */
export const Buttons: FC<{ children: Child }> = ({ children }) => (
  <div class="boutons fr-mt-3w">{children}</div>
);
