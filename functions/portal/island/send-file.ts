/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/**
 * Sends a file by the signed form of its page, and tells how far it is.
 *
 * @param progress percent of its bytes
 * @returns false when it was refused, or could not go
 */
export const sendFile = (
  form: HTMLFormElement,
  file: File,
  progress: (percent: number) => void,
): Promise<boolean> =>
  new Promise((done) => {
    const data = new FormData();
    for (const field of form.querySelectorAll<HTMLInputElement>('input[type="hidden"]'))
      data.append(field.name, field.value);
    // S3 reads nothing after the file.
    data.append('file', file);
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded, total }) => progress((100 * loaded) / total));
    request.addEventListener('load', () => done(request.status >= 200 && request.status < 300));
    request.addEventListener('error', () => done(false));
    request.open('POST', form.action);
    request.send(data);
  });
