import Download from 'lucide-solid/icons/download';
import { createEffect, createMemo, createSignal, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import type { Preview } from '../../engine/ports.ts';
import { writeReadingDocument } from '../../engine/reading-document.ts';
import type { ReaderModel } from '../../state/reader.ts';
import type { Fix } from '../../state/reasons.ts';
import type { OpenTable } from '../../state/tables.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import { Checkbox } from '../../widgets/checkbox.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { Field } from '../../widgets/field.tsx';
import { Section } from '../../widgets/section.tsx';
import { Select } from '../../widgets/select.tsx';
import { LoadingState } from '../../widgets/states.tsx';
import { formatWord } from '../format-word.ts';
import { download } from '../save-file.ts';
import { AsRead } from './as-read.tsx';
import { ColumnForm } from './column-form.tsx';
import { DialectForm } from './dialect-form.tsx';
import { FileLines } from './file-lines.tsx';
import { ReaderNotes } from './reader-notes.tsx';
import './reader.css';
import { Refused } from './refused.tsx';
import { isWide, UnpivotForm } from './unpivot-form.tsx';

/** How the open files are read: the file as it is, as read and what was refused, and controls to change it. */
export function ReaderDialog(props: { readonly workbench: Workbench }): JSX.Element {
  const open = (): boolean => props.workbench.readings.changing() !== null;
  // Kept while the dialog closes, so that it does not empty under the eyes.
  const table = createMemo(
    (before: OpenTable | null) => props.workbench.readings.changing() ?? before,
    null,
  );
  const [model, setModel] = createSignal<ReaderModel | null>(null);
  const close = (): void => {
    props.workbench.readings.change(null);
  };
  const files = () => table()?.files ?? [];
  const load = (): void => {
    const said = model()?.settled();
    const id = table()?.id;
    if (!said || id === undefined) return;
    close();
    void props.workbench.tables.reread(id, { files: said.files, reading: said.reading });
  };
  const save = (): void => {
    const said = model()?.settled();
    if (!said) return;
    const text = writeReadingDocument(said.files, said.reading);
    const name = `${table()?.name ?? 'table'}.reading.json`;
    download(name, new Blob([text], { type: 'application/json' }));
  };
  return (
    <Dialog
      full
      open={open()}
      onOpenChange={(next) => {
        if (!next) close();
      }}
      title={
        files().length === 1
          ? `How ${files()[0]?.name ?? ''} is read`
          : `How ${formatCounted(files().length, 'file')} are read`
      }
      footer={
        <>
          <span class="note reader-status num" role="status">
            {statusOf(model())}
          </span>
          <Button
            tone="ghost"
            disabled={!model()?.said()}
            onClick={() => {
              model()?.reset();
            }}
          >
            Back to what was found
          </Button>
          <Button
            tone="ghost"
            icon={Download}
            disabled={!model()?.said()}
            title="As JSON, for --reading of the command line"
            onClick={save}
          >
            Save this reading
          </Button>
          <Button onClick={close}>Cancel</Button>
          <Button
            tone="primary"
            disabled={!model()?.preview() || model()?.problem() !== null}
            onClick={load}
          >
            Load with this reading
          </Button>
        </>
      }
    >
      <Show when={table()}>
        {(shown) => <Body workbench={props.workbench} table={shown()} onModel={setModel} />}
      </Show>
    </Dialog>
  );
}

function statusOf(model: ReaderModel | null): string {
  if (!model || (model.loading() && !model.preview())) return 'Reading the beginning';
  if (model.loading()) return 'Reading again';
  const preview = model.preview();
  if (!preview) return '';
  const of = preview.whole ? 'All' : 'The first';
  const rows = preview.records - preview.rejected;
  return `${of} ${formatCounted(preview.records, 'record')}: ${formatCounted(rows, 'row')}, ${formatCount(preview.rejected)} rejected`;
}

/** It is there while the dialog is, and so is its model. */
function Body(props: {
  readonly workbench: Workbench;
  readonly table: OpenTable;
  readonly onModel: (model: ReaderModel) => void;
}): JSX.Element {
  const model = props.workbench.readings.createModel(props.table);
  props.onModel(model);
  const [chosen, setChosen] = createSignal('');
  const column = createMemo((): string => {
    const columns = model.preview()?.columns ?? [];
    const question = model.problem()?.question;
    if (question?.kind === 'time') return question.column;
    const known = columns.some(({ source }) => source === chosen());
    return known ? chosen() : (columns[0]?.source ?? '');
  });
  let side: HTMLElement | undefined;
  const choose = (name: string): void => {
    setChosen(name);
  };
  const fix = (what: Fix): void => {
    const asked = model.apply(what);
    if (asked === null) return;
    choose(asked);
    const control = side?.querySelector<HTMLElement>('[data-column] .in.sel input');
    queueMicrotask(() => control?.focus());
  };
  const shown = () => model.draft().files[model.shown()];
  // A table that became one of other files meanwhile: what was said here is not of them.
  const { files } = props.table;
  createEffect(() => {
    if (props.table.files !== files) props.workbench.readings.change(null);
  });
  return (
    <div class="reader" aria-busy={model.loading()}>
      <div class="reader-main">
        <ReaderNotes model={model} onFix={fix} />
        <Show
          when={model.preview()}
          fallback={
            <Show when={!model.problem()}>
              <LoadingState text="Reading the beginning of the file" lines={8} />
            </Show>
          }
        >
          {(preview) => (
            <>
              <section class="reader-part lines" aria-labelledby="reader-as-it-is">
                <Head id="reader-as-it-is" title="The file as it is" note={linesNote(preview())} />
                <Show
                  when={preview().lines}
                  fallback={
                    <p class="note reader-none">
                      Its format says where fields begin and end. Types of columns can be changed at
                      the right.
                    </p>
                  }
                >
                  <FileLines file={shown()?.name ?? ''} preview={preview()} />
                </Show>
              </section>
              <section class="reader-part rows" aria-labelledby="reader-as-read">
                <Head
                  id="reader-as-read"
                  title="As read"
                  note={`${formatCounted(preview().columns.length, 'column')}; the types are those of the records looked at`}
                />
                <AsRead preview={preview()} column={column()} onChoose={choose} />
              </section>
              <Show when={model.reasons().length > 0}>
                <section class="reader-part reasons" aria-labelledby="reader-refused">
                  <Head
                    id="reader-refused"
                    title="Rejected, by reason"
                    note={`${formatCount(preview().rejected)} of ${formatCounted(preview().records, 'record')} looked at`}
                  />
                  <Refused reasons={model.reasons()} onFix={fix} />
                </section>
              </Show>
            </>
          )}
        </Show>
      </div>
      <aside class="reader-side" ref={side} aria-label="Reading">
        <Show when={model.draft().files.length > 1}>
          <Section id="reader-file" title="File">
            <Field label="Shown">
              <Select
                label="File that is shown"
                value={String(model.shown())}
                choices={model.draft().files.map(({ name }, i) => ({
                  value: String(i),
                  label: name,
                }))}
                onChange={(value) => {
                  model.show(Number(value));
                }}
              />
            </Field>
            <Checkbox
              label="Change how all files are written"
              checked={model.allFiles()}
              onChange={model.setAllFiles}
            />
          </Section>
        </Show>
        <Show when={model.dialect()}>
          <Section id="reader-dialect" title="How it is written">
            <DialectForm model={model} />
          </Section>
        </Show>
        <Show when={isWide(model)}>
          <Section id="reader-wide" title="Wide table">
            <UnpivotForm model={model} />
          </Section>
        </Show>
        <Show when={column() !== ''}>
          <Section id="reader-column" title="Columns">
            <div data-column>
              <ColumnForm model={model} column={column()} onChoose={choose} />
            </div>
          </Section>
        </Show>
      </aside>
    </div>
  );
}

function Head(props: { readonly id: string; readonly title: string; readonly note: string }) {
  return (
    <div class="pan-h">
      <h3 id={props.id}>{props.title}</h3>
      <small class="num">{props.note}</small>
    </div>
  );
}

function linesNote({ table, lines }: Preview): string {
  const packed = table.containers.length > 0 ? ` in ${table.containers.join(', ')}` : '';
  const count = lines ? `, the first ${formatCounted(lines.length, 'line')}` : '';
  return `${formatWord(table.format)}${packed}${count}`;
}
