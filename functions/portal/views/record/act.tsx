import type { FC } from 'hono/jsx';
import type { Case } from '../../../../shared/domain/case/case-of.ts';
import type { Opinion } from '../../../../shared/domain/case/opinions.ts';
import { actTitles } from '../../../../shared/domain/notices/act-titles.ts';
import type { RecordedKind } from '../../../../shared/intake/partners/etat/recorded.ts';
import type { Act } from '../../../../shared/intake/record-act.ts';
import type { FormField } from '../../forms/schema-fields.ts';
import { shownValue, type Typed, toldBy } from '../../forms/typed.ts';
import type { FieldErrors } from '../kit/fields.tsx';
import { Buttons, ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { Facts, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { AboutCase, crumbsOf, recordPath } from './about-case.tsx';
import { SchemaField } from './field.tsx';
import type { Following } from './follows.ts';
import { Opinions } from './opposed.tsx';
import { ActLine } from './recorded-notice.tsx';

/** What each page of an act has. */
type Common = {
  caseId: string;
  state: Case;
  kind: RecordedKind;
  fields: readonly FormField[];
  typed: Typed;
  reader: Reader;
};

const above = (caseId: string) => crumbsOf(caseId, { href: recordPath(caseId), text: 'Consigner' });

/** The form of an act: its date first, then the fields of its kind. @param opinions those that a grant of the concours would meet */
export const ActFormPage: FC<Common & { errors: FieldErrors; opinions: readonly Opinion[] }> = ({
  caseId,
  state,
  kind,
  fields,
  typed,
  errors,
  opinions,
  reader,
}) => (
  <Page title={actTitles[kind]} reader={reader} crumbs={above(caseId)} hasErrors={errors.size > 0}>
    <ErrorSummary errors={errors} />
    <AboutCase caseId={caseId} state={state} />
    <Opinions of={opinions} told={false} />
    <Form action={`${recordPath(caseId)}/${kind}`} reader={reader} class="formulaire" kept>
      {fields.map((field) => (
        <SchemaField field={field} texts={typed.get(field.name) ?? []} errors={errors} />
      ))}
      <Buttons>
        <Submit name="faire" value="verifier">
          Vérifier
        </Submit>
        <a class="fr-btn fr-btn--tertiary" href={recordPath(caseId)}>
          Renoncer
        </a>
      </Buttons>
      <p class="fr-hint-text fr-mt-2w">Rien n’est consigné avant que vous n’ayez lu ce qui suivra.</p>
    </Form>
  </Page>
);

/**
 * What is about to be recorded, and what will follow from it. The form keeps what was typed.
 *
 * @param version of the case that was compared: another one must be read again
 */
export const ActCheckPage: FC<
  Common & { act: Act; following: readonly Following[]; version: number; hasChanged: boolean }
> = ({ caseId, state, kind, fields, typed, act, following, version, hasChanged, reader }) => {
  const told = toldBy(fields, typed);
  return (
    <Page title={`Vérifier : ${actTitles[kind]}`} reader={reader} crumbs={above(caseId)}>
      {hasChanged ? (
        <Notice kind="warning" title="Le dossier vient de changer">
          <p>Rien n’a été consigné. Relisez ce qui suivra, puis consignez.</p>
        </Notice>
      ) : null}
      <AboutCase caseId={caseId} state={state} />
      <h2>Ce que vous consignez</h2>
      <Facts of={fields.map((field) => [field.label, shownValue(field, told)] as const)} />
      <h2 class="fr-mt-4w">Ce qui suivra</h2>
      {act.already ? (
        <Notice kind="info">
          <p>
            Cet acte est déjà dans le dossier : <ActLine act={act.event} /> Le consigner de nouveau ne change
            rien.
          </p>
        </Notice>
      ) : following.length === 0 ? (
        <p>
          Ni l’étape ni les échéances ne changent, et personne n’est prévenu : l’acte est gardé au dossier.
        </p>
      ) : (
        <Facts
          of={following.map(({ title, lines }) => [
            title,
            lines.length === 1 ? (
              lines[0]
            ) : (
              <ul>
                {lines.map((line) => (
                  <li>{line}</li>
                ))}
              </ul>
            ),
          ])}
        />
      )}
      <div class="fr-mt-4w">
        <Opinions of={act.opposed} told />
      </div>
      <Form action={`${recordPath(caseId)}/${kind}`} reader={reader}>
        {[...typed].flatMap(([name, texts]) =>
          texts.map((text) => <input type="hidden" name={name} value={text} />),
        )}
        <input type="hidden" name="lu" value={String(version)} />
        <Buttons>
          <Submit name="faire" value="consigner">
            Consigner
          </Submit>
          <Submit name="faire" value="corriger" quiet>
            Corriger
          </Submit>
        </Buttons>
      </Form>
    </Page>
  );
};
