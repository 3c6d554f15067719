import type { FC } from 'hono/jsx';
import type { Commission } from '../../../../shared/domain/commissions/commission.ts';
import { enMots, issues as issueNames } from '../../../../shared/domain/commissions/issues.ts';
import type { Situation } from '../../../../shared/domain/commissions/seance.ts';
import { issuesClpil, recommandationsCcapex } from '../../../../shared/domain/events/support.ts';
import { words } from '../../../../shared/domain/notices/words.ts';

const KEYS = '123456789abcdefghijklmnopqrstuvwxyz';

type Choice = { value: string; text: string; checked: boolean };

/** Outcomes of a CLPIL, each with a body in charge: those that sit in it first; or what a CCAPEX recommends. */
const choicesOf = (
  { nature, membres }: Commission,
  { issues, recommandations, nature: said }: Situation,
): Choice[] => {
  if (nature !== 'clpil')
    return [
      ...recommandationsCcapex.map((one) => ({
        value: one,
        text: words[one],
        checked: recommandations.includes(one),
      })),
      ...(nature === 'ccapex'
        ? [
            {
              value: 'avis',
              text: 'donné comme avis',
              checked: said === 'avis',
            },
          ]
        : []),
      {
        value: nature === 'ccapex' ? 'revue|ccapex' : 'revue|mds',
        text: words.revue,
        checked: issues.some(({ issue }) => issue === 'revue'),
      },
    ];
  const sits = (organisme: string): boolean => membres.some((one) => one.organisme === organisme);
  return issuesClpil.flatMap((issue) => {
    const { par } = issueNames[issue];
    const some = par.filter(
      (organisme, n) =>
        n === 0 ||
        sits(organisme) ||
        issues.some((one) => one.issue === issue && one.organisme === organisme),
    );
    return some.map((organisme) => ({
      value: `${issue}|${organisme}`,
      text: enMots({ issue, organisme }),
      checked: issues.some((one) => one.issue === issue && one.organisme === organisme),
    }));
  });
};

/** The boxes by which outcomes are chosen, each with its key. @param id what tells them from another household's in one page */
export const DecisionFields: FC<{
  commission: Commission;
  situation: Situation;
  id: string;
  keys: boolean;
}> = ({ commission, situation, id, keys }) => (
  <fieldset class="fr-fieldset issues" aria-labelledby={`issues-${id}-legende`}>
    <legend class="fr-fieldset__legend fr-fieldset__legend--regular" id={`issues-${id}-legende`}>
      {commission.nature === 'clpil' ? 'Ce que la commission décide' : 'Ce que la commission recommande'}
      <span class="fr-hint-text">Plusieurs choix possibles{keys ? ' ; une touche pour chacun' : ''}</span>
    </legend>
    {choicesOf(commission, situation).map(({ value, text, checked }, n) => (
      <div class="fr-fieldset__element">
        <div class="fr-checkbox-group">
          <input
            type="checkbox"
            id={`issues-${id}-${n}`}
            name="issues"
            value={value}
            checked={checked}
            data-cle={keys ? KEYS[n] : undefined}
          />
          <label class="fr-label" for={`issues-${id}-${n}`}>
            {text}
            {keys ? <kbd class="cle">{KEYS[n]}</kbd> : null}
          </label>
        </div>
      </div>
    ))}
  </fieldset>
);
