/** A place as a sender tells it. */
export type ToldPlace = {
  insee?: string | undefined;
  postcode?: string | undefined;
  commune?: string | undefined;
};

/**
 * A place without what spreadsheets and address books add to codes: spaces, the country's letter, a number's decimals, a town after
 * its postal code. Nothing is guessed: what has two readings stays as it is.
 *
 * @example plainPlace({ postcode: 'F-77 100.0' }) // { postcode: '77100' }
 * plainPlace({ postcode: '77100 Meaux' }) // { postcode: '77100', commune: 'Meaux' }
 */
export const plainPlace = <P extends ToldPlace>(place: P): P => {
  const { insee, postcode, commune } = place;
  const [, code, town] = TOWN.exec(postcode ?? '') ?? [];
  const [, before, named] = TOWN.exec(commune ?? '') ?? [];
  return {
    ...place,
    ...(insee !== undefined && { insee: plainCode(insee).toUpperCase() }),
    ...(postcode !== undefined && { postcode: plainCode(postcode) }),
    ...(code && town && (!commune || commune === town) && { postcode: code, commune: town }),
    ...(before &&
      named &&
      (!postcode || plainCode(postcode) === before) && { postcode: before, commune: named }),
  };
};

const TOWN = /^(?:FR?-)?(\d{5})\s+(\D.*)$/i;

const plainCode = (told: string): string =>
  told
    .replace(/\s+/g, '')
    .replace(/^FR?-(?=\d)/i, '')
    .replace(/^(\d{4,5})\.0+$/, '$1');
