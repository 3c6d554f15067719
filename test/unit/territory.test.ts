import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { resolveDwelling } from '../../shared/domain/territory/resolve.ts';

const require = createRequire(import.meta.url);
const communes = z
  .array(
    z.object({
      code: z.string(),
      nom: z.string(),
      type: z.string(),
      departement: z.string().optional(),
      arrondissement: z.string().optional(),
      codesPostaux: z.array(z.string()).optional(),
      chefLieu: z.string().optional(),
    }),
  )
  .parse(require('@etalab/decoupage-administratif/data/communes.json'));
const seineEtMarne = communes.filter((c) => c.type === 'commune-actuelle' && c.departement === '77');

/** Domain §2: the postal codes that lie in two arrondissements. */
const straddling =
  '77130 77163 77169 77170 77181 77220 77320 77390 77450 77590 77710 77720 77750 77860 77940'.split(' ');

describe('the dwelling gives the arrondissement', () => {
  it('knows the 507 communes, each by its INSEE code', () => {
    expect(seineEtMarne).toHaveLength(507);
    for (const { code, nom, arrondissement } of seineEtMarne) {
      expect(resolveDwelling({ insee: code })).toMatchObject({
        kind: 'resolved',
        insee: code,
        commune: nom,
        arrondissement,
      });
    }
  });

  it('finds each commune by postal code and name, however the name is written', () => {
    for (const { code, nom, arrondissement, codesPostaux } of seineEtMarne) {
      const noisy = nom
        .toUpperCase()
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replaceAll('-', ' ')
        .replace(/^SAINT /, 'St ');
      for (const postcode of codesPostaux ?? []) {
        expect(resolveDwelling({ postcode, commune: noisy }), `${postcode} ${noisy}`).toMatchObject({
          kind: 'resolved',
          insee: code,
          arrondissement,
          by: 'postcode+commune',
        });
      }
    }
  });

  it('never lets a straddling postal code decide alone, and lets every other one', () => {
    const postcodes = [...new Set(seineEtMarne.flatMap(({ codesPostaux }) => codesPostaux ?? []))];
    const undecided = postcodes.filter((postcode) => resolveDwelling({ postcode }).kind !== 'resolved');
    expect(postcodes).toHaveLength(121);
    expect(undecided.sort()).toEqual(straddling);
  });

  it.each(communes.filter((c) => c.type !== 'commune-actuelle' && c.departement === '77'))(
    'takes the former commune $nom ($code) for the one it is now part of',
    ({ code, chefLieu }) => {
      expect(resolveDwelling({ insee: code })).toMatchObject({ kind: 'resolved', insee: chefLieu });
    },
  );

  it.each([
    [{ insee: '75056' }, '75'],
    [{ insee: '2A004' }, '2A'],
    [{ insee: '97411' }, '974'],
    [{ postcode: '91000', commune: 'Évry' }, '91'],
    [{ postcode: '97400' }, '974'],
  ])('says in which département %o lies', (query, code) => {
    expect(resolveDwelling(query)).toMatchObject({ kind: 'outside', departement: { code } });
  });

  it.each([
    [{}, 'ADRESSE_INSUFFISANTE'],
    [{ commune: 'Meaux' }, 'ADRESSE_INSUFFISANTE'],
    [{ insee: '77999' }, 'ADRESSE_INSUFFISANTE'],
    [{ postcode: '77999' }, 'CODE_POSTAL_INCONNU'],
    [{ postcode: '77130' }, 'CODE_POSTAL_PARTAGE'],
    [{ postcode: '77130', commune: 'Nulle-Part' }, 'CODE_POSTAL_PARTAGE'],
    [{ postcode: '77100', commune: 'Melun' }, 'COMMUNE_CONTRADICTOIRE'],
  ])('leaves %o to a person: %s', (query, code) => {
    expect(resolveDwelling(query)).toMatchObject({ kind: 'unresolved', reason: { code } });
  });

  it('lets the INSEE code decide against the postal code, and says so', () => {
    const found = resolveDwelling({ insee: '77284', postcode: '77000', commune: 'Melun' });
    expect(found).toMatchObject({ kind: 'resolved', arrondissement: '771', by: 'insee' });
    expect(found.kind === 'resolved' && found.warnings).toHaveLength(1);
  });
});
