import type { FC } from 'hono/jsx';
import type { Opinion } from '../../../../shared/domain/case/opinions.ts';
import { words } from '../../../../shared/domain/notices/words.ts';
import { Day, Notice } from '../kit/words.tsx';

/** The opinions of the CCAPEX that a decision departs from, or might. @param told whether the CCAPEX will be told */
export const Opinions: FC<{ of: readonly Opinion[]; told: boolean }> = ({ of, told }) =>
  of.length === 0 ? null : (
    <Notice
      kind="warning"
      title={
        of.length === 1 ? 'Un avis de la CCAPEX est en vigueur' : 'Des avis de la CCAPEX sont en vigueur'
      }
    >
      <ul>
        {of.map(({ on, nature, recommandations }) => (
          <li>
            {nature === 'avis' ? 'Avis' : 'Recommandation'} du <Day of={on} /> :{' '}
            {recommandations.map((one) => words[one]).join(', ')}
          </li>
        ))}
      </ul>
      <p>
        {told
          ? 'Cette décision s’en écarte : la CCAPEX en sera informée, avec la raison que vous avez donnée (loi n° 90-449, art. 7-2).'
          : 'Si le concours est accordé malgré cet avis, dites pourquoi : la CCAPEX en sera informée (loi n° 90-449, art. 7-2).'}
      </p>
    </Notice>
  );
