import Download from 'lucide-solid/icons/download';
import { createSignal, type JSX } from 'solid-js';
import { TABLE_FORMATS } from '../../engine/export/table-format.ts';
import { Icon } from '../../widgets/icon.tsx';
import { Menu } from '../../widgets/menu.tsx';
import type { TableSaver } from './table-saver.ts';

/** The ways to save a table; CSV and TSV with or without a guard against spreadsheets. */
export function SaveTableMenu(props: { readonly saver: TableSaver }): JSX.Element {
  const [safe, setSafe] = createSignal<'safe' | 'lossless'>('safe');
  const busy = (): boolean => props.saver.saving() !== null;
  return (
    <Menu
      class="btn sm"
      entries={[
        ...TABLE_FORMATS.map(({ format, label, extension }) => ({
          label,
          hint: `.${extension}`,
          disabled: busy(),
          onSelect: () => void props.saver.save(format, safe() === 'safe'),
        })),
        { kind: 'rule' },
        {
          kind: 'radio',
          label: 'Text in CSV and TSV that a spreadsheet would run',
          value: safe(),
          choices: [
            { value: 'safe', label: 'Put an apostrophe before it' },
            { value: 'lossless', label: 'Leave it as it is' },
          ],
          onChange: (value) => {
            setSafe(value === 'lossless' ? 'lossless' : 'safe');
          },
        },
      ]}
    >
      <Icon of={Download} small />
      Save table as
    </Menu>
  );
}
