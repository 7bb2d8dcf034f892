import './export.css';
import Download from 'lucide-solid/icons/download';
import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import type { RunResult } from '../../engine/result.ts';
import { createQuery } from '../../state/query.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import { Callout } from '../../widgets/callout.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { ErrorState, LoadingState } from '../../widgets/states.tsx';
import { StationHead } from '../frame/station-head.tsx';
import { OpenDocuments } from './open-documents.tsx';
import { OutputTable } from './output-table.tsx';
import { outputsOf, runTables, type Keys, type Output } from './outputs.ts';
import { PreviewDialog } from './preview.tsx';
import { createSaver, type Saver } from './saver.ts';

type Dialect = 'safe' | 'lossless';

const DIALECTS: readonly { value: Dialect; label: string }[] = [
  { value: 'safe', label: 'Safe for spreadsheets' },
  { value: 'lossless', label: 'Lossless' },
];
const DIALECT_WORDS: Readonly<Record<Dialect, string>> = {
  safe: 'An apostrophe goes before text that starts with = + - @, a tab or a line end, so that no spreadsheet runs it. Numbers stay as they are.',
  lossless:
    'Every value exactly as it is. Do not open such a file in a spreadsheet unless you trust the log.',
};
const KEYS: readonly { value: Keys; label: string }[] = [
  { value: 'flagged', label: 'Score above 0' },
  { value: 'all', label: 'All keys' },
];

/** The Export station: every table and document of the run as a file, and recipes and judgements back in. */
export function ExportStation(props: { readonly workbench: Workbench }): JSX.Element {
  return (
    <Show when={props.workbench.result()} fallback={<StationHead title="Export" />}>
      {(result) => <Export workbench={props.workbench} result={result()} />}
    </Show>
  );
}

function Export(props: { readonly workbench: Workbench; readonly result: RunResult }): JSX.Element {
  const [dialect, setDialect] = createSignal<Dialect>('safe');
  const [keys, setKeys] = createSignal<Keys>('flagged');
  const [previewed, preview] = createSignal<Output | null>(null);
  const tables = createQuery(() => {
    const database = props.workbench.resultDatabase();
    const result = props.result;
    return database ? (signal: AbortSignal) => runTables(result, database, { signal }) : null;
  });
  const saver = createSaver(props.workbench, tables.value);
  const outputs = createMemo(() => {
    const counted = tables.value();
    return counted ? outputsOf(counted, keys()) : [];
  });
  const scored = (): boolean => props.result.steps.some((step) => step.op === 'reputation');
  const safe = (): boolean => dialect() === 'safe';
  return (
    <>
      <StationHead
        title="Export"
        sentence={
          outputs().length > 0
            ? `${formatCounted(outputs().length, 'file')} from ${formatCounted(props.result.steps.length, 'step')}`
            : undefined
        }
        action={
          <Button
            tone="primary"
            icon={Download}
            disabled={outputs().length === 0 || saver.saving() !== null}
            onClick={() => void saver.saveAll(outputs(), safe())}
          >
            Save all
          </Button>
        }
      />
      <SavingStrip saver={saver} />
      <div class="body">
        <Show when={props.workbench.stale()}>
          <div class="pan">
            <Callout>
              Something was changed since this run. Files hold the last good run; Run brings them up
              to date.
            </Callout>
          </div>
        </Show>
        <section class="pan cut ex-how" aria-label="How files are written">
          <div>
            <h2 class="lab">CSV and TSV</h2>
            <Segmented
              label="CSV and TSV"
              value={dialect()}
              choices={DIALECTS}
              onChange={setDialect}
            />
            <p class="note">{DIALECT_WORDS[dialect()]}</p>
          </div>
          <Show when={scored()}>
            <div>
              <h2 class="lab">Keys of reputations</h2>
              <Segmented
                label="Keys of reputations"
                value={keys()}
                choices={KEYS}
                onChange={setKeys}
              />
              <p class="note">run.json counts all keys either way.</p>
            </div>
          </Show>
        </section>
        <Show when={tables.failure()}>
          {(failure) => (
            <ErrorState
              title="The tables could not be listed"
              happened={failure().message}
              kept="The run is as it was."
              details={failure().details}
            />
          )}
        </Show>
        <Show
          when={outputs().length > 0}
          fallback={
            <Show when={!tables.failure()}>
              <LoadingState text="Counting rows" />
            </Show>
          }
        >
          <OutputTable
            outputs={outputs()}
            saved={saver.saved()}
            busy={saver.saving() !== null}
            onSave={(output, format) => void saver.save(output, safe(), format)}
            onPreview={preview}
          />
        </Show>
        <OpenDocuments workbench={props.workbench} />
      </div>
      <PreviewDialog
        workbench={props.workbench}
        output={previewed()}
        run={tables.value()}
        onClose={() => preview(null)}
      />
    </>
  );
}

function SavingStrip(props: { readonly saver: Saver }): JSX.Element {
  return (
    <Show when={props.saver.saving()}>
      {(saving) => (
        <div class="strip">
          <span class="m">Saving {saving().file}</span>
          <span class="ink2 num">
            {formatCount(saving().rows)}
            {saving().of === null ? '' : ` of ${formatCount(saving().of ?? 0)}`} rows
          </span>
          <Show when={saving().count > 1}>
            <span class="ink3 num">
              file {saving().at} of {saving().count}
            </span>
          </Show>
          <span class="sp" />
          <Button
            small
            onClick={() => {
              props.saver.cancel();
            }}
          >
            Cancel
          </Button>
        </div>
      )}
    </Show>
  );
}
