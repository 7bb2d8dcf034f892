import { formatCount, formatCounted } from '../charts/format.ts';
import { lastJoin, type RunResult, type StepResult } from '../engine/result.ts';
import { STATIONS } from '../state/navigation.ts';
import type { Workbench } from '../state/workbench.ts';
import type { Station } from '../steps/kind.ts';
import type { RailStation, StationState } from './frame/rail-words.ts';

/** Names of the stations, in the order of the pipeline. */
export const STATION_NAMES: Readonly<Record<Station, string>> = {
  data: 'Data',
  sessions: 'Sessions',
  features: 'Features',
  clusters: 'Clusters',
  reputation: 'Reputation',
  export: 'Export',
};

/** The rail's rows: the stations of the open recipe with what their steps gave. */
export function railStations(workbench: Workbench): RailStation[] {
  const result = workbench.result();
  return STATIONS.map((station) => {
    const steps = result?.steps.filter((step) => step.station === station) ?? [];
    const { output, rows, variant } = result ? words(station, steps, result) : {};
    return {
      id: station,
      name: STATION_NAMES[station],
      state: station === 'export' ? (result ? 'done' : 'todo') : stationState(workbench, station),
      ...(variant === undefined ? {} : { variant }),
      ...(output === undefined ? {} : { output }),
      ...(rows === undefined ? {} : { rows }),
      ...(steps.length === 0
        ? {}
        : { seconds: steps.reduce((sum, step) => sum + step.elapsedMs, 0) / 1000 }),
    };
  });
}

/** How a station stands: as the most urgent of its steps. */
export function stationState(workbench: Workbench, station: Station): StationState {
  const names = workbench
    .planned()
    .filter((step) => step.station === station)
    .map((step) => step.name);
  const states = new Set(names.map((name) => workbench.stepState(name)));
  return (
    (['failed', 'running', 'stale', 'todo'] as const).find((state) => states.has(state)) ??
    (names.length > 0 ? 'done' : 'todo')
  );
}

interface Words {
  readonly output?: string;
  readonly variant?: string;
  readonly rows?: number;
}

function words(station: Station, steps: readonly StepResult[], result: RunResult): Words {
  const find = (op: string): StepResult | undefined => steps.find((step) => step.op === op);
  switch (station) {
    case 'data': {
      const joined = lastJoin(result, result.inputs[0]?.name ?? '');
      if (joined)
        return {
          output: `${formatCounted(joined.rows, 'row')} ×\u00a0${String(joined.schema.length - 1)}`,
          rows: joined.rows,
        };
      const rows = result.inputs.reduce(
        (sum, input) => sum + input.files.reduce((n, file) => n + file.rows, 0),
        0,
      );
      return {
        output: `${formatCounted(rows, 'row')} ×\u00a0${String((result.inputs[0]?.schema.length ?? 1) - 1)}`,
        rows,
      };
    }
    case 'sessions': {
      const used = sessionizeInUse(result);
      const sessions = used?.facts['sessions'] ?? 0;
      return { output: formatCounted(sessions, 'session'), rows: sessions };
    }
    case 'features': {
      const matrix = scaleInUse(result);
      return {
        output: formatCounted((matrix?.schema.length ?? 1) - 1, 'feature'),
        ...(matrix ? { rows: matrix.rows } : {}),
      };
    }
    case 'clusters': {
      const method = find('cluster')?.method;
      const sizes = Object.values(result.clusters)[0];
      return sizes
        ? {
            ...(method ? { variant: method } : {}),
            output: `${formatCounted(sizes.count, 'cluster')}, ${formatCount(sizes.noise)} noise`,
            rows: Math.max(1, sizes.count),
          }
        : {};
    }
    case 'reputation': {
      const first = find('reputation');
      return first
        ? {
            output: `${formatCount(first.facts['flagged'] ?? 0)} of ${formatCount(first.facts['keys'] ?? 0)} flagged`,
            rows: first.facts['flagged'] ?? 0,
          }
        : {};
    }
    case 'export':
      return {
        output: formatCounted(
          result.steps.filter((step) => step.exported !== false).length,
          'table',
        ),
      };
  }
}

/** The sessions that are labelled and judged; without a label step, the first. */
export function sessionizeInUse(result: RunResult): StepResult | undefined {
  const label = result.steps.find((step) => step.op === 'label');
  const all = result.steps.filter((step) => step.op === 'sessionize');
  return all.find((step) => label?.sources.includes(step.as)) ?? all[0];
}

/** The matrix that is clustered. */
export function scaleInUse(result: RunResult): StepResult | undefined {
  const cluster = result.steps.find((step) => step.op === 'cluster');
  return result.steps.find((step) => cluster?.sources.includes(step.as));
}
