import type { FC } from 'hono/jsx';
import { type Here, under } from '../../partner-here.ts';
import { PartnerPage } from '../deposits/partner-page.tsx';
import { P } from '../kit/prose.tsx';
import { Notice } from '../kit/words.tsx';
import { ChiffresDits, ChiffresForm, type Ligne, Progress, type Retour } from './form.tsx';
import { YearLinks } from './words.tsx';

/** What was just done, for its reader. */
export const Fait: FC<{ fait: string | undefined; refus: string | undefined }> = ({ fait, refus }) => (
  <>
    {refus === undefined ? null : (
      <Notice kind="error">
        <p>{refus}</p>
      </Notice>
    )}
    {fait === 'declare' ? (
      <Notice kind="success">
        <p>C’est enregistré.</p>
      </Notice>
    ) : fait === 'pareil' ? (
      <Notice kind="info">
        <p>Rien n’a changé : ces chiffres étaient déjà déclarés.</p>
      </Notice>
    ) : fait === 'annule' ? (
      <Notice kind="success">
        <p>C’est annulé : le chiffre est celui d’avant, ou n’est plus déclaré.</p>
      </Notice>
    ) : null}
  </>
);

/** The figures that the charter asks of a partner for a year. */
export const ChiffresPage: FC<{
  here: Here;
  annee: number;
  today: string;
  lignes: readonly Ligne[];
  retour?: Retour | undefined;
  fait?: string | undefined;
  refus?: string | undefined;
}> = ({ here, annee, today, lignes, retour, fait, refus }) => {
  const own = under(here, '/chiffres');
  return (
    <PartnerPage
      here={here}
      title={`Chiffres ${annee} de la charte`}
      path="/chiffres"
      hasErrors={retour !== undefined}
    >
      <YearLinks own={own} annee={annee} today={today} />
      <Fait fait={fait} refus={refus} />
      <Progress lignes={lignes} annee={annee} />
      <P>
        Rien à compter ? Écrivez 0 : un champ vide n’est pas un zéro. Ce que vous ne savez pas encore peut
        rester vide.
      </P>
      {here.maySend ? (
        <>
          <ChiffresForm action={own} reader={here.reader} annee={annee} lignes={lignes} retour={retour} />
          <P class="mention fr-mt-3w">
            Ou par un fichier :{' '}
            <a href={under(here, `/fichiers/modeles/chiffres?annee=${annee}`)} download>
              le tableau à remplir (CSV)
            </a>
            , à déposer à la page <a href={under(here, '/fichiers')}>Fichiers</a> ; ou par votre logiciel, au
            format <a href="/contrats/guide-partenaires.html#déclarer-vos-chiffres">chiffres.v1</a>.
          </P>
        </>
      ) : null}
      <ChiffresDits
        undo={`${own}/annuler`}
        reader={here.reader}
        annee={annee}
        lignes={lignes}
        mayUndo={here.maySend}
      />
    </PartnerPage>
  );
};
