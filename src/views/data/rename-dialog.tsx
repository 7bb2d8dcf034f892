import { createSignal, createUniqueId, type JSX } from 'solid-js';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { Field } from '../../widgets/field.tsx';

/** Asks for another name of a table. */
export function RenameDialog(props: {
  readonly name: string;
  readonly onClose: () => void;
  readonly onRename: (name: string) => void;
}): JSX.Element {
  const id = createUniqueId();
  const [name, setName] = createSignal(props.name);
  const rename = (): void => {
    if (name().trim() === '') return;
    props.onRename(name());
    props.onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title="Rename table"
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button tone="primary" disabled={name().trim() === ''} onClick={rename}>
            Rename
          </Button>
        </>
      }
    >
      <Field label="Name" for={id}>
        <input
          id={id}
          class="in"
          type="text"
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </Field>
    </Dialog>
  );
}
