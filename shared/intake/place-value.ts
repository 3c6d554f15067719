/** Sets the value at a path such as `a.b` or `list[0].c`. Paths come from the schema, never from a sender. */
export const place = (message: Record<string, unknown>, path: string, value: unknown): void => {
  const [head = '', ...rest] = path.split('.');
  const item = /^(\w+)\[(\d+)\]$/.exec(head);
  if (item) {
    const [, name = '', index = '0'] = item;
    const list: unknown[] = Array.isArray(message[name]) ? message[name] : [];
    message[name] = list;
    const one = isRecord(list[Number(index)]) ? list[Number(index)] : {};
    list[Number(index)] = one;
    if (isRecord(one)) place(one, rest.join('.'), value);
    return;
  }
  if (rest.length === 0) {
    message[head] = value;
    return;
  }
  const inner = isRecord(message[head]) ? message[head] : {};
  message[head] = inner;
  place(inner, rest.join('.'), value);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
