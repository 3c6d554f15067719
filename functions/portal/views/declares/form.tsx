import type { Child, FC } from 'hono/jsx';
import type { Declare } from '../../../../shared/domain/indicateurs/catalogue.ts';
import {
  estInhabituel,
  nombre,
  nomDeclare,
  PLUS_LONG,
} from '../../../../shared/domain/indicateurs/declares.ts';
import { type Chiffre, type Correction, estDeclare } from '../../../../shared/store/declares.ts';
import { type FieldErrors, Input, NO_ERROR, TextArea } from '../kit/fields.tsx';
import { Buttons, ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { countOf } from '../kit/words.tsx';
import type { Reader } from '../layout.tsx';
import { Bar, Said, saidValue } from './words.tsx';

/** A figure that is asked of a partner: what it is now, what it was the year before, and what it was before. */
export type Ligne = {
  indicateur: Declare;
  /** Its name in the form; its id too. */
  name: string;
  now: Chiffre | undefined;
  avant: Chiffre | undefined;
  corrections: readonly Correction[];
  /** It may be undone by now. */
  annulable: boolean;
};
/** What a form that came back holds, and what is wrong with it. */
export type Retour = { typed: ReadonlyMap<string, string>; errors: FieldErrors };

/** A figure as its field shows it. */
export const shownOf = (chiffre: Pick<Chiffre, 'valeur' | 'texte'> | undefined): string =>
  chiffre?.texte ?? (chiffre?.valeur === undefined ? '' : nombre(chiffre.valeur).replaceAll('\u202f', ' '));

const hintOf = ({ indicateur, avant }: Ligne, annee: number): string => {
  const before =
    avant === undefined || !estDeclare(avant) || avant.valeur === undefined
      ? ''
      : ` En ${annee - 1} : ${saidValue(indicateur, avant.valeur)}.`;
  return `${indicateur.definition}${before}`;
};

const Unusual: FC<{ ligne: Ligne; annee: number }> = ({ ligne: { now, avant }, annee }) =>
  now?.valeur !== undefined && avant?.valeur !== undefined && estInhabituel(now.valeur, avant.valeur) ? (
    <p class="fr-message fr-message--warning a-verifier">
      Loin de {annee - 1} : {nombre(now.valeur)} contre {nombre(avant.valeur)}. C’est enregistré ; corrigez si
      c’est une erreur.
    </p>
  ) : null;

const ChiffreField: FC<{ ligne: Ligne; annee: number; retour: Retour | undefined }> = ({
  ligne,
  annee,
  retour,
}) => {
  const { indicateur, name, now } = ligne;
  const shown = shownOf(now);
  const common = {
    name,
    label: nomDeclare(indicateur),
    hint: hintOf(ligne, annee),
    errors: retour?.errors ?? NO_ERROR,
    value: retour?.typed.get(name) ?? shown,
  };
  return (
    <>
      <input type="hidden" name={`version-${name}`} value={String(now?.version ?? 0)} />
      <input type="hidden" name={`vu-${name}`} value={shown} />
      {indicateur.unite === 'texte' ? (
        <TextArea {...common} rows={6} most={PLUS_LONG} />
      ) : (
        <Input {...common} inputmode="numeric" most={20} />
      )}
      <Unusual ligne={ligne} annee={annee} />
    </>
  );
};

/** How many of what is asked is declared. */
export const Progress: FC<{ lignes: readonly Ligne[]; annee: number }> = ({ lignes, annee }) => {
  const done = lignes.filter(({ now }) => now !== undefined && estDeclare(now)).length;
  return (
    <div class="avancement">
      <p>
        <strong>
          {done} sur {lignes.length}
        </strong>{' '}
        pour {annee}
        {done === lignes.length ? ' : tout est déclaré.' : '.'}
      </p>
      <Bar n={done} of={lignes.length} />
    </div>
  );
};

/** What is wrong, each with the figure it is wrong of: several figures may be wrong in the same way. */
const named = (errors: FieldErrors, lignes: readonly Ligne[]): FieldErrors =>
  new Map(
    [...errors].map(([name, text]) => {
      const ligne = lignes.find((one) => one.name === name);
      return [name, ligne ? `${nomDeclare(ligne.indicateur)} : ${text}` : text];
    }),
  );

/** The figures asked of a partner for a year, a field each; what its bounds refuse is said beside the field. */
export const ChiffresForm: FC<{
  action: string;
  reader: Reader;
  annee: number;
  lignes: readonly Ligne[];
  retour: Retour | undefined;
  children?: Child;
}> = ({ action, reader, annee, lignes, retour, children }) => {
  const charte = lignes.filter(({ indicateur }) => indicateur.origine.annexe !== 1);
  const engagements = lignes.filter(({ indicateur }) => indicateur.origine.annexe === 1);
  const both = charte.length > 0 && engagements.length > 0;
  return (
    <>
      <ErrorSummary errors={named(retour?.errors ?? NO_ERROR, lignes)} />
      <Form action={action} reader={reader} kept class="formulaire">
        <input type="hidden" name="annee" value={String(annee)} />
        {children}
        {both ? <h2 class="fr-h5">Indicateurs de la charte (annexe 3)</h2> : null}
        {charte.map((ligne) => (
          <ChiffreField ligne={ligne} annee={annee} retour={retour} />
        ))}
        {both ? <h2 class="fr-h5 fr-mt-4w">Ce sur quoi vous vous êtes engagé (annexe 1)</h2> : null}
        {engagements.map((ligne) => (
          <ChiffreField ligne={ligne} annee={annee} retour={retour} />
        ))}
        <Buttons>
          <Submit>Enregistrer</Submit>
        </Buttons>
      </Form>
    </>
  );
};

const Shown: FC<{ of: Pick<Chiffre, 'valeur' | 'texte'>; indicateur: Declare }> = ({ of, indicateur }) =>
  of.valeur === undefined ? (
    <details>
      <summary>Lire le texte</summary>
      <p class="dit">{of.texte}</p>
    </details>
  ) : (
    <span>{saidValue(indicateur, of.valeur)}</span>
  );

/** What was declared, by whom and when, and what it was before; what was told today may be undone. */
export const ChiffresDits: FC<{
  undo: string;
  reader: Reader;
  annee: number;
  lignes: readonly Ligne[];
  mayUndo: boolean;
}> = ({ undo, reader, annee, lignes, mayUndo }) => {
  const told = lignes.filter(
    ({ now, corrections }) => (now !== undefined && estDeclare(now)) || corrections.length > 0,
  );
  return told.length === 0 ? null : (
    <>
      <h2 class="fr-mt-6w">Ce qui est déclaré</h2>
      <Table
        caption={`Chiffres déclarés pour ${annee}`}
        captionHidden
        columns={['Chiffre', 'Valeur', 'Déclaré par', 'Avant', ...(mayUndo ? ['Annuler'] : [])].map(
          (text) => ({
            text,
          }),
        )}
        rows={told.map(({ indicateur, now, corrections, annulable }) => {
          const past = corrections.filter(({ repris }) => repris === undefined);
          const isThere = now !== undefined && estDeclare(now);
          return [
            nomDeclare(indicateur),
            isThere ? <Shown of={now} indicateur={indicateur} /> : 'non déclaré',
            isThere ? <Said of={now} /> : '',
            past.length === 0 ? (
              'rien'
            ) : (
              <details>
                <summary>{countOf(past.length, 'valeur')}</summary>
                <ul class="puces">
                  {past.map((one) => (
                    <li>
                      <Shown of={one} indicateur={indicateur} /> <Said of={one} />
                      {one.annule === undefined ? '' : `, annulé par ${one.annule.by}`}
                    </li>
                  ))}
                </ul>
              </details>
            ),
            ...(mayUndo
              ? [
                  annulable && now ? (
                    <Form action={undo} reader={reader}>
                      <input type="hidden" name="annee" value={String(annee)} />
                      <input type="hidden" name="indicateur" value={indicateur.id} />
                      <input type="hidden" name="version" value={String(now.version)} />
                      <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit">
                        Annuler<span class="fr-sr-only"> : {nomDeclare(indicateur)}</span>
                      </button>
                    </Form>
                  ) : (
                    ''
                  ),
                ]
              : []),
          ];
        })}
      />
      {mayUndo ? (
        <P class="mention">
          Un chiffre s’annule le jour où il est déclaré. Plus tard, il se corrige : chaque valeur est gardée.
        </P>
      ) : null}
    </>
  );
};
