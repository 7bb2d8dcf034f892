import { Panel, Root } from '@corvu/resizable';
import { children, createEffect, on, Show, type JSX } from 'solid-js';
import { createSize } from '../../charts/size.ts';
import { clamp, DRAWER, INSPECTOR, RAIL, type FrameState } from './frame-state.ts';
import { Grip } from './grip.tsx';

export interface FrameProps {
  state: FrameState;
  /** The bar: a `Bar`. */
  bar: JSX.Element;
  /** The rail: a `Rail`. */
  rail: JSX.Element;
  /** Sections of the inspector; without them there is none. */
  inspector?: JSX.Element;
  /** A `Drawer`; without it there is none. */
  drawer?: JSX.Element;
  /** The current station's title, the name of main. */
  station: string;
  /** The last good result is shown while this one is computed: drawn without colour. */
  held?: boolean;
  busy?: boolean;
  /** Station head, status strip and body. */
  children: JSX.Element;
}

const STEP = '16px';
/** The outer panes' own context: one of their handles is inside an inner pane. */
const OUTER = 'frame';

function SkipLink(): JSX.Element {
  return (
    <a
      class="skip"
      href="#main"
      onClick={(event) => {
        // The fragment belongs to the station: only the focus moves.
        event.preventDefault();
        document.getElementById('main')?.focus();
      }}
    >
      Skip to the station
    </a>
  );
}

/** A page without a pipeline: the start, under the same bar. */
export function SoloFrame(props: { bar: JSX.Element; children: JSX.Element }): JSX.Element {
  return (
    <div class="app solo">
      <SkipLink />
      {props.bar}
      <main class="start" id="main" tabindex="-1">
        {props.children}
      </main>
    </div>
  );
}

/** Station above, drawer below, and the line between them. */
function Centre(props: FrameProps & { grip: JSX.Element }): JSX.Element {
  let root: HTMLElement | undefined;
  let held = false;
  const size = createSize(() => root);
  const height = (): number => size().height || 800;
  // Made once: each look at the property would make another drawer.
  const drawer = children(() => props.drawer);
  const share = (): number => {
    if (!drawer()) return 0;
    const strip = DRAWER.strip / height();
    return props.state.drawerOpen() ? Math.max(strip, props.state.drawerShare()) : strip;
  };
  return (
    <Root
      ref={(element: HTMLElement) => (root = element)}
      class="centre"
      style={{ '--drawer': `${share() * 100}%` }}
      orientation="vertical"
      handleCursorStyle={false}
      keyboardDelta={STEP}
      sizes={[1 - share(), share()]}
      onSizesChange={([, next]) => {
        if (held && next !== undefined) props.state.setDrawerShare(next);
      }}
    >
      <Panel
        as="main"
        panelId="main"
        class={props.held ? 'main held' : 'main'}
        tabindex={-1}
        aria-label={props.station}
        aria-busy={props.busy ? true : undefined}
      >
        {props.children}
        <Grip
          label="Height of the selected rows"
          axis="y"
          hidden={!drawer() || !props.state.drawerOpen()}
          now={share() * height()}
          least={DRAWER.least * height()}
          most={DRAWER.most * height()}
          onHold={(on) => (held = on)}
          onReset={() => props.state.setDrawerShare(DRAWER.initial)}
        />
        {props.grip}
      </Panel>
      <Panel class="pane-dr">{drawer()}</Panel>
    </Root>
  );
}

/** Bar, pipeline, station, selected rows and inspector: regions of one sheet, divided by lines. */
export function Frame(props: FrameProps): JSX.Element {
  let root: HTMLElement | undefined;
  let aside: HTMLElement | undefined;
  let held: 'rail' | 'inspector' | undefined;
  const size = createSize(() => root);
  const width = (): number => size().width || window.innerWidth;
  const inspector = children(() => props.inspector);
  const hasInspector = (): boolean => Boolean(inspector()) && props.state.inspectorOpen();
  const inFlow = (): boolean => hasInspector() && !props.state.narrow();
  const railShare = (): number => props.state.railWidth() / width();
  const inspectorShare = (): number => (inFlow() ? props.state.inspectorWidth() / width() : 0);
  const mainShare = (): number => clamp(1 - railShare() - inspectorShare(), 0, 1);

  // Over the station, the inspector is where the keyboard goes when it opens.
  createEffect(
    on(
      hasInspector,
      (open) => {
        if (!props.state.narrow()) return;
        if (open) aside?.focus();
        else document.getElementById('main')?.focus();
      },
      { defer: true },
    ),
  );
  const onSizes = (sizes: readonly number[]): void => {
    const [rail, , inspector] = sizes;
    if (held === 'rail' && rail !== undefined) props.state.setRailWidth(rail * width(), width());
    if (held === 'inspector' && inspector !== undefined) {
      props.state.setInspectorWidth(inspector * width(), width());
    }
  };
  const inspectorGrip = (): JSX.Element => (
    <Grip
      contextId={OUTER}
      label="Width of the inspector"
      axis="x"
      hidden={!inFlow()}
      now={props.state.inspectorWidth()}
      least={INSPECTOR.least}
      most={INSPECTOR.most}
      onHold={(on) => (held = on ? 'inspector' : undefined)}
      onReset={() => props.state.setInspectorWidth(INSPECTOR.initial, width())}
    />
  );
  return (
    <div
      class="app"
      style={{
        '--rail': `${props.state.railWidth()}px`,
        '--inspector': `${props.state.inspectorWidth()}px`,
      }}
    >
      <SkipLink />
      {props.bar}
      <Root
        ref={(element: HTMLElement) => (root = element)}
        class="frame"
        contextId={OUTER}
        handleCursorStyle={false}
        keyboardDelta={STEP}
        sizes={[railShare(), mainShare(), inspectorShare()]}
        onSizesChange={onSizes}
      >
        <Panel contextId={OUTER} as="nav" class="pane-rail" aria-label="Pipeline">
          {props.rail}
          <Grip
            contextId={OUTER}
            label="Width of the pipeline"
            axis="x"
            hidden={props.state.narrow()}
            now={props.state.railWidth()}
            least={RAIL.least}
            most={RAIL.most}
            onHold={(on) => (held = on ? 'rail' : undefined)}
            onReset={() => props.state.setRailWidth(RAIL.initial, width())}
          />
        </Panel>
        <Panel contextId={OUTER} class="pane-main">
          <Centre {...props} grip={inspectorGrip()} />
        </Panel>
        <Panel
          contextId={OUTER}
          as="aside"
          ref={(element: HTMLElement) => (aside = element)}
          class="pane-insp"
          aria-label="Inspector"
          tabindex={props.state.narrow() ? -1 : undefined}
          hidden={!hasInspector()}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== 'Escape' || event.defaultPrevented || !props.state.narrow()) return;
            event.preventDefault();
            props.state.setInspectorOpen(false);
          }}
        >
          <Show when={inspector()}>{inspector()}</Show>
        </Panel>
      </Root>
    </div>
  );
}
