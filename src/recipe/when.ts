import { didYouMean, pointer, type Problem } from '../steps/problem.ts';
import type { ParamValues, Recipe } from './recipe.ts';

type Params = Recipe['params'];

/** Whether a parameter matters with these values: every choice that its `when` names is one of the values there. */
export function matters(params: Params, values: ParamValues, name: string): boolean {
  return unmet(params, values, name) === undefined;
}

/** A sentence for each parameter that was given a value although it does not matter now. */
export function idleNotes(params: Params, values: ParamValues, given: ParamValues): string[] {
  return Object.keys(given).flatMap((name) => {
    const other = unmet(params, values, name);
    return other === undefined
      ? []
      : [`${name} has no effect while ${other} is ${String(values[other])}`];
  });
}

/** The first choice that keeps a parameter from mattering. */
function unmet(params: Params, values: ParamValues, name: string): string | undefined {
  const when = Object.hasOwn(params, name) ? params[name]?.when : undefined;
  const found = Object.entries(when ?? {}).find(
    ([other, wanted]) => !wanted.some((value) => value === values[other]),
  );
  return found?.[0];
}

/** What is wrong with the conditions: each names a choice that always matters itself, and values that it may have. */
export function whenProblems(params: Params): Problem[] {
  return Object.entries(params).flatMap(([name, { when = {} }]) =>
    Object.entries(when).flatMap(([other, wanted]) =>
      conditionProblems(params, name, other, wanted).map((message) => ({
        pointer: pointer('params', name, 'when', other),
        message,
      })),
    ),
  );
}

function conditionProblems(
  params: Params,
  name: string,
  other: string,
  wanted: readonly string[],
): string[] {
  const param = Object.hasOwn(params, other) ? params[other] : undefined;
  if (!param) {
    const others = Object.keys(params).filter((known) => known !== name);
    return [`no parameter "${other}"${didYouMean(other, others)}`];
  }
  if (param.kind !== 'choice') return [`${other} is a number; "when" names a choice`];
  if (param.when)
    return [`${other} does not always matter itself; "when" names a choice that does`];
  const choices = param.choices.map((choice) => choice.value);
  return wanted
    .filter((value) => !choices.includes(value))
    .map((value) => `${other} is never "${value}"${didYouMean(value, choices)}`);
}
