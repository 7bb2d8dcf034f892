import { For, Show, type JSX } from 'solid-js';
import { Trail } from '../../charts/trail.tsx';
import { Elapsed } from '../../widgets/num.tsx';
import { Words } from '../../widgets/words.tsx';
import { STEP_HEIGHT, stateWords, trailNodes, type RailStation } from './rail-words.ts';

export interface RailProps {
  stations: readonly RailStation[];
  current: string;
  onSelect: (id: string) => void;
  /** Of the whole run. */
  totalSeconds?: number;
  /** When the last run was: "14:02:31, today", or "running". */
  runAt?: string;
  /** SHA-256 of the data and of the recipe, in full. */
  dataHash?: string;
  recipeHash?: string;
}

const ENDS = 4;

/** `9f2c…a417` */
function shortHash(hash: string): string {
  return hash.length > 2 * ENDS + 1 ? `${hash.slice(0, ENDS)}…${hash.slice(-ENDS)}` : hash;
}

function Step(props: {
  station: RailStation;
  current: boolean;
  onSelect: (id: string) => void;
}): JSX.Element {
  return (
    <li>
      <button
        type="button"
        class={`step ${props.station.state}`}
        aria-current={props.current ? 'page' : undefined}
        disabled={props.station.disabled}
        onClick={() => props.onSelect(props.station.id)}
      >
        <i class={`node ${props.station.state}`} />
        <span class="tx">
          <span class="nm trunc">
            {props.station.name}
            <span class="vh-in">{stateWords(props.station.state)}</span>
            <Show when={props.station.variant}>
              <span aria-hidden="true">{`\u00a0· ${props.station.variant ?? ''}`}</span>
            </Show>
          </span>
          <span class="out trunc" title={props.station.output}>
            <Words text={props.station.output ?? ''} />
          </span>
        </span>
        <span class="tm" aria-hidden="true">
          <Show when={props.station.seconds !== undefined}>
            <Elapsed seconds={props.station.seconds ?? 0} />
          </Show>
        </span>
      </button>
    </li>
  );
}

function Fact(props: { name: string; mono?: boolean; value?: string }): JSX.Element {
  return (
    <Show when={props.value}>
      {(value) => (
        <div>
          <dt>{props.name}</dt>
          <dd class={props.mono ? 'mono' : undefined} title={props.mono ? value() : undefined}>
            {props.mono ? shortHash(value()) : value()}
          </dd>
        </div>
      )}
    </Show>
  );
}

/** The pipeline of the open recipe, one row per station, on the trail of how many rows are left. */
export function Rail(props: RailProps): JSX.Element {
  return (
    <div class="rail">
      <div class="rail-h">
        <h2>Pipeline</h2>
        <Show when={props.totalSeconds !== undefined}>
          <span class="tnum ink3">
            <Elapsed seconds={props.totalSeconds ?? 0} />
          </span>
        </Show>
      </div>
      <div class="steps">
        <div class="trail-box" aria-hidden="true">
          <Trail
            nodes={trailNodes(props.stations)}
            height={props.stations.length * STEP_HEIGHT}
            width={28}
          />
        </div>
        <ol>
          <For each={props.stations}>
            {(station) => (
              <Step
                station={station}
                current={station.id === props.current}
                onSelect={(id) => props.onSelect(id)}
              />
            )}
          </For>
        </ol>
      </div>
      <Show when={props.runAt || props.dataHash || props.recipeHash}>
        <dl class="rail-f">
          <Fact name="Run" value={props.runAt} />
          <Fact name="Data SHA-256" mono value={props.dataHash} />
          <Fact name="Recipe" mono value={props.recipeHash} />
        </dl>
      </Show>
    </div>
  );
}
