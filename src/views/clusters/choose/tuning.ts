import { createMemo, type Accessor } from 'solid-js';
import { tunedMethod, type TunedMethod } from '../../../recipe/tuned.ts';
import type { Workbench } from '../../../state/workbench.ts';
import { showToast } from '../../../widgets/toast.tsx';

/** The method in use and its numbers, to be read and set by the charts beside the form. */
export interface Tuning {
  readonly method: Accessor<TunedMethod | null>;
  /** A number of the method; NaN where it has none of that name. */
  number(name: string): number;
  /** Whether the recipe lets a person set it. */
  settable(name: string): boolean;
  /** Sets numbers of the method, as the form does; what is wrong with one is said. */
  set(values: Readonly<Record<string, number>>): void;
}

export function createTuning(workbench: Workbench): Tuning {
  const method = createMemo(() => tunedMethod(workbench.recipe(), workbench.params()));
  const of = (name: string) => method()?.numbers[name];
  return {
    method,
    number: (name) => of(name)?.value ?? NaN,
    settable: (name) => (of(name)?.param ?? null) !== null,
    set: (values) => {
      const given = Object.entries(values).flatMap(([name, value]) => {
        const param = of(name)?.param;
        return param && value !== of(name)?.value ? [[param, value] as const] : [];
      });
      for (const [param, value] of given) {
        const problem = workbench.setParam(param, value);
        if (problem !== null) showToast({ tone: 'error', title: problem });
      }
    },
  };
}
