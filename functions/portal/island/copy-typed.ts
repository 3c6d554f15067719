type Typed = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
/** What a person may type or tick in a part of the page. */
const fieldsIn = (part: Element): Typed[] => [
  ...part.querySelectorAll<Typed>('input:not([name="jeton"]), select, textarea'),
];
const isTicked = (field: Typed): boolean =>
  field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox');

/** Keeps what was typed in the form of an act, for the fields of the same names in that of another. */
export const copyTyped = (from: Element, to: Element): void => {
  const before = fieldsIn(from);
  for (const field of fieldsIn(to)) {
    const ticks = isTicked(field);
    const typed = before.find(
      (one) => one.name === field.name && isTicked(one) === ticks && (!ticks || one.value === field.value),
    );
    if (!typed) continue;
    if (field instanceof HTMLInputElement && typed instanceof HTMLInputElement && ticks)
      field.checked = typed.checked;
    else if (
      !(field instanceof HTMLSelectElement) ||
      [...field.options].some(({ value }) => value === typed.value)
    )
      field.value = typed.value;
    if (ticks ? typed.matches(':checked') : typed.value !== '')
      field.closest('details')?.setAttribute('open', '');
  }
};
