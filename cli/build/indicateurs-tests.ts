import type { Indicateur } from '../../shared/domain/indicateurs/catalogue.ts';

const UNIT = 'test/unit/indicateurs.test.ts';
type Specification = { readonly file: string; readonly titre: string };
const spec = (titre: string, file = UNIT): Specification => ({ file, titre });

/** The tests that count what the report adds, by the beginning of its indicators' ids. */
const duRapport: Readonly<Record<string, Specification>> = {
  'parcours.lettres': spec('says what became of the letters owed at the commandement de payer'),
  'parcours.jours': spec('counts the days of the State’s liability'),
  'parcours.cout': spec('counts the days of the State’s liability'),
  'parcours.responsabilites': spec('counts the days of the State’s liability'),
  'parcours.dossiers': spec('counts a case in the year it came', 'test/unit/rapport.test.ts'),
  'parcours.': spec('follows the assignations of a year'),
  'ccapex.': spec('says what became of the CCAPEX’s opinions'),
  'hub.doutes': spec('counts doubts in the year they came'),
  'hub.': spec(
    'is told to the State’s services: messages, refusals, mails, alerts',
    'test/flow/portal-indicateurs.test.ts',
  ),
  'adil.': spec('counts what ADIL did in cases', 'test/unit/rapport.test.ts'),
  'caf.': spec('counts apart a saisine whose body is not said', 'test/unit/rapport.test.ts'),
};

/** The test that counts an indicator on a case made by hand: its file, and words of its title. */
export const testDe = ({ id, origine }: Indicateur): Specification => {
  switch (origine.annexe) {
    case 3:
      return spec('line $ligne, $id: $attendu');
    case 6:
      return spec('annexe 6, article 6: what the CLPIL examined');
    case 1:
      return id.startsWith('parcours.')
        ? spec('of a diagnostic before each hearing is counted from the cases')
        : spec('the targets of annexe 1');
    case 0: {
      const found = Object.keys(duRapport)
        .sort((a, b) => b.length - a.length)
        .find((start) => id.startsWith(start));
      const own = found === undefined ? undefined : duRapport[found];
      if (own === undefined) throw new RangeError(`no test counts ${id}`);
      return own;
    }
  }
};

/** The same, as the page has it. */
export const specificationDe = (one: Indicateur): string => {
  const { file, titre } = testDe(one);
  const named = one.origine.annexe === 3 ? `line ${one.origine.ligne}` : titre;
  return `\`${file}\` : ${named}`;
};
