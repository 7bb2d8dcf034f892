import { Show, type JSX } from 'solid-js';
import { formatCount } from '../../charts/format.ts';
import { rowsOf, type OpenTable } from '../../state/tables.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Badge } from '../../widgets/badge.tsx';
import { Select } from '../../widgets/select.tsx';
import { TabList, TabPanel, Tabs } from '../../widgets/tabs.tsx';
import { inputTitle } from './input-title.ts';

/** More tables than this are chosen from a list. */
const TABS = 6;

/** A tab for each open table, and below them what is shown of the one that is chosen; no tabs where there is one table. */
export function TableTabs(props: {
  readonly workbench: Workbench;
  readonly children: JSX.Element;
}): JSX.Element {
  const tables = () => props.workbench.tables;
  const list = (): readonly OpenTable[] => tables().list();
  const shown = (): string => tables().shown()?.id ?? '';
  const show = (id: string): void => {
    tables().show(id);
  };
  return (
    <Show
      when={list().length > 1 && list().length <= TABS}
      fallback={
        <>
          <Show when={list().length > TABS}>
            <div class="table-tabs">
              <Select
                label="Table"
                value={shown()}
                choices={list().map((table) => ({
                  value: table.id,
                  label: [table.name, sizeOf(table), playsWords(props.workbench, table)]
                    .filter(Boolean)
                    .join(', '),
                }))}
                onChange={show}
              />
            </div>
          </Show>
          {props.children}
        </>
      }
    >
      <Tabs value={shown()} onChange={show}>
        <div class="table-tabs">
          <TabList
            label="Tables"
            tabs={list().map((table) => ({
              id: table.id,
              label: table.name,
              count: (
                <>
                  {sizeOf(table)}
                  <Show when={playsWords(props.workbench, table)}>
                    {(words) => (
                      <>
                        {' '}
                        <Badge>{words()}</Badge>
                      </>
                    )}
                  </Show>
                </>
              ),
            }))}
          />
        </div>
        <TabPanel id={shown()}>{props.children}</TabPanel>
      </Tabs>
    </Show>
  );
}

function sizeOf(table: OpenTable): string {
  const { loaded, failed } = table;
  if (!loaded) return failed ? 'not read' : '';
  return `${formatCount(rowsOf(table))} × ${formatCount(loaded.schema.length - 1)}`;
}

/** The input that a table plays, as a word; nothing where it plays none. */
function playsWords({ tables }: Workbench, table: OpenTable): string {
  const input = tables.playing(table.id);
  return input === null || table.lacks ? '' : inputTitle(input);
}
