import { type JSX } from 'solid-js';
import type { Workbench } from '../../state/workbench.ts';
import { DropZone } from '../../widgets/drop-zone.tsx';
import { ACCEPTED_FILES } from '../accepted-files.ts';
import { openDropped } from '../open-dropped.ts';
import { ExampleCard } from './example-card.tsx';
import { PawTrail } from './pictures.tsx';
import { Privacy } from './privacy.tsx';
import './start.css';

/** Props of the start page. */
export interface StartPageProps {
  readonly workbench: Workbench;
  /** Requests to other addresses since the page loaded. */
  readonly requests: number;
}

/** Where files go in, an example to begin with, and what the page promises. */
export function StartPage(props: StartPageProps): JSX.Element {
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
        onFiles={(files) => void openDropped(props.workbench, files)}
        text="CSV, Parquet, Arrow, JSON, SQLite or Zeek logs, also in gzip, Zstandard or zip. Files with the same columns are appended. Drop a recipe to use it."
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
        </section>
        <Privacy requests={props.requests} />
      </div>
    </div>
  );
}
