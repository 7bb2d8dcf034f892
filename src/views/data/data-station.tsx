import Download from 'lucide-solid/icons/download';
import FileCog from 'lucide-solid/icons/file-cog';
import { createMemo, Show, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import { ident, sql } from '../../sql/sql.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import { Callout } from '../../widgets/callout.tsx';
import { LoadingState } from '../../widgets/states.tsx';
import { StationHead } from '../frame/station-head.tsx';
import { download } from '../save-file.ts';
import { createStepRows } from '../step-rows.ts';
import { WarningList } from '../warning-list.tsx';
import { columnProfiles, profileOf, type ColumnProfile } from './column-model.ts';
import { ColumnsTable } from './columns-table.tsx';
import './data.css';
import { Rejects } from './rejects.tsx';
import { dayRange } from './value-text.ts';

/** What was read: every column with its profile, and every record that was not taken over. */
export function DataStation(props: { readonly workbench: Workbench }): JSX.Element {
  const result = () => props.workbench.result();
  const profile = createMemo(() => {
    const run = result();
    return run ? profileOf(run) : null;
  });
  const table = createStepRows(
    () => props.workbench,
    () => {
      const step = profile()?.step;
      return step ? sql`SELECT * FROM ${ident(step.relation)}` : null;
    },
  );
  const columns = createMemo((): readonly ColumnProfile[] => {
    const run = result();
    const answer = table.value();
    return run && answer ? columnProfiles(answer, run) : [];
  });
  const files = () => result()?.inputs.flatMap((input) => input.files) ?? [];
  const warnings = (): readonly string[] => {
    const steps = result()?.steps.filter((step) => step.station === 'data') ?? [];
    return [
      ...(result()?.inputs.flatMap((input) => input.warnings) ?? []),
      ...steps.flatMap((step) => step.warnings),
    ];
  };
  const changeReading = (): void => {
    props.workbench.showReader(true);
  };
  const sentence = (): string => {
    const [first] = files();
    if (!first) return '';
    const rows = files().reduce((sum, file) => sum + file.rows, 0);
    const names = files().length === 1 ? first.name : formatCounted(files().length, 'file');
    const days = dayRange(columns().find((column) => column.roles.includes('Time')));
    return [
      `${names}: ${formatCounted(rows, 'row')} × ${formatCounted(columns().length, 'column')}`,
      days,
    ]
      .filter(Boolean)
      .join(', ');
  };
  return (
    <>
      <StationHead
        title="Data"
        sentence={<span class="num">{sentence()}</span>}
        action={
          <>
            <Show when={props.workbench.truth()}>
              {(truth) => (
                <Button
                  icon={Download}
                  title="Who made each event of this simulated log, as CSV"
                  onClick={() => {
                    download(truth().name, truth().blob);
                  }}
                >
                  Save the truth
                </Button>
              )}
            </Show>
            <Show when={props.workbench.inputs.files().length > 0}>
              <Button icon={FileCog} onClick={changeReading}>
                Change reading
              </Button>
            </Show>
          </>
        }
      />
      <Show when={result()}>
        {(run) => (
          <div class="body data-body">
            <WarningList warnings={warnings()} />
            <Show
              when={profile()}
              fallback={<p class="note data-none">This recipe has no profile of its columns.</p>}
            >
              {(shown) => (
                <Show
                  when={columns().length > 0}
                  fallback={<Waiting failure={table.failure()?.message} />}
                >
                  <div class="data-columns" style={{ '--rows': String(columns().length) }}>
                    <ColumnsTable
                      workbench={props.workbench}
                      relation={shown().of.relation}
                      columns={columns()}
                    />
                  </div>
                </Show>
              )}
            </Show>
            <Show when={run().inputs.some((input) => input.rejects.length > 0)}>
              <Rejects inputs={run().inputs} onChangeReading={changeReading} />
            </Show>
          </div>
        )}
      </Show>
    </>
  );
}

function Waiting(props: { readonly failure: string | undefined }): JSX.Element {
  return (
    <Show when={props.failure} fallback={<LoadingState text="Reading the profile" lines={6} />}>
      {(message) => (
        <div class="data-warnings">
          <Callout tone="error">{message()}</Callout>
        </div>
      )}
    </Show>
  );
}
