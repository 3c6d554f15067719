import type { Child, FC } from 'hono/jsx';

/** French punctuation never begins a line, nor a quotation mark ends one. */
export const held = (text: string): string =>
  text.replace(/ (?=[;:!?»%])/g, '\u00a0').replace(/« /g, '«\u00a0');

const heldChild = (child: Child): Child =>
  typeof child === 'string' ? held(child) : Array.isArray(child) ? child.map(heldChild) : child;

/** A paragraph of text that is read, and not of a form. */
export const P: FC<{ class?: string; children: Child }> = ({ class: className, children }) => (
  <p class={className}>{heldChild(children)}</p>
);

/** Things of a kind, one a line. */
export const Bullets: FC<{ of: readonly Child[] }> = ({ of }) => (
  <ul class="puces">
    {of.map((one) => (
      <li>{heldChild(one)}</li>
    ))}
  </ul>
);

/** A postal address, line by line. */
export const Address: FC<{ lines: readonly string[] }> = ({ lines }) => (
  <address>
    {lines.map((line, n) => (
      <>
        {n === 0 ? null : <br />}
        {line}
      </>
    ))}
  </address>
);
