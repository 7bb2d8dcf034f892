import ChevronDown from 'lucide-solid/icons/chevron-down';
import Columns3 from 'lucide-solid/icons/columns-3';
import Combine from 'lucide-solid/icons/combine';
import FileSearch from 'lucide-solid/icons/file-search';
import Pencil from 'lucide-solid/icons/pencil';
import Play from 'lucide-solid/icons/play';
import X from 'lucide-solid/icons/x';
import { createSignal, Show, type JSX } from 'solid-js';
import type { OpenTable } from '../../state/tables.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Icon } from '../../widgets/icon.tsx';
import { Menu, type MenuEntry } from '../../widgets/menu.tsx';
import { inputTitle } from './input-title.ts';
import { RenameDialog } from './rename-dialog.tsx';

export interface TableMenuProps {
  readonly workbench: Workbench;
  readonly table: OpenTable;
  readonly onChangeReading?: ((table: OpenTable) => void) | undefined;
  readonly exportEntries?: ((table: OpenTable) => readonly MenuEntry[]) | undefined;
}

/** What can be done with the table that is shown. */
export function TableMenu(props: TableMenuProps): JSX.Element {
  const [renaming, setRenaming] = createSignal(false);
  const tables = () => props.workbench.tables;
  const entries = (): readonly MenuEntry[] => {
    const { id, lacks, joined } = props.table;
    const inputs = Object.keys(props.workbench.recipe().inputs);
    const input = tables().playing(id);
    const saving = props.exportEntries?.(props.table) ?? [];
    const reading = joined ? undefined : props.onChangeReading;
    return [
      ...inputs
        .filter((other) => other !== input)
        .map((other): MenuEntry => ({
          label: `Use for this recipe as ${inputTitle(other)}`,
          icon: Play,
          onSelect: () => void tables().use(id, other),
        })),
      ...(input !== null && lacks
        ? [
            {
              label: 'Choose columns…',
              icon: Columns3,
              onSelect: () => void tables().chooseColumns(id),
            },
          ]
        : []),
      ...(joined && [joined.left, joined.right].every((side) => tables().find(side.id))
        ? [{ label: 'Join again', icon: Combine, onSelect: () => void tables().joinAgain(id) }]
        : []),
      { label: 'Rename…', icon: Pencil, onSelect: () => setRenaming(true) },
      ...(reading
        ? [
            {
              label: 'Change how it is read…',
              icon: FileSearch,
              onSelect: () => {
                reading(props.table);
              },
            },
          ]
        : []),
      ...(saving.length > 0 ? [{ kind: 'rule' } as const, ...saving] : []),
      { kind: 'rule' },
      { label: 'Remove table', icon: X, onSelect: () => void tables().remove(id) },
    ];
  };
  return (
    <>
      <Menu class="btn" entries={entries()} label={`Table ${props.table.name}`}>
        Table
        <Icon of={ChevronDown} small />
      </Menu>
      <Show when={renaming()}>
        <RenameDialog
          name={props.table.name}
          onClose={() => setRenaming(false)}
          onRename={(name) => {
            tables().rename(props.table.id, name);
          }}
        />
      </Show>
    </>
  );
}
