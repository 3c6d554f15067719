import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RapportLu } from '../../shared/cases/indicateurs/rapport.ts';
import type { Rapport } from '../../shared/domain/rapport/document.ts';
import { rapportDe } from '../../shared/domain/rapport/rapport.ts';

/** Forms of the report, by the ending of its file. */
export const formats = ['pdf', 'docx', 'xlsx', 'ods', 'csv'] as const;
export type Format = (typeof formats)[number];
export const isFormat = (text: string): text is Format => formats.some((one) => one === text);

/** The files of a form: their endings, and their content. */
const filesOf = async (
  format: Format,
  rapport: Rapport,
  { annees }: RapportLu,
): Promise<[ending: string, content: Uint8Array | string][]> => {
  switch (format) {
    case 'pdf':
      return [
        ['pdf', await (await import('../../shared/outbound/indicateurs/rapport-pdf.ts')).rapportPdf(rapport)],
      ];
    case 'docx':
      return [
        [
          'docx',
          await (await import('../../shared/outbound/indicateurs/rapport-docx.ts')).rapportDocx(rapport),
        ],
      ];
    case 'xlsx':
      return [
        [
          'xlsx',
          await (await import('../../shared/outbound/indicateurs/classeur.ts')).rapportXlsx(rapport, annees),
        ],
      ];
    case 'ods':
      return [
        [
          'ods',
          await (await import('../../shared/outbound/indicateurs/classeur.ts')).rapportOds(rapport, annees),
        ],
      ];
    case 'csv': {
      const { donneesCsv, schemaDesDonnees } = await import('../../shared/outbound/indicateurs/donnees.ts');
      const schema = schemaDesDonnees(rapport.annee, rapport.version, rapport.le);
      return [
        ['csv', donneesCsv(annees)],
        ['schema.json', `${JSON.stringify(schema, null, 2)}\n`],
      ];
    }
  }
};

/**
 * Writes the report in a folder, in each form; gives the files' names. The State's version is readable by its owner only: it shows small numbers.
 *
 * @param onFile is told each file as it is written
 */
export const writeReport = async (
  folder: string,
  lu: RapportLu,
  wanted: readonly Format[],
  onFile: (name: string) => void,
): Promise<void> => {
  const rapport = rapportDe(lu.matiere);
  await mkdir(folder, { recursive: true });
  for (const format of wanted)
    for (const [ending, content] of await filesOf(format, rapport, lu)) {
      const name = `charte-77-${rapport.annee}-${rapport.version}.${ending}`;
      await writeFile(join(folder, name), content, rapport.version === 'etat' ? { mode: 0o600 } : {});
      onFile(name);
    }
};
