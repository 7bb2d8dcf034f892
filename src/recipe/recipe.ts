import type { ColumnType } from '../sql/schema.ts';

/** A number that a person may set. `min` is allowed itself, `above` is not. */
export interface NumberParam {
  readonly kind: 'number';
  readonly default: number;
  readonly label?: string | undefined;
  readonly unit?: string | undefined;
  readonly help?: string | undefined;
  readonly min?: number | undefined;
  readonly above?: number | undefined;
  readonly max?: number | undefined;
  readonly integer?: boolean | undefined;
  /** Range of the slider on the page; the field takes any allowed number. */
  readonly slider?:
    { readonly min: number; readonly max: number; readonly step: number } | undefined;
}

/** One of a few words. */
export interface ChoiceParam {
  readonly kind: 'choice';
  readonly default: string;
  readonly label?: string | undefined;
  readonly help?: string | undefined;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export type Param = (NumberParam | ChoiceParam) & {
  readonly station?: string | undefined;
  /** Choice → values with which alone this parameter matters. */
  readonly when?: Readonly<Record<string, readonly string[]>> | undefined;
};
export type ParamValue = number | string;
export type ParamValues = Readonly<Record<string, ParamValue>>;

/** The method of an analysis: no data, no judgement. Steps are kept as JSON; planning gives them their meaning. */
export interface Recipe {
  readonly version: 1;
  readonly id: string;
  readonly title: string;
  readonly source?: string | undefined;
  readonly params: Readonly<Record<string, Param>>;
  /** input → column → type. */
  readonly inputs: Readonly<Record<string, Readonly<Record<string, ColumnType>>>>;
  readonly steps: readonly Readonly<Record<string, unknown>>[];
  /** The document as it was given, after migration: what is saved, shared and hashed. */
  readonly json: Readonly<Record<string, unknown>>;
}
