import type { FC } from 'hono/jsx';
import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import { chapitreDe, chapitres, type Declare } from '../../../../shared/domain/indicateurs/catalogue.ts';
import { nombre, nomDeclare } from '../../../../shared/domain/indicateurs/declares.ts';
import {
  demandes,
  type EtapeDemande,
  sourceDemandes,
} from '../../../../shared/domain/indicateurs/demandes.ts';
import { Choices } from '../kit/fields.tsx';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { countOf, Day } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { ChiffresDits, ChiffresForm, type Ligne, Progress, type Retour } from './form.tsx';
import { Fait } from './partner.tsx';
import { Bar, YearLinks } from './words.tsx';

export const DECLARES = '/indicateurs/declares';

/** A partner, what it declared and what it did not; when it was asked and reminded. */
export type Organisme = {
  code: string;
  nom: string;
  faits: number;
  manquants: readonly Declare[];
  ecrites: readonly { etape: EtapeDemande; at: string; status: string }[];
};
/** A figure: its sum, and how many of those who declare it did. */
export type Total = {
  indicateur: Declare;
  valeur: number | undefined;
  textes: readonly string[];
  faits: number;
  attendus: number;
};

/** @example monthDay('01-10') // '10/01' */
const monthDay = (text: string): string => text.split('-').reverse().join('/');

/** Missing figures that a row names at once. */
const NAMED = 2;

const Missing: FC<{ of: readonly Declare[] }> = ({ of }) =>
  of.length === 0 ? (
    <span>rien</span>
  ) : of.length <= NAMED ? (
    <span>{of.map(nomDeclare).join(' ; ')}</span>
  ) : (
    <details>
      <summary>{countOf(of.length, 'chiffre')}</summary>
      <ul class="puces">
        {of.map((one) => (
          <li>{nomDeclare(one)}</li>
        ))}
      </ul>
    </details>
  );

const Asked: FC<{ of: Organisme['ecrites'] }> = ({ of }) =>
  of.length === 0 ? (
    <span>pas encore</span>
  ) : (
    <span>
      {of.map(({ etape, at, status }, n) => (
        <>
          {n === 0 ? '' : ', '}
          {demandes[etape].libelle.toLowerCase()} le <Day of={parisDay(at)} />
          {status === 'undelivered' ? ' (non remis)' : ''}
        </>
      ))}
    </span>
  );

const Count: FC<{ n: number; of: number }> = ({ n, of }) => (
  <span class="compte">
    <span>
      {n} sur {of}
    </span>
    <Bar n={n} of={of} />
  </span>
);

/** Who has declared what the charter asks for a year, and who has not. */
export const DeclaresPage: FC<{
  reader: Reader;
  annee: number;
  today: string;
  organismes: readonly Organisme[];
  totaux: readonly Total[];
  orphelins: readonly Declare[];
}> = ({ reader, annee, today, organismes, totaux, orphelins }) => {
  const done = organismes.reduce((sum, { faits }) => sum + faits, 0);
  const all = organismes.reduce((sum, { faits, manquants }) => sum + faits + manquants.length, 0);
  const complete = organismes.filter(({ manquants }) => manquants.length === 0).length;
  return (
    <Page title="Chiffres déclarés" reader={reader} path={DECLARES} crumbs={[]}>
      <YearLinks own={DECLARES} annee={annee} today={today} />
      <div class="avancement">
        <p>
          <strong>
            {done} chiffres sur {all}
          </strong>{' '}
          pour {annee} ; {countOf(complete, 'organisme a', 'organismes ont')} tout déclaré, sur{' '}
          {organismes.length}.
        </p>
        <Bar n={done} of={all} />
      </div>
      <h2>Par organisme</h2>
      {organismes.length === 0 ? (
        <p>Aucun partenaire du registre ne déclare de chiffre.</p>
      ) : (
        <Table
          caption={`Ce que chaque organisme a déclaré pour ${annee}`}
          captionHidden
          columns={['Organisme', 'Déclarés', 'Manque', 'Demandé'].map((text) => ({ text }))}
          rows={organismes.map(({ code, nom, faits, manquants, ecrites }) => [
            <a href={`${DECLARES}/${code}?annee=${annee}`}>{nom}</a>,
            <Count n={faits} of={faits + manquants.length} />,
            <Missing of={manquants} />,
            <Asked of={ecrites} />,
          ])}
        />
      )}
      <P class="mention">
        Un chiffre dit au téléphone ou par mél s’enregistre à la page de son organisme, à votre nom. Les mails
        partent d’eux-mêmes : demande dès le {monthDay(demandes.demande.des)}, rappels de ce qui manque dès le{' '}
        {monthDay(demandes.rappel.des)} et le {monthDay(demandes.dernierRappel.des)}. Dates de notre choix :{' '}
        {sourceDemandes.text.charAt(0).toLowerCase() + sourceDemandes.text.slice(1)}.
      </P>
      <h2>Par chiffre</h2>
      <Table
        caption={`Ce qui est déclaré pour ${annee}, organismes ajoutés`}
        captionHidden
        columns={['Chiffre', 'Chapitre', 'Valeur', 'Organismes'].map((text) => ({ text }))}
        rows={totaux.map(({ indicateur, valeur, textes, faits, attendus }) => [
          nomDeclare(indicateur),
          chapitres[chapitreDe(indicateur.id)],
          valeur === undefined ? (
            textes.length === 0 ? (
              'non déclaré'
            ) : (
              <details>
                <summary>Lire le texte</summary>
                {textes.map((one) => (
                  <p class="dit">{one}</p>
                ))}
              </details>
            )
          ) : (
            nombre(valeur)
          ),
          <Count n={faits} of={attendus} />,
        ])}
      />
      {orphelins.length === 0 ? null : (
        <>
          <h2>Ce que personne ne déclare</h2>
          <P>Aucun partenaire du registre n’est de ceux que la charte charge de ces chiffres :</P>
          <ul class="puces">
            {orphelins.map((one) => (
              <li>
                {chapitres[chapitreDe(one.id)]} : {nomDeclare(one)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
};

/** What an agent enters for a partner that told it by telephone or mail. */
export const DeclaresOfPage: FC<{
  reader: Reader;
  code: string;
  nom: string;
  annee: number;
  today: string;
  lignes: readonly Ligne[];
  moyen: string | undefined;
  retour?: Retour | undefined;
  fait?: string | undefined;
  refus?: string | undefined;
}> = ({ reader, code, nom, annee, today, lignes, moyen, retour, fait, refus }) => {
  const own = `${DECLARES}/${code}`;
  return (
    <Page
      title={`Chiffres ${annee} : ${nom}`}
      reader={reader}
      path={own}
      hasErrors={retour !== undefined}
      crumbs={[{ href: `${DECLARES}?annee=${annee}`, text: 'Chiffres déclarés' }]}
    >
      <YearLinks own={own} annee={annee} today={today} />
      <Fait fait={fait} refus={refus} />
      <Progress lignes={lignes} annee={annee} />
      <P>Enregistrez ici ce que cet organisme vous a dit : votre nom reste avec le chiffre.</P>
      <ChiffresForm action={own} reader={reader} annee={annee} lignes={lignes} retour={retour}>
        <Choices
          name="moyen"
          label="Comment vous l’a-t-il dit ?"
          errors={retour?.errors ?? new Map()}
          choices={[
            { value: 'telephone', text: 'Au téléphone' },
            { value: 'mail', text: 'Par mél' },
          ]}
          values={moyen === undefined ? [] : [moyen]}
        />
      </ChiffresForm>
      <ChiffresDits undo={`${own}/annuler`} reader={reader} annee={annee} lignes={lignes} mayUndo />
    </Page>
  );
};
