import { createMemo, type JSX } from 'solid-js';
import { countMatches } from '../../../engine/join-tables.ts';
import type { Workbench } from '../../../state/workbench.ts';
import { JoinDialog, type JoinDialogProps } from './join-dialog.tsx';
import type { JoinTable } from './join-form.ts';

/** The dialog that joins another open table to one. */
export function TableJoin(props: {
  readonly workbench: Workbench;
  readonly leftId: string;
  readonly open: boolean;
  readonly onClose: () => void;
}): JSX.Element {
  const tables = createMemo(() =>
    props.workbench.tables
      .list()
      .flatMap(({ id, name, loaded, loadedAs, joined, columns }): JoinTable[] => {
        if (!loaded) return [];
        const { relation, schema } = loaded;
        const own = joined ? columns.map((column) => column.name) : [];
        const hidden = [...own, ...Object.values(loadedAs?.mapping ?? {})];
        return [{ id, name, relation, schema, hidden }];
      }),
  );
  const count: JoinDialogProps['count'] = ({ left, right, spec }, signal) => {
    const database = props.workbench.database();
    if (!database) return Promise.reject(new Error('The engine is not running.'));
    return countMatches(database, left, right, spec, { signal });
  };
  return (
    <JoinDialog
      open={props.open}
      tables={tables()}
      leftId={props.leftId}
      inputs={Object.keys(props.workbench.recipe().inputs)}
      count={count}
      onClose={() => props.onClose()}
      onJoin={({ left, right, spec, name, input }) => {
        props.onClose();
        void props.workbench.tables.join({ leftId: left.id, rightId: right.id, spec, name, input });
      }}
    />
  );
}
