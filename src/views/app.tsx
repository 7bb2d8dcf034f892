import {
  createEffect,
  createMemo,
  createSignal,
  Match,
  Show,
  Switch,
  untrack,
  type JSX,
} from 'solid-js';
import type { RunResult } from '../engine/result.ts';
import { STATIONS } from '../state/navigation.ts';
import type { Recent } from '../state/recent.ts';
import { rowsOfFiles } from '../state/rows-of-files.ts';
import type { Workbench } from '../state/workbench.ts';
import { createKeymap, type KeyHandlers } from '../widgets/create-keymap.ts';
import { createPaste } from '../widgets/create-paste.ts';
import { createWindowDrop, DropVeil } from '../widgets/drop-zone.tsx';
import { KeysDialog } from '../widgets/keys-dialog.tsx';
import { ToastRegion } from '../widgets/toast.tsx';
import { ClustersStation } from './clusters/clusters-station.tsx';
import { DataStation } from './data/data-station.tsx';
import { SelectionDrawer } from './drawer/selection-drawer.tsx';
import { documentActions } from './document-actions.ts';
import { ExportStation } from './export/export-station.tsx';
import { FeaturesStation } from './features/features-station.tsx';
import { Bar, type BarProps } from './frame/bar.tsx';
import { Frame, SoloFrame } from './frame/frame.tsx';
import { createFrameState } from './frame/frame-state.ts';
import { Inspector } from './frame/inspector.tsx';
import { Rail } from './frame/rail.tsx';
import { StationInspector } from './inspector/station-inspector.tsx';
import { createPolled } from './create-polled.ts';
import { noteDropped } from './note-dropped.ts';
import { openDropped } from './open-dropped.ts';
import { hasOwnAction } from './own-action.ts';
import { pastedFile } from './paste-text.ts';
import { LoadQuestion } from './questions/load-question.tsx';
import { Questions } from './questions/questions.tsx';
import { railStations, stationState, STATION_NAMES } from './rail-stations.ts';
import { ReaderDialog } from './reader/reader-dialog.tsx';
import { ReputationStation } from './reputation/reputation-station.tsx';
import { RunStatus } from './run-status.tsx';
import { SessionsStation } from './sessions/sessions-station.tsx';
import { StartPage } from './start/start-page.tsx';

export interface AppProps {
  readonly workbench: Workbench;
  readonly requests: BarProps['requests'];
  readonly memory: () => { readonly used: number; readonly limit: number };
  /** Null where the browser cannot find files again. */
  readonly recent: Recent | null;
}

/** The page: the start, or the pipeline of what is open. */
export function App(props: AppProps): JSX.Element {
  const workbench = props.workbench;
  const [keysShown, setKeysShown] = createSignal(false);
  const memory = createPolled(() => props.memory());
  const open = (files: readonly File[]): void => void openDropped(workbench, files);
  const openText = (text: string): void => {
    open([pastedFile(text)]);
  };
  createPaste({ onFiles: open, onText: openText });
  // A remembered file is listed with the rows that it gave.
  createEffect(() => {
    for (const [file, rows] of rowsOfFiles(workbench.tables.list()))
      void untrack(() => props.recent?.tellRows(file, rows));
  });
  return (
    <>
      <Show
        when={workbench.opened()}
        fallback={
          <SoloFrame bar={<Bar requests={props.requests} memory={memory()} />}>
            <StartPage
              workbench={workbench}
              requests={props.requests.length}
              recent={props.recent}
              onText={openText}
            />
          </SoloFrame>
        }
      >
        <Pipeline {...props} memory={memory} onKeys={() => setKeysShown(true)} />
      </Show>
      <Questions workbench={workbench} />
      <ReaderDialog workbench={workbench} />
      <LoadQuestion workbench={workbench} />
      <KeysDialog open={keysShown()} onOpenChange={setKeysShown} />
      <ToastRegion />
    </>
  );
}

function Pipeline(props: AppProps & { readonly onKeys: () => void }): JSX.Element {
  const workbench = props.workbench;
  const { navigation, selection } = workbench;
  const frame = createFrameState(navigation.station);
  const documents = documentActions(workbench, props.recent);
  const over = createWindowDrop((files, items) => {
    noteDropped(props.recent, items);
    void openDropped(workbench, files);
  });
  const state = createMemo(() => stationState(workbench, navigation.station()));
  const held = (): boolean =>
    workbench.result() !== null && (state() === 'stale' || state() === 'running');
  /** Export has nothing beside it as long as nothing is selected. */
  const hasInspector = (): boolean =>
    navigation.station() !== 'export' || selection.path().length > 0;
  const share = (): number | null => {
    const activity = workbench.activity();
    return activity && activity.total > 0 ? activity.done / activity.total : null;
  };
  const stations = Object.fromEntries(
    STATIONS.map((station, i) => [
      `step-${String(i + 1)}`,
      () => {
        navigation.go(station);
      },
    ]),
  ) as KeyHandlers;
  createKeymap({
    ...stations,
    drawer: () => {
      frame.setDrawerOpen(!frame.drawerOpen());
    },
    inspector: () => {
      frame.setInspectorOpen(!frame.inspectorOpen());
    },
    up: () => {
      selection.upTo(Math.max(0, selection.path().length - 1));
    },
    keys: () => {
      props.onKeys();
    },
    run: () => void workbench.run(),
    escape: () => {
      if (workbench.activity()) workbench.cancel();
      else selection.select();
    },
  });
  return (
    <>
      <Frame
        state={frame}
        station={STATION_NAMES[navigation.station()]}
        held={held()}
        busy={workbench.activity() !== null}
        bar={
          <Bar
            frame={frame}
            hasInspector={hasInspector()}
            recipe={{ title: workbench.recipe().title }}
            onSaveRecipe={documents.saveRecipe}
            onOpenRecipe={documents.openRecipe}
            onStart={() => {
              workbench.close();
            }}
            onAddFile={documents.addFiles}
            files={documents.files()}
            memory={props.memory()}
            requests={props.requests}
            run={{
              running: workbench.activity() !== null,
              share: share(),
              disabled: workbench.result() !== null && !workbench.stale(),
              primary: !hasOwnAction(workbench),
              onRun: () => void workbench.run(),
              onCancel: () => {
                workbench.cancel();
              },
            }}
          />
        }
        rail={
          <Rail
            stations={railStations(workbench)}
            current={navigation.station()}
            onSelect={(id) => {
              navigation.go(STATIONS.find((station) => station === id) ?? 'data');
            }}
            {...railFacts(workbench.result())}
          />
        }
        inspector={
          hasInspector() && (
            <Inspector frame={frame}>
              <StationInspector workbench={workbench} />
            </Inspector>
          )
        }
        drawer={<SelectionDrawer workbench={workbench} frame={frame} />}
      >
        <RunStatus workbench={workbench} />
        <Switch>
          <Match when={navigation.station() === 'data'}>
            <DataStation
              workbench={workbench}
              onChangeReading={({ id }) => {
                workbench.readings.change(id);
              }}
            />
          </Match>
          <Match when={navigation.station() === 'sessions'}>
            <SessionsStation workbench={workbench} />
          </Match>
          <Match when={navigation.station() === 'features'}>
            <FeaturesStation workbench={workbench} />
          </Match>
          <Match when={navigation.station() === 'clusters'}>
            <ClustersStation workbench={workbench} />
          </Match>
          <Match when={navigation.station() === 'reputation'}>
            <ReputationStation workbench={workbench} />
          </Match>
          <Match when={navigation.station() === 'export'}>
            <ExportStation workbench={workbench} />
          </Match>
        </Switch>
      </Frame>
      <DropVeil over={over()} />
    </>
  );
}

function railFacts(result: RunResult | null) {
  const file = result?.inputs[0]?.files[0];
  return result
    ? {
        totalSeconds: result.steps.reduce((sum, step) => sum + step.elapsedMs, 0) / 1000,
        recipeHash: result.recipeSha256,
        ...(file ? { dataHash: file.sha256 } : {}),
      }
    : {};
}
