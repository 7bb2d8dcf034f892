import { For, type JSX } from 'solid-js';

/** The same data as a chart, as a table. Texts are already written for reading. */
export interface Twin {
  columns: readonly { label: string; numeric?: boolean }[];
  rows: readonly (readonly string[])[];
}

/** The table twin of a chart; scrolls inside the room the chart had. */
export function TwinTable(props: {
  id: string;
  name: string;
  twin: Twin;
  height: number;
}): JSX.Element {
  const numeric = (column: number): boolean => props.twin.columns[column]?.numeric === true;
  return (
    <div
      id={props.id}
      class="ch-twin"
      role="region"
      aria-label={`${props.name}, as a table`}
      tabindex="0"
      style={{ 'max-height': `${Math.max(120, props.height)}px` }}
    >
      <table>
        <thead>
          <tr>
            <For each={props.twin.columns}>
              {(column) => (
                <th scope="col" classList={{ 'ch-num': column.numeric === true }}>
                  {column.label}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.twin.rows}>
            {(row) => (
              <tr>
                <For each={row}>
                  {(cell, column) => <td classList={{ 'ch-num': numeric(column()) }}>{cell}</td>}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
