import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import type { Membre } from '../../../../shared/domain/commissions/commission.ts';
import { echeancesDe } from '../../../../shared/domain/commissions/echeances.ts';
import type { Verdict } from '../../../../shared/domain/commissions/liste.ts';
import {
  estInscrite,
  estOuverteAuxListes,
  type Refus,
  type Situation,
} from '../../../../shared/domain/commissions/seance.ts';
import type { InSeance } from '../../in-seance.ts';
import { Input } from '../kit/fields.tsx';
import { Buttons, Form, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, Day, eurosOf, Notice } from '../kit/words.tsx';
import { InSeancePage } from './in-seance.tsx';
import { Avant, logementDe, menageDe, seancePath } from './words.tsx';

const faits: Readonly<Record<string, string>> = {
  lettres: 'lettre notée, avec sa date.|lettres notées, avec leur date.',
  transmise:
    'situation inscrite : les membres sont prévenus.|situations inscrites : les membres sont prévenus.',
  transmiseTard:
    'situation inscrite, en retard : le secrétariat peut en annuler l’examen.|situations inscrites, en retard : le secrétariat peut en annuler l’examen.',
  otee: 'La ligne est ôtée.',
  accord: 'L’accord écrit est noté : le ménage peut être inscrit de nouveau.',
  retirees:
    'ménage de cette liste s’est retiré depuis son dépôt : sa ligne est ôtée, rien n’en est gardé.|ménages de cette liste se sont retirés depuis son dépôt : leurs lignes sont ôtées, rien n’en est gardé.',
  retrait: 'Le ménage est retiré de toutes les listes de cette commission.',
};

/** What was done, in a sentence: with how many, where it is told. */
const dit = (done: string | undefined, told: string | undefined): string | undefined => {
  const said = done === undefined ? undefined : faits[done];
  if (said === undefined) return undefined;
  const [one = '', many] = said.split('|');
  const n = Number(told);
  return many === undefined ? one : `${n} ${n < 2 ? one : many}`;
};

export type BailleurPageProps = {
  here: InSeance;
  membre: Membre;
  situations: readonly Situation[];
  waiting: ReadonlyMap<string, readonly Verdict[]>;
  today: CivilDate;
  refused: Refus | undefined;
  /** What became of each row of the table that was just given. */
  lignes:
    | readonly {
        ligne: number;
        reference: string;
        prise: boolean;
        dites: { texte: string; grave: boolean }[];
      }[]
    | undefined;
  avertissements: readonly string[];
  done: string | undefined;
  told: string | undefined;
  /** How many rows were taken off as their household had withdrawn since. */
  gone: string | undefined;
};

/** What a landlord does for a session, in its order: table, letters, list. */
export const BailleurPage: FC<BailleurPageProps> = (props) => {
  const { here, membre, situations, today, refused, done, told, gone } = props;
  const { commission, seance } = here;
  const due = echeancesDe(seance.date, commission.parametres.delaiReponse);
  const said = dit(done, told);
  const own = `${seancePath(seance)}/bailleurs/${membre.id}`;
  const proposed = situations.filter(({ etat }) => etat === 'proposee');
  const withoutLetter = proposed.filter(({ lettreLe }) => lettreLe === undefined).length;
  const isOpen = estOuverteAuxListes(seance);
  return (
    <InSeancePage
      here={here}
      title={`Liste : ${membre.nom}`}
      path={`/bailleurs/${membre.id}`}
      hasErrors={refused !== undefined}
    >
      {refused === undefined ? null : (
        <Notice kind="error" title="Rien n’a été fait">
          <p>{refused.text}</p>
        </Notice>
      )}
      {said === undefined ? null : (
        <Notice kind="success">
          <p>{said}</p>
        </Notice>
      )}
      {gone === undefined ? null : (
        <Notice kind="warning">
          <p>{dit('retirees', gone)}</p>
        </Notice>
      )}
      <Rapport {...props} />
      {isOpen ? null : (
        <Notice kind="info">
          <p>La séance est ouverte, close ou annulée : elle ne prend plus de liste.</p>
        </Notice>
      )}
      <h2 id="votre-tableau">1. Votre tableau</h2>
      <P>
        Il est prérempli avec les situations de la dernière séance. Ajoutez les nouvelles, une ligne par
        ménage, puis déposez-le. Le nouveau dépôt remplace vos propositions ; ce qui est déjà inscrit le
        reste.
      </P>
      <p>
        <a class="fr-link" href={`${own}/tableau.xlsx`}>
          Télécharger le tableau (.xlsx)
        </a>
      </p>
      {isOpen ? (
        <Form action={own} reader={here.reader} multipart>
          <input type="hidden" name="faire" value="deposer" />
          <Input
            name="tableau"
            label="Tableau rempli"
            hint=".xlsx, .ods ou .csv, 3 Mo au plus"
            type="file"
            accept=".xlsx,.ods,.csv"
          />
          <Buttons>
            <Submit>Déposer le tableau</Submit>
          </Buttons>
        </Form>
      ) : null}
      <h2 id="lettres">2. Les lettres aux locataires</h2>
      <P>
        Une lettre est due pour chaque séance, aux ménages déjà examinés comme aux nouveaux, et à la personne
        qui protège un majeur. Elle dit l’article 226-1 du code pénal, propose de rencontrer les services
        sociaux, et laisse {countOf(commission.parametres.delaiReponse, 'jour')} pour refuser.
      </P>
      <p>
        Elles partent au plus tard le{' '}
        <Avant
          of={due.lettres}
          today={today}
          fait={!isOpen || (proposed.length > 0 && withoutLetter === 0)}
        />
        .
      </p>
      {proposed.length === 0 ? null : (
        <>
          <p>
            <a class="fr-link" href={`${own}/lettres.pdf`}>
              Imprimer les lettres (.pdf)
            </a>
          </p>
          {withoutLetter > 0 && isOpen ? (
            <Form action={own} reader={here.reader}>
              <input type="hidden" name="faire" value="lettres" />
              <Input
                name="le"
                label={`${countOf(withoutLetter, 'lettre est partie', 'lettres sont parties')} le`}
                type="date"
                value={today}
              />
              <Buttons>
                <Submit quiet>Noter leur départ</Submit>
              </Buttons>
            </Form>
          ) : null}
        </>
      )}
      <h2 id="liste">3. La liste aux membres</h2>
      <p>
        Elle part au plus tard le{' '}
        <Avant of={due.liste} today={today} fait={!isOpen || seance.listes[membre.id] !== undefined} />, sans
        les ménages qui ont refusé.
      </p>
      <Lignes {...props} />
      {isOpen && proposed.length > 0 ? (
        <Form action={own} reader={here.reader}>
          <input type="hidden" name="faire" value="transmettre" />
          <Submit>Transmettre la liste</Submit>
        </Form>
      ) : null}
      {isOpen ? (
        <details class="fr-mt-3w">
          <summary>Un ménage qui avait refusé accepte par écrit</summary>
          <Form action={own} reader={here.reader}>
            <input type="hidden" name="faire" value="accord" />
            <Input name="nom" label="Nom de naissance" most={100} />
            <Input name="prenom" label="Prénom" most={100} />
            <Input name="naissance" label="Date de naissance" type="date" />
            <Input name="accordLe" label="Date de son accord écrit" type="date" />
            <Buttons>
              <Submit quiet>Noter son accord</Submit>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </InSeancePage>
  );
};

/** Every row of a table that was given: rows in, rows reported. */
const Rapport: FC<BailleurPageProps> = ({ lignes, avertissements }) => {
  if (lignes === undefined) return null;
  const taken = lignes.filter(({ prise }) => prise).length;
  const toTell = lignes.filter(({ prise, dites }) => !prise || dites.length > 0);
  return (
    <>
      <Notice
        kind={taken === lignes.length ? 'success' : 'warning'}
        title={`${countOf(lignes.length, 'ligne lue', 'lignes lues')}`}
      >
        <p>
          {countOf(taken, 'situation proposée', 'situations proposées')},{' '}
          {countOf(lignes.length - taken, 'ligne non prise', 'lignes non prises')}. Rien n’est encore transmis
          aux membres.
        </p>
        {avertissements.map((one) => (
          <p>{one}</p>
        ))}
      </Notice>
      {toTell.length === 0 ? null : (
        <Table
          caption="Ce qui est à savoir, ligne par ligne"
          columns={['Ligne', 'Référence', 'Prise', 'Pourquoi'].map((text) => ({ text }))}
          rows={toTell.map(({ ligne, reference, prise, dites }) => [
            String(ligne),
            reference,
            prise ? 'oui' : <Badge kind="error">non</Badge>,
            <ul class="puces">
              {dites.map(({ texte }) => (
                <li>{texte}</li>
              ))}
            </ul>,
          ])}
        />
      )}
    </>
  );
};

/** The landlord's households, on the list or not yet, and why not. */
const Lignes: FC<BailleurPageProps> = ({ here, membre, situations, waiting }) => {
  const { seance, reader } = here;
  const own = `${seancePath(seance)}/bailleurs/${membre.id}`;
  if (situations.length === 0) return <p>Vous n’avez encore proposé aucune situation.</p>;
  return (
    <Table
      caption={countOf(situations.length, 'situation')}
      columns={['Ménage', 'Logement', 'Dette', 'Lettre', 'Où elle en est', 'Agir'].map((text) => ({ text }))}
      rows={situations.map((one) => [
        <>
          {menageDe(one)}
          <span class="mention">{one.reference}</span>
        </>,
        logementDe(one),
        one.dette === undefined ? '' : eurosOf(one.dette),
        one.lettreLe === undefined ? 'à envoyer' : <Day of={one.lettreLe} />,
        estInscrite(one, seance) ? (
          <Badge kind="success">inscrite</Badge>
        ) : one.etat === 'annulee' ? (
          <Badge kind="error">examen annulé</Badge>
        ) : (
          <>
            <Badge kind={(waiting.get(one.id)?.length ?? 0) === 0 ? 'info' : 'warning'}>
              {(waiting.get(one.id)?.length ?? 0) === 0 ? 'prête' : 'attend'}
            </Badge>
            {waiting.get(one.id)?.map(({ text }) => (
              <span class="mention">{text}</span>
            ))}
          </>
        ),
        <div class="boutons">
          <Form action={`${seancePath(seance)}/situations/${one.id}`} reader={reader}>
            <input type="hidden" name="faire" value="retirer" />
            <Submit quiet>
              Le ménage refuse<span class="fr-sr-only"> : {menageDe(one)}</span>
            </Submit>
          </Form>
          {one.etat === 'proposee' ? (
            <Form action={own} reader={reader}>
              <input type="hidden" name="faire" value="oter" />
              <input type="hidden" name="situation" value={one.id} />
              <Submit quiet>
                Ôter<span class="fr-sr-only"> {menageDe(one)}</span>
              </Submit>
            </Form>
          ) : null}
        </div>,
      ])}
    />
  );
};
