import ArrowLeft from 'lucide-solid/icons/arrow-left';
import ClipboardPaste from 'lucide-solid/icons/clipboard-paste';
import { createSignal, Show, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import type { Recent } from '../../state/recent.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import { DropZone } from '../../widgets/drop-zone.tsx';
import { ACCEPTED_FILES } from '../accepted-files.ts';
import { noteDropped } from '../note-dropped.ts';
import { openDropped } from '../open-dropped.ts';
import { pickData } from '../pick-data.ts';
import { ExampleCard } from './example-card.tsx';
import { PasteDialog } from './paste-dialog.tsx';
import { PawTrail } from './pictures.tsx';
import { Privacy } from './privacy.tsx';
import { RecentFiles } from './recent-files.tsx';
import './start.css';

/** Props of the start page. */
export interface StartPageProps {
  readonly workbench: Workbench;
  /** Requests to other addresses since the page loaded. */
  readonly requests: number;
  /** Null where the browser cannot find files again. */
  readonly recent: Recent | null;
  /** Takes text that was pasted. */
  readonly onText: (text: string) => void;
}

/** Where files go in, an example to begin with, and what the page promises. */
export function StartPage(props: StartPageProps): JSX.Element {
  const [pasting, setPasting] = createSignal(false);
  const open = (files: readonly File[]): void => void openDropped(props.workbench, files);
  const tables = () => props.workbench.tables.list();
  return (
    <div>
      <h1>Follow the tracks in your event logs</h1>
      <p class="lead">
        Spoor splits events into sessions, clusters them and scores who sent them. Your files are
        read in this tab and stay on this computer.
      </p>
      <DropZone
        tone="plain"
        accept={ACCEPTED_FILES}
        onFiles={(files, items) => {
          noteDropped(props.recent, items);
          open(files);
        }}
        pick={props.recent?.remembers() ? () => pickData(props.recent, true) : undefined}
        actions={
          <>
            <Button icon={ClipboardPaste} onClick={() => setPasting(true)}>
              Paste text
            </Button>
            <Show when={tables()[0]}>
              {(first) => (
                <Button
                  icon={ArrowLeft}
                  onClick={() => {
                    props.workbench.reopen();
                  }}
                >
                  Back to{' '}
                  {tables().length === 1 ? first().name : formatCounted(tables().length, 'table')}
                </Button>
              )}
            </Show>
          </>
        }
        text={
          <>
            CSV, Parquet, Arrow, JSON, SQLite, web servers&rsquo; access logs, W3C or Zeek logs,
            also in gzip, Zstandard or zip. Files with the same columns are appended. Drop a recipe
            to use it, or paste text with Ctrl V.
            <Show when={tables().length > 0}>
              {' '}
              What you open here takes the place of {formatCounted(tables().length, 'open table')}.
            </Show>
          </>
        }
        picture={<PawTrail />}
        side={
          <dl class="facts">
            <dt>Recipe</dt>
            <dd>{props.workbench.recipe().title}</dd>
            <dt>Engine</dt>
            <dd>DuckDB, in this tab</dd>
            <dt>Room</dt>
            <dd>up to 4.3 GB for the engine</dd>
          </dl>
        }
      />
      <div class="start-cols">
        <section aria-labelledby="example-title">
          <div class="pan-h">
            <h2 id="example-title">Example</h2>
            <small>made-up data; 24 k clicks run in a few seconds</small>
          </div>
          <ExampleCard workbench={props.workbench} />
          <Show when={props.recent}>
            {(recent) => (
              <RecentFiles
                recent={recent()}
                onFile={(file) => {
                  open([file]);
                }}
              />
            )}
          </Show>
        </section>
        <Privacy requests={props.requests} remembers={props.recent?.remembers() ?? false} />
      </div>
      <PasteDialog open={pasting()} onClose={() => setPasting(false)} onText={props.onText} />
    </div>
  );
}
