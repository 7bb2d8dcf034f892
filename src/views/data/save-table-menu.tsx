import Download from 'lucide-solid/icons/download';
import type { JSX } from 'solid-js';
import { TABLE_FORMATS } from '../../engine/export/table-format.ts';
import { Icon } from '../../widgets/icon.tsx';
import { Menu, type MenuEntry } from '../../widgets/menu.tsx';
import type { TableSaver } from './table-saver.ts';

/** The ways to save a table; CSV and TSV with or without a guard against spreadsheets. */
export function saveEntries(saver: TableSaver): readonly MenuEntry[] {
  const busy = saver.saving() !== null;
  return [
    ...TABLE_FORMATS.map(({ format, label, extension }) => ({
      label,
      hint: `.${extension}`,
      disabled: busy,
      onSelect: () => void saver.save(format),
    })),
    { kind: 'rule' },
    {
      kind: 'radio',
      label: 'Text in CSV and TSV that a spreadsheet would run',
      value: saver.guard(),
      choices: [
        { value: 'safe', label: 'Put an apostrophe before it' },
        { value: 'lossless', label: 'Leave it as it is' },
      ],
      onChange: (value) => {
        saver.setGuard(value === 'lossless' ? 'lossless' : 'safe');
      },
    },
  ];
}

/** The button that opens them. */
export function SaveTableMenu(props: { readonly saver: TableSaver }): JSX.Element {
  return (
    <Menu class="btn" entries={saveEntries(props.saver)}>
      <Icon of={Download} small />
      Save table as
    </Menu>
  );
}
