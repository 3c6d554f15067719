/** What a browser asks a server: the portal itself, or `fetch`. */
export type Ask = (address: string, init: RequestInit) => Response | Promise<Response>;

/** A form's request, as a browser sends it. */
export const formOf = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});

/** Where a redirection leads. */
export const placeOf = (response: Response, from: string): string =>
  new URL(response.headers.get('location') ?? '', from).href;

/**
 * A browser without scripts: cookies by host, redirections followed by hand.
 *
 * @param origin the portal's
 * @param portal how it is asked; the identity provider is asked by `fetch`
 */
export const createBrowser = (origin: string, portal: Ask = fetch) => {
  const jars = { portal: new Map<string, string>(), issuer: new Map<string, string>() };
  const keep = (jar: Map<string, string>, response: Response): void => {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
  };
  const ask = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const isOurs = address.startsWith(origin);
    const jar = isOurs ? jars.portal : jars.issuer;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    headers.set('cookie', cookie);
    const response = await (isOurs ? portal : fetch)(address, { ...init, redirect: 'manual', headers });
    keep(jar, response);
    return response;
  };
  /** Signs in, from the page that was asked for; gives where the provider sends back. */
  const identify = async (mail: string, page: string): Promise<string> => {
    let place = placeOf(await ask(`${origin}${page}`), origin);
    if (place.startsWith(origin)) {
      const html = await (await ask(place)).text();
      const [, button = ''] = /class="fr-connect[^"]*" href="([^"]+)"/.exec(html) ?? [];
      place = placeOf(await ask(`${origin}${button.replaceAll('&amp;', '&')}`), origin);
    }
    const issuer = new URL(place).origin;
    place = placeOf(await ask(place), issuer);
    place = placeOf(await ask(place, formOf({ mail })), issuer);
    while (place.startsWith(issuer)) place = placeOf(await ask(place), issuer);
    return place;
  };
  return { ask, identify, jars };
};
export type Browser = ReturnType<typeof createBrowser>;
