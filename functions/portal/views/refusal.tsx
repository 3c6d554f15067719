import type { FC } from 'hono/jsx';
import { Page, type Reader } from './layout.tsx';

/** Why a page is not shown, and what to do. */
export const refusals = {
  unknownPerson: {
    status: 403,
    title: 'Vous n’êtes pas habilité',
    text: 'Votre identité est connue, mais aucun droit ne vous a été donné ici. Demandez à l’administrateur de votre service d’habiliter l’adresse ci-dessous.',
  },
  notYours: {
    status: 403,
    title: 'Cette page n’est pas pour vous',
    text: 'Vos droits n’ouvrent pas cette page. Si vous en avez besoin pour votre travail, demandez-le à l’administrateur de votre service.',
  },
  signInAgain: {
    status: 400,
    title: 'La connexion n’a pas abouti',
    text: 'Elle a été interrompue, ou a pris trop de temps. Recommencez ; si cela se reproduit, votre navigateur refuse peut-être les cookies de ce site.',
  },
  needsSecondFactor: {
    status: 403,
    title: 'Une double authentification est demandée',
    text: 'Vous avez été reconnu, mais par un mot de passe seul. Déconnectez-vous de votre fournisseur d’identité, puis recommencez en choisissant la double authentification.',
  },
  staleForm: {
    status: 403,
    title: 'Ce formulaire n’est plus valable',
    text: 'Il vient d’une autre session, ou d’un autre site. Rien n’a été fait : revenez à la page, rechargez-la et recommencez.',
  },
  noCase: {
    status: 404,
    title: 'Dossier introuvable',
    text: 'Aucun dossier ne porte cette référence. Vérifiez-la ; le dossier a pu être effacé au terme de sa conservation.',
  },
  notYourCase: {
    status: 403,
    title: 'Ce dossier n’est pas à vous',
    text: 'Il est suivi par un autre arrondissement que les vôtres, ou sa commune reste à trancher. Si vous devez le lire, demandez ce droit à l’administrateur de votre service.',
  },
  noPiece: {
    status: 404,
    title: 'Pièce introuvable',
    text: 'Cette pièce n’est pas de ce dossier, ou son fichier ne peut plus être lu. Revenez au dossier ; si elle y est encore, demandez-la à l’étude qui l’a déposée.',
  },
  noMoreSending: {
    status: 403,
    title: 'Votre partenariat ne permet pas d’envoyer',
    text: 'Il n’est pas ouvert à ce jour, ou a pris fin : rien n’a été envoyé. Ce qui l’a été avant se lit toujours ici.',
  },
  noReceiptYet: {
    status: 404,
    title: 'L’accusé n’est pas encore là',
    text: 'Il est écrit dans la minute qui suit l’enregistrement de la pièce. Si elle est enregistrée depuis plus longtemps, dites-nous son numéro.',
  },
  noSuch: {
    status: 404,
    title: 'Introuvable',
    text: 'Ce que vous cherchez n’est plus là, ou n’y a jamais été. Revenez à la liste : elle dit ce qui est connu aujourd’hui.',
  },
  noPage: {
    status: 404,
    title: 'Page introuvable',
    text: 'Cette adresse ne mène à rien ici. Si elle vient d’un mél, vérifiez qu’elle est entière.',
  },
  ourFault: {
    status: 500,
    title: 'Un problème de notre côté',
    text: 'Rien n’est perdu. Réessayez dans quelques minutes ; si cela dure, dites-nous l’heure et ce que vous faisiez.',
  },
} as const satisfies Record<string, { status: 400 | 403 | 404 | 500; title: string; text: string }>;
export type Refusal = keyof typeof refusals;

export const RefusalPage: FC<{ refusal: Refusal; reader: Reader | undefined; mail?: string | undefined }> = ({
  refusal,
  reader,
  mail,
}) => (
  <Page title={refusals[refusal].title} reader={reader}>
    <p>{refusals[refusal].text}</p>
    {mail === undefined ? null : (
      <p>
        Adresse : <strong>{mail}</strong>
      </p>
    )}
    <p>
      <a class="fr-link" href="/">
        Revenir à l’accueil
      </a>
    </p>
  </Page>
);
