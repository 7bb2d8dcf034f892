import ChevronDown from 'lucide-solid/icons/chevron-down';
import Download from 'lucide-solid/icons/download';
import Eye from 'lucide-solid/icons/eye';
import { For, Show, type JSX } from 'solid-js';
import { TABLE_FORMATS, type TableFormat } from '../../engine/export/table-format.ts';
import { Button } from '../../widgets/button.tsx';
import { Icon } from '../../widgets/icon.tsx';
import { Menu } from '../../widgets/menu.tsx';
import { Num } from '../../widgets/num.tsx';
import type { Output } from './outputs.ts';

export interface OutputTableProps {
  readonly outputs: readonly Output[];
  /** File → size and time of its last saving. */
  readonly saved: ReadonlyMap<string, string>;
  readonly busy: boolean;
  readonly onSave: (output: Output, format: TableFormat) => void;
  readonly onPreview: (output: Output) => void;
}

/** One row per file: what is in it, how much, and the ways to look at it and to save it. */
export function OutputTable(props: OutputTableProps): JSX.Element {
  return (
    <table class="tight ex-table" aria-label="Files">
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Holds</th>
          <th scope="col" class="n">
            Rows
          </th>
          <th scope="col" class="n">
            Columns
          </th>
          <th scope="col">Last saved</th>
          <th scope="col">
            <span class="vh">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.outputs}>
          {(output) => (
            <tr>
              <td class="m">{output.file}</td>
              <td class="ink2 ex-what" title={output.what}>
                {output.what}
              </td>
              <td class="n">
                <Show when={output.rows !== null}>
                  <Num value={output.rows} muteZero />
                </Show>
              </td>
              <td class="n">
                <Show when={output.columns !== null}>
                  <Num value={output.columns} />
                </Show>
              </td>
              <td class="ink3 num">{props.saved.get(output.file) ?? ''}</td>
              <td>
                <span class="ex-acts">
                  <Button
                    small
                    tone="ghost"
                    icon={Eye}
                    aria-label={`Preview ${output.file}`}
                    onClick={() => {
                      props.onPreview(output);
                    }}
                  >
                    Preview
                  </Button>
                  <Button
                    small
                    icon={Download}
                    disabled={props.busy}
                    aria-label={`Save ${output.kind === 'csv' ? 'CSV' : 'JSON'}, ${output.file}`}
                    onClick={() => {
                      props.onSave(output, 'csv');
                    }}
                  >
                    Save {output.kind === 'csv' ? 'CSV' : 'JSON'}
                  </Button>
                  <Show when={output.table}>
                    <Menu
                      label={`Other formats, ${output.name}`}
                      title="Other formats"
                      class="btn sm ico"
                      entries={TABLE_FORMATS.filter(({ format }) => format !== 'csv').map(
                        ({ format, label }) => ({
                          label: `Save ${label}`,
                          disabled: props.busy,
                          onSelect: () => {
                            props.onSave(output, format);
                          },
                        }),
                      )}
                    >
                      <Icon of={ChevronDown} small />
                    </Menu>
                  </Show>
                </span>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
