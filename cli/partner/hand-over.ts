import { stages } from '../../infra/stages.ts';
import { TOKEN_PATH } from '../../shared/api/route.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { formatsOf } from '../../shared/intake/partners/partner.ts';
import type { PartnerEntry } from '../../shared/store/partners.ts';
import type { PartnerPlaces, Places } from './stacks.ts';

/** What is handed over: where the hub is, and what was made for the partner. */
export type HandOver = {
  entry: PartnerEntry;
  places: Places;
  made?: PartnerPlaces | undefined;
};

/** The text that whoever runs the hub sends to a new partner, in French. The secret goes apart from it. */
export const handOver = (told: HandOver): string =>
  [
    head(told),
    ...(told.entry.doors.includes('api') ? [api(told)] : []),
    ...(told.made ? [aws(told, told.made)] : []),
    foot(told),
  ].join('\n\n');

const head = ({ entry, places }: HandOver): string => {
  const partner = partnerOfSender(entry.code);
  const formats = Object.keys(partner ? formatsOf(partner) : {});
  return `À remettre à ${entry.name} (${entry.contact})

Raccordement à passerelle, étape ${places.stage}
  Code d’expéditeur   ${entry.code}
  Formats             ${formats.join(', ')}
  À partir du         ${entry.from}`;
};

const isEtude = ({ kind }: PartnerEntry): boolean => kind === 'etude';

const api = ({ entry, places }: HandOver): string => `API HTTP (OAuth 2, « client credentials »)
  Adresse             ${places.api}
  Jetons              ${places.api}${TOKEN_PATH}
  client_id           ${entry.code}
  client_secret       remis à part

  curl -s -u ${entry.code}:SECRET -d grant_type=client_credentials ${places.api}${TOKEN_PATH}
  ${
    isEtude(entry)
      ? `curl -s -H "Authorization: Bearer JETON" -H "Content-Type: application/json" --data @piece.json ${places.api}/v1/pieces`
      : `curl -s -H "Authorization: Bearer JETON" -H "Content-Type: application/json" --data @message.json ${places.api}/v1/messages
${
  entry.doors.includes('aws')
    ? '  Vos réponses sont dans votre file, ci-dessous.'
    : `  curl -s -H "Authorization: Bearer JETON" ${places.api}/v1/reponses`
}`
  }`;

const aws = ({ entry, places }: HandOver, made: PartnerPlaces): string => {
  const places_ = isEtude(entry)
    ? [['Dépôt des pièces', `s3://${places.pieces}/${entry.code}/`]]
    : [
        ['File d’envoi', made.intake ?? ''],
        ['Dépôt des fichiers', `s3://${places.drop}/drop/${entry.code}/`],
      ];
  const lines = [
    ['Région', places.region],
    ['Rôle à prendre', made.role],
    ...places_,
    ['File des réponses', made.replies],
    ['Comptes rendus', `s3://${places.drop}/reports/${entry.code}/`],
  ];
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: made.role }],
  };
  return `Depuis votre compte AWS ${entry.account}
${lines.map(([what = '', where]) => `  ${what.padEnd(19)} ${where}`).join('\n')}

  Politique IAM de ce qui, chez vous, envoie et lit :
${indented(JSON.stringify(policy, null, 2))}

  Profil (~/.aws/config) :
    [profile passerelle]
    role_arn = ${made.role}
    source_profile = default
    region = ${places.region}

  ${
    isEtude(entry)
      ? `aws --profile passerelle s3 cp acte.pdf s3://${places.pieces}/${entry.code}/acte.pdf
  aws --profile passerelle s3 cp acte.json s3://${places.pieces}/${entry.code}/acte.json`
      : `aws --profile passerelle sqs send-message --queue-url ${made.intake} --message-body file://message.json`
  }
  aws --profile passerelle sqs receive-message --queue-url ${made.replies} --wait-time-seconds 20`;
};

/** What is said of a secret, beside the text that is handed over. */
export const secretTold = ({ name }: PartnerEntry, secret: string): string => `
Secret (client_secret), à remettre à ${name} par un autre canal que ce texte ; le hub n’en garde que l’empreinte et ne le redira pas :
${secret}`;

const indented = (text: string): string => text.replaceAll(/^/gm, '    ');

const foot = ({ places }: HandOver): string => {
  const { service, mail, telephone } = stages[places.stage].contact;
  return `Les formats, des exemples et un vérificateur de fichiers sont dans les contrats publiés (docs/contracts).
Une question : ${service}, ${mail}${telephone ? `, ${telephone}` : ''}`;
};
