import type { FC } from 'hono/jsx';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import type { PersonneDemandee } from '../../../../shared/domain/suivi/personne.ts';
import { arrondissementsInOrder } from '../../../../shared/domain/territory/arrondissements.ts';
import type { Contact } from '../../../../shared/outbound/directory.ts';
import type { Desk } from '../../../../shared/outbound/letters/letter.ts';
import { bureauDeLEtat, leviers, type SuiviDit } from '../../../../shared/outbound/suivi/contacts.ts';
import { type FieldErrors, Input } from '../kit/fields.tsx';
import { Buttons, ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';

/** What the page answers: each household's bodies at work, told apart by their arrondissement alone. */
export type QuiSuitAnswer =
  | {
      kind: 'dit';
      menages: readonly { arrondissement: ArrondissementCode | undefined; suivis: SuiviDit[] }[];
    }
  | { kind: 'trop'; most: number };

const Mail: FC<{ of: Contact }> = ({ of: { mail } }) =>
  mail === undefined ? <>non connu de Passerelle</> : <a href={`mailto:${mail}`}>{mail}</a>;

/** The State's offices, each with its arrondissement: whom to ring where nothing more is known. */
const Offices: FC<{ desk: Desk }> = ({ desk }) => (
  <Table
    caption="Les services de l’État, par arrondissement du logement"
    columns={[{ text: 'Service' }, { text: 'Mél' }]}
    rows={[
      ...arrondissementsInOrder.map((code) => {
        const office = bureauDeLEtat(code, desk);
        return [office.nom, <Mail of={office} />];
      }),
      [desk.directory.adil.nom, <Mail of={contactOfAdil(desk)} />],
    ]}
  />
);

const contactOfAdil = ({ directory: { adil } }: Desk): Contact => ({
  nom: adil.nom,
  ...(adil.mail !== null && { mail: adil.mail }),
});

/**
 * Nobody is known to be at work. The words are the same whether the hub knows the household or not: whoever guesses a name learns nothing, and
 * whoever receives a household learns whom to ring.
 */
const Nobody: FC<{ desk: Desk }> = ({ desk }) => (
  <section aria-labelledby="reponse">
    <h2 id="reponse">Aucun organisme à l’œuvre n’est connu ici</h2>
    <p>
      Cela ne veut pas dire que personne ne suit ce ménage : Passerelle ne sait que ce que les organismes lui
      disent, et la date de naissance doit être exacte. Vérifiez-la, puis appelez le CCAS ou la MDS de la
      commune où vit le ménage, ou le service de l’État de son arrondissement.
    </p>
    <Offices desk={desk} />
  </section>
);

const Household: FC<{
  n: number;
  alone: boolean;
  arrondissement: ArrondissementCode | undefined;
  suivis: readonly SuiviDit[];
  desk: Desk;
}> = ({ n, alone, arrondissement, suivis, desk }) => {
  const office = arrondissement && bureauDeLEtat(arrondissement, desk);
  return (
    <section aria-labelledby={`menage-${n}`}>
      <h2 id={`menage-${n}`}>{alone ? 'À l’œuvre pour ce ménage' : `Ménage ${n}`}</h2>
      <Table
        caption="Qui est à l’œuvre, et qui appeler"
        captionHidden
        columns={[{ text: 'Organisme' }, { text: 'Qui appeler' }, { text: 'Mél' }]}
        rows={[
          ...suivis.map(({ titre, contact }) => [titre, contact.nom, <Mail of={contact} />]),
          ...(office ? [['Service de l’État', office.nom, <Mail of={office} />]] : []),
        ]}
      />
      {office ? null : <p>L’arrondissement n’est pas encore sûr : voyez la liste des services de l’État.</p>}
      {office ? null : <Offices desk={desk} />}
    </section>
  );
};

/** Who follows a household: what the 115 or a CCAS may know, asked by a form so that no name is in an address. */
export const QuiSuitPage: FC<{
  reader: Reader;
  typed: PersonneDemandee;
  errors: FieldErrors;
  answer: QuiSuitAnswer | undefined;
  desk: Desk;
}> = ({ reader, typed, errors, answer, desk }) => (
  <Page title="Qui suit ce ménage ?" reader={reader} hasErrors={errors.size > 0}>
    <ErrorSummary errors={errors} />
    {answer?.kind === 'trop' ? (
      <Notice kind="warning" title="Trop de questions en une heure">
        <p>
          {answer.most} questions ont été posées à votre nom depuis le début de l’heure. Reprenez à la
          prochaine heure ; pour une urgence, appelez le service de l’État de l’arrondissement.
        </p>
      </Notice>
    ) : null}
    {answer?.kind === 'trop' ? <Offices desk={desk} /> : null}
    {answer?.kind !== 'dit' ? null : answer.menages.length === 0 ? (
      <Nobody desk={desk} />
    ) : (
      <>
        {answer.menages.length === 1 ? null : (
          <p>
            Plusieurs ménages répondent à ce nom et à cette date : le service de l’État de chacun les
            distingue.
          </p>
        )}
        {answer.menages.map((menage, n) => (
          <Household n={n + 1} alone={answer.menages.length === 1} {...menage} desk={desk} />
        ))}
      </>
    )}
    <section aria-labelledby="demande">
      <h2 id="demande">{answer === undefined ? 'La personne que vous recevez' : 'Demander de nouveau'}</h2>
      {answer === undefined ? (
        <p>
          La page dit quels organismes sont à l’œuvre, et qui appeler. Elle ne dit rien d’autre du ménage.
          Votre question est enregistrée à votre nom, et le ménage en est informé.
        </p>
      ) : null}
      <Form action="/qui-suit" reader={reader}>
        <Input
          name="nom"
          label="Nom"
          hint="De naissance ou d’usage"
          required
          value={typed.nom}
          errors={errors}
          most={80}
        />
        <Input name="prenom" label="Prénom" required value={typed.prenom} errors={errors} most={80} />
        <Input
          name="naissance"
          type="date"
          label="Date de naissance"
          hint="Exacte : un jour d’écart ne trouve personne"
          required
          value={typed.naissance}
          errors={errors}
        />
        <Buttons>
          <Submit>Demander</Submit>
        </Buttons>
      </Form>
    </section>
    <section aria-labelledby="leviers">
      <h2 id="leviers">Vers le logement : à dire à la structure qui héberge</h2>
      <ul>
        {leviers.map(({ nom, texte }) => (
          <li>
            <strong>{nom}</strong> : {texte}
          </li>
        ))}
      </ul>
    </section>
  </Page>
);
