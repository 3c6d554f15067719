import { type Issue, issueCodes } from '../../outbound/replies/issue.ts';

/** Why an upload is refused. The caller adds which file it is. */
const issue = (code: Issue['code'], expected: string, message: string): Issue => ({
  code,
  path: '',
  expected,
  message,
});

export const badPrefix = issue(
  issueCodes.prefixe,
  'un dépôt sous le préfixe de l’étude',
  'Le dépôt n’est sous le préfixe d’aucune étude.',
);
export const folder = issue(
  issueCodes.pasPdf,
  'un fichier PDF : un nom de pièce ne finit pas par « / »',
  'Un dossier n’est pas une pièce.',
);
export const gone = issue(
  issueCodes.pieceAbsente,
  'un dépôt laissé en place jusqu’à sa réponse',
  'Le fichier n’est plus dans le dépôt : il n’a pas été lu.',
);
export const dataMissing = issue(
  issueCodes.donneesAbsentes,
  'un fichier .json du même nom, ou la métadonnée « passerelle »',
  'La pièce est arrivée sans ses données.',
);
export const pieceMissing = issue(
  issueCodes.pieceAbsente,
  'un fichier PDF du même nom (.pdf, .PDF ou sans extension)',
  'Les données sont arrivées sans leur pièce.',
);
export const dataReplaced = issue(
  issueCodes.pieceAbsente,
  'des données par pièce : d’autres, du même nom, sont arrivées avant la pièce et vont avec elle',
  'Ces données ont été remplacées avant l’arrivée de leur pièce.',
);
export const dataInside = issue(
  issueCodes.pieceAbsente,
  'des données par pièce : celle du même nom porte les siennes, dans la métadonnée « passerelle »',
  'La pièce du même nom porte d’autres données : celles-ci sont sans pièce.',
);
export const dataNotUtf8 = issue(
  issueCodes.illisible,
  'un objet JSON en UTF-8',
  'Le fichier de données n’est pas en UTF-8 : il n’a pas été lu.',
);
export const dataTooLarge = issue(
  issueCodes.illisible,
  'un fichier de données de 256 Ko au plus',
  'Le fichier de données est trop volumineux.',
);
export const tooLarge = issue(
  issueCodes.tropGrande,
  'un fichier de 25 Mo au plus',
  'Le fichier est trop volumineux.',
);
const infected = issue(
  issueCodes.infectee,
  'un fichier sain : vérifiez le poste d’où il vient',
  'Un logiciel malveillant a été trouvé dans le dépôt ; il est mis à l’écart et n’a pas été lu.',
);
const failed = issue(
  issueCodes.nonAnalysee,
  'le même fichier, déposé à nouveau',
  'L’antivirus n’a pas répondu pendant un jour, sans que le fichier soit en cause ; il n’a pas été lu.',
);
const unscannable = issue(
  issueCodes.infectee,
  'un fichier que l’antivirus peut ouvrir : ni chiffré, ni compressé',
  'L’antivirus n’a pas pu analyser le dépôt ; il est mis à l’écart et n’a pas été lu.',
);

/** For each scan result that does not let a file be read. */
export const byScan = { infected, unscannable, failed } as const;
