import { createMemo, Show, type JSX } from 'solid-js';
import type { Param, ParamValue } from '../../recipe/recipe.ts';
import { matters } from '../../recipe/when.ts';
import type { Workbench } from '../../state/workbench.ts';
import { ParamSection, type ParamField } from '../../widgets/param-form.tsx';
import { showToast } from '../../widgets/toast.tsx';

/** The recipe's parameters that belong to a station and matter now. */
export function ParametersSection(props: {
  readonly workbench: Workbench;
  readonly station: string;
}): JSX.Element {
  const fields = createMemo(() => {
    const { params } = props.workbench.recipe();
    const values = props.workbench.params();
    return Object.entries(params)
      .filter(([name, param]) => param.station === props.station && matters(params, values, name))
      .map(([name, param]) => paramField(name, param, values[name] ?? param.default));
  });
  return (
    <Show when={fields().length > 0}>
      <ParamSection
        id={`parameters-${props.station}`}
        fields={fields()}
        onChange={(name, value) => {
          const problem = props.workbench.setParam(name, value);
          if (problem !== null) showToast({ tone: 'error', title: problem });
        }}
        onReset={() => {
          props.workbench.resetParams(fields().map((field) => field.name));
        }}
      />
    </Show>
  );
}

/** A recipe's parameter as the form draws it. */
export function paramField(name: string, param: Param, value: ParamValue): ParamField {
  const common = {
    name,
    label: param.label ?? name,
    value,
    defaultValue: param.default,
    ...defined({ help: param.help }),
  };
  if (param.kind === 'choice') return { ...common, kind: 'choice', choices: param.choices };
  return {
    ...common,
    kind: 'number',
    ...defined({
      unit: param.unit,
      min: param.min,
      exclusiveMin: param.above,
      max: param.max,
      integer: param.integer,
      slider: param.slider,
    }),
  };
}

function defined<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
