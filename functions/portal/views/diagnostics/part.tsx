import type { FC } from 'hono/jsx';
import { isDay } from '../../../../shared/domain/calendar/civil-date.ts';
import type { Champ, ChampSimple } from '../../../../shared/domain/dsf/champs.ts';
import type { Nomination } from '../../../../shared/domain/dsf/diagnostic.ts';
import { champsDe, nomsParties, type Partie, parties } from '../../../../shared/domain/dsf/formulaire.ts';
import type { Prerempli } from '../../../../shared/domain/dsf/prerempli.ts';
import { enMots, rangsMontres, type Saisie } from '../../forms/diagnostic-form.ts';
import { Choices, type FieldErrors, Input, Select, TextArea } from '../kit/fields.tsx';
import { Buttons, ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { Facts, Moment, Notice } from '../kit/words.tsx';
import type { Reader } from '../layout.tsx';
import { InDiagnosticPage } from './diagnostic.tsx';
import { diagnosticPath, partPath } from './words.tsx';

const OUI_NON = [
  { value: 'oui', text: 'Oui' },
  { value: 'non', text: 'Non' },
];
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const choicesOf = (champ: ChampSimple) =>
  champ.type === 'choix' || champ.type === 'liste'
    ? Object.entries(champ.options).map(([value, text]) => ({ value, text: capital(text) }))
    : OUI_NON;

const SimpleField: FC<{
  name: string;
  champ: ChampSimple;
  hint: string | undefined;
  texts: readonly string[];
  errors: FieldErrors;
}> = ({ name, champ, hint, texts, errors }) => {
  // None is asked for by itself: what is needed to end the diagnostic is said on its own page.
  const common = { name, label: champ.libelle, hint, errors };
  const [value] = texts;
  switch (champ.type) {
    case 'longTexte':
      return <TextArea {...common} value={texts[0]} rows={5} />;
    case 'date':
      return <Input {...common} type={value === undefined || isDay(value) ? 'date' : 'text'} value={value} />;
    case 'euros':
      return <Input {...common} value={value} inputmode="decimal" most={40} />;
    case 'entier':
      return <Input {...common} value={value} inputmode="numeric" most={10} />;
    case 'texte':
    case 'mois':
      return <Input {...common} value={value} most={120} />;
    case 'liste':
      return <Choices {...common} choices={choicesOf(champ)} values={texts} many />;
    case 'ouiNon':
    case 'choix':
      return <Select {...common} choices={choicesOf(champ)} value={value} empty="Non renseigné" />;
  }
};

const Rows: FC<{
  name: string;
  champ: Champ & { type: 'rangs' };
  hint: string | undefined;
  saisie: Saisie;
  errors: FieldErrors;
}> = ({ name, champ, hint, saisie, errors }) => (
  <fieldset class="fr-fieldset" id={name} aria-labelledby={`${name}-legende`}>
    <legend class="fr-fieldset__legend" id={`${name}-legende`}>
      {champ.libelle}
      <span class="fr-hint-text">
        {hint === undefined ? '' : `${hint}. `}
        {champ.most} au plus ; enregistrez pour avoir d’autres lignes.
      </span>
    </legend>
    {Array.from({ length: rangsMontres(name, champ, saisie) }, (_, n) => (
      <div class="fr-fieldset__element">
        <p class="mention">
          {champ.rang} {n + 1}
        </p>
        <div class="champs">
          {Object.entries(champ.champs).map(([of, one]) => (
            <SimpleField
              name={`${name}-${n}-${of}`}
              champ={one}
              hint={undefined}
              texts={saisie.get(`${name}-${n}-${of}`) ?? []}
              errors={errors}
            />
          ))}
        </div>
      </div>
    ))}
  </fieldset>
);

/** What the case says of a field, beside what it explains. */
const hintOf = (
  partie: Partie,
  name: string,
  champ: Champ,
  { contenu, sources }: Prerempli,
): string | undefined => {
  const source = sources.get(`${partie}.${name}`);
  const own: Readonly<Record<string, unknown>> = contenu[partie] ?? {};
  const said = source === undefined ? undefined : enMots(champ, own[name]);
  const known = said === undefined ? undefined : `Le dossier dit : ${said} (${source})`;
  return [champ.aide, known].filter(Boolean).join('. ') || undefined;
};

/** Somebody else saved this part meanwhile: what they wrote, beside what the reader typed, which is still in the fields. */
export type Autre = { by: string; at: string; lignes: readonly (readonly [string, string])[] };

/** One part of the form: its fields, with what the case knows of each. */
export const PartPage: FC<{
  nomination: Nomination;
  partie: Partie;
  saisie: Saisie;
  known: Prerempli;
  /** Version of the part that is shown. */
  version: number;
  /** Whether what is shown was saved by nobody, and comes from the case. */
  isKnown: boolean;
  /** An ended diagnostic is read, not filled. */
  open: boolean;
  reader: Reader;
  errors: FieldErrors;
  autre?: Autre | undefined;
  done?: boolean;
}> = ({ nomination, partie, saisie, known, version, isKnown, open, reader, errors, autre, done = false }) => {
  const { titre, surete } = parties[partie];
  const here = nomsParties.indexOf(partie);
  const [before, after] = [nomsParties[here - 1], nomsParties[here + 1]];
  return (
    <InDiagnosticPage nomination={nomination} title={titre} reader={reader} under hasErrors={errors.size > 0}>
      <ErrorSummary errors={errors} />
      {autre === undefined ? null : (
        <Notice kind="warning" title="Quelqu’un d’autre vient d’enregistrer cette partie">
          <p>
            {autre.by}, <Moment of={autre.at} />. Rien de ce que vous avez tapé n’est enregistré, ni perdu :
            c’est dans les champs. Voici ce qui est gardé ; enregistrer de nouveau le remplace par ce que vous
            lisez ci-dessous.
          </p>
          <Facts of={autre.lignes} />
        </Notice>
      )}
      {done ? (
        <Notice kind="success">
          <p>Partie enregistrée.</p>
        </Notice>
      ) : null}
      <P class="mention">
        Partie {here + 1} sur {nomsParties.length}, dossier {nomination.caseId}.
        {surete === 'aConfirmer'
          ? ' Le texte du formulaire n’a pas été lu : les champs de cette partie sont à confirmer.'
          : ''}
      </P>
      {isKnown && open ? (
        <Notice kind="info">
          <p>
            Ces champs sont remplis d’après le dossier. Relisez-les, corrigez-les, enregistrez : rien ne part
            au juge sans avoir été relu.
          </p>
        </Notice>
      ) : null}
      {open ? (
        <Form action={partPath(nomination, partie)} reader={reader} class="formulaire" kept>
          <input type="hidden" name="lu" value={String(version)} />
          {Object.entries(champsDe(partie)).map(([name, champ]) =>
            champ.type === 'rangs' ? (
              <Rows
                name={name}
                champ={champ}
                hint={hintOf(partie, name, champ, known)}
                saisie={saisie}
                errors={errors}
              />
            ) : (
              <SimpleField
                name={name}
                champ={champ}
                hint={hintOf(partie, name, champ, known)}
                texts={saisie.get(name) ?? []}
                errors={errors}
              />
            ),
          )}
          <Buttons>
            <Submit name="faire" value="suite">
              {after === undefined ? 'Enregistrer' : 'Enregistrer et continuer'}
            </Submit>
            {after === undefined ? null : (
              <Submit name="faire" value="rester" quiet>
                Enregistrer
              </Submit>
            )}
          </Buttons>
          <p class="fr-hint-text fr-mt-2w">
            Un brouillon : tout champ peut rester vide. Ce qui manque pour terminer est dit sur la page du
            diagnostic.
          </p>
        </Form>
      ) : (
        <P>
          Le diagnostic est rendu : cette partie ne change plus.{' '}
          <a href={diagnosticPath(nomination)}>Y revenir</a>
        </P>
      )}
      <ul class="sous-menu fr-mt-4w">
        {before === undefined ? null : (
          <li>
            <a href={partPath(nomination, before)}>Avant : {parties[before].titre}</a>
          </li>
        )}
        {after === undefined ? null : (
          <li>
            <a href={partPath(nomination, after)}>Après : {parties[after].titre}</a>
          </li>
        )}
      </ul>
    </InDiagnosticPage>
  );
};
