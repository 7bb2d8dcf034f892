/** Opens the browser's file dialog; gives the files, none when it is closed without a choice. */
export function pickFiles(options: {
  readonly accept: string;
  readonly multiple: boolean;
}): Promise<File[]> {
  return new Promise((done) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = options.accept;
    input.multiple = options.multiple;
    input.addEventListener('change', () => {
      done([...(input.files ?? [])]);
    });
    input.addEventListener('cancel', () => {
      done([]);
    });
    input.click();
  });
}
