import type { JSX } from 'solid-js';
import { Dialog } from '../../widgets/dialog.tsx';
import { CopyButton, SqlView } from '../../widgets/sql-view.tsx';

/** The SQL that finds the rows shown, by the recipe's own names, to read and copy. */
export function SqlDialog(props: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly sql: string;
}): JSX.Element {
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => {
        props.onOpenChange(open);
      }}
      title="SQL that finds these rows"
      description="Tables have the names of the recipe's steps."
      wide
      footer={<CopyButton text={props.sql} what="SQL" />}
    >
      <SqlView label="SQL that finds these rows" sql={props.sql} copy={false} />
    </Dialog>
  );
}
