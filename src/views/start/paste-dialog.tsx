import { createSignal, createUniqueId, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';

/** Takes text that is pasted or typed. */
export function PasteDialog(props: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onText: (text: string) => void;
}): JSX.Element {
  const id = createUniqueId();
  const [text, setText] = createSignal('');
  const lines = (): number =>
    text()
      .split('\n')
      .filter((line) => line.trim() !== '').length;
  const close = (): void => {
    setText('');
    props.onClose();
  };
  const open = (): void => {
    const given = text();
    if (given.trim() === '') return;
    close();
    props.onText(given);
  };
  return (
    <Dialog
      wide
      open={props.open}
      onOpenChange={(next) => {
        if (!next) close();
      }}
      title="Paste text"
      description="Rows of a spreadsheet, CSV, JSON lines or a log. The first line holds the names of the columns."
      footer={
        <>
          <span class="note paste-count" role="status">
            {lines() === 0 ? '' : formatCounted(lines(), 'line')}
          </span>
          <Button onClick={close}>Cancel</Button>
          <Button tone="primary" disabled={lines() === 0} onClick={open}>
            Open
          </Button>
        </>
      }
    >
      <label class="vh" for={id}>
        Text
      </label>
      <textarea
        id={id}
        class="in paste-area"
        spellcheck={false}
        wrap="off"
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </Dialog>
  );
}
