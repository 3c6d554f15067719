import type { Child, FC } from 'hono/jsx';

/** What is wrong with what was typed, by the name of its field, in words that say what to do. */
export type FieldErrors = ReadonlyMap<string, string>;
export const NO_ERROR: FieldErrors = new Map();

/** What every field says. */
type Common = {
  /** Name of the field in the form; its id too. */
  name: string;
  label: string;
  hint?: string | undefined;
  errors?: FieldErrors;
  required?: boolean;
};

const described = (name: string, error: string | undefined): string | undefined =>
  error === undefined ? undefined : `${name}-erreur`;

/** Label, hint, the field itself, and what is wrong with it. */
const Field: FC<Common & { kind: 'input' | 'select'; children: Child }> = ({
  kind,
  name,
  label,
  hint,
  errors = NO_ERROR,
  required = true,
  children,
}) => {
  const error = errors.get(name);
  return (
    <div class={`fr-${kind}-group${error === undefined ? '' : ` fr-${kind}-group--error`}`}>
      <label class="fr-label" for={name}>
        {label}
        {required ? null : ' (facultatif)'}
        {hint === undefined ? null : <span class="fr-hint-text">{hint}</span>}
      </label>
      {children}
      {error === undefined ? null : (
        <p class="fr-error-text" id={`${name}-erreur`}>
          {error}
        </p>
      )}
    </div>
  );
};

export type InputProps = Common & {
  type?: 'text' | 'date' | 'email' | 'file' | 'search' | 'tel';
  value?: string | undefined;
  inputmode?: 'decimal' | 'numeric' | 'text';
  autocomplete?: string;
  accept?: string;
  /** Most characters. */
  most?: number;
  /** The name of a commune: where scripts run, those of the département are proposed. */
  communes?: boolean;
};

/** A line of text, a date (`AAAA-MM-JJ` once sent) or a file. */
export const Input: FC<InputProps> = ({
  type = 'text',
  value,
  most,
  accept,
  inputmode,
  autocomplete,
  communes = false,
  ...common
}) => (
  <Field kind="input" {...common}>
    <input
      class="fr-input"
      id={common.name}
      name={common.name}
      type={type}
      value={value}
      maxlength={most}
      accept={accept}
      inputmode={inputmode}
      autocomplete={type === 'file' ? undefined : (autocomplete ?? 'off')}
      data-commune={communes ? '' : undefined}
      aria-describedby={described(common.name, common.errors?.get(common.name))}
      aria-invalid={common.errors?.has(common.name) ? 'true' : undefined}
    />
  </Field>
);

/** Several lines of text. */
export const TextArea: FC<Common & { value?: string | undefined; rows?: number; most?: number }> = ({
  value,
  rows = 4,
  most,
  ...common
}) => (
  <Field kind="input" {...common}>
    <textarea
      class="fr-input"
      id={common.name}
      name={common.name}
      rows={rows}
      maxlength={most}
      aria-describedby={described(common.name, common.errors?.get(common.name))}
      aria-invalid={common.errors?.has(common.name) ? 'true' : undefined}
    >
      {value}
    </textarea>
  </Field>
);

/** One of a list: its values, and how each reads. */
export type Choice = { value: string; text: string; hint?: string | undefined };

/** One choice of many. @param empty how the choice of none reads; without it the first choice is made */
export const Select: FC<
  Common & { choices: readonly Choice[]; value?: string | undefined; empty?: string }
> = ({ choices, value, empty, ...common }) => (
  <Field kind="select" {...common}>
    <select
      class="fr-select"
      id={common.name}
      name={common.name}
      aria-describedby={described(common.name, common.errors?.get(common.name))}
      aria-invalid={common.errors?.has(common.name) ? 'true' : undefined}
    >
      {empty === undefined ? null : (
        <option value="" selected={value === undefined || value === ''}>
          {empty}
        </option>
      )}
      {choices.map((one) => (
        <option value={one.value} selected={one.value === value}>
          {one.text}
        </option>
      ))}
    </select>
  </Field>
);

/** One choice of a few, or with `many` any of them. */
export const Choices: FC<
  Omit<Common, 'required'> & {
    choices: readonly Choice[];
    values?: readonly string[];
    many?: boolean;
    required?: boolean;
  }
> = ({ name, label, hint, errors = NO_ERROR, choices, values = [], many = false, required = true }) => {
  const error = errors.get(name);
  const kind = many ? 'checkbox' : 'radio';
  return (
    <fieldset
      class={`fr-fieldset${error === undefined ? '' : ' fr-fieldset--error'}`}
      id={name}
      aria-labelledby={`${name}-legende${error === undefined ? '' : ` ${name}-erreur`}`}
    >
      <legend class="fr-fieldset__legend fr-fieldset__legend--regular" id={`${name}-legende`}>
        {label}
        {required ? null : ' (facultatif)'}
        {hint === undefined ? null : <span class="fr-hint-text">{hint}</span>}
      </legend>
      {choices.map((one, n) => (
        <div class="fr-fieldset__element">
          <div class={`fr-${kind}-group`}>
            <input
              type={kind}
              id={`${name}-${n}`}
              name={name}
              value={one.value}
              checked={values.includes(one.value)}
            />
            <label class="fr-label" for={`${name}-${n}`}>
              {one.text}
              {one.hint === undefined ? null : <span class="fr-hint-text">{one.hint}</span>}
            </label>
          </div>
        </div>
      ))}
      {error === undefined ? null : (
        <div class="fr-messages-group">
          <p class="fr-message fr-message--error" id={`${name}-erreur`}>
            {error}
          </p>
        </div>
      )}
    </fieldset>
  );
};
