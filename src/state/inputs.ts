import { createSignal, type Accessor } from 'solid-js';
import { loadInput, type Mapping } from '../engine/load.ts';
import {
  ReadError,
  type LoadedInput,
  type LoadProgress,
  type SourceFile,
} from '../engine/ports.ts';
import type { ReadQuestion, TableReading } from '../engine/reading.ts';
import { canonical } from '../recipe/fingerprint.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { drop } from '../engine/names.ts';
import type { Engine } from './ports.ts';

/** A file lacks columns that the recipe needs: the person says which columns play their parts. */
export interface MappingRequest {
  readonly file: string;
  readonly missing: readonly string[];
  readonly available: readonly string[];
}

/** What a person has to decide before a table can be read, asked in a dialog of its own. */
export interface Asked {
  readonly file: string;
  readonly question: Extract<ReadQuestion, { kind: 'time' | 'clock-change' | 'room' }>;
}

export interface Inputs {
  readonly files: Accessor<readonly SourceFile[]>;
  /** The inputs of the last good load. */
  readonly loaded: Accessor<readonly LoadedInput[]>;
  readonly mapping: Accessor<Mapping>;
  readonly mappingRequest: Accessor<MappingRequest | null>;
  /** What the person said about how the table is read. */
  readonly reading: Accessor<TableReading>;
  readonly question: Accessor<Asked | null>;
  setReading(files: readonly SourceFile[], reading: TableReading): void;
  /** To what was loaded last; without a load the question goes only. */
  dismissQuestion(): void;
  setFiles(files: readonly SourceFile[]): void;
  setMapping(mapping: Mapping): void;
  dismissMapping(): void;
  /** Loads what changed since the last load. Gives null when the person must say which columns to use. */
  load(
    recipe: Recipe,
    engine: Engine,
    signal: AbortSignal,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<Loaded | null>;
}

export interface Loaded {
  readonly inputs: readonly LoadedInput[];
  /** To be called once a run with these inputs has succeeded: they replace the ones before. */
  readonly keep: () => Promise<void>;
  /** To be called when it has not: they go, the ones before stay. */
  readonly discard: () => Promise<void>;
}

/** Files and the tables that they became. All files belong to the recipe's first input; recipes with more inputs come later. */
export function createInputs(): Inputs {
  const [files, setFiles] = createSignal<readonly SourceFile[]>([]);
  const [mapping, setMapping] = createSignal<Mapping>({});
  const [loaded, setLoaded] = createSignal<readonly LoadedInput[]>([]);
  const [mappingRequest, setMappingRequest] = createSignal<MappingRequest | null>(null);
  const [reading, setReading] = createSignal<TableReading>({});
  const [question, setQuestion] = createSignal<Asked | null>(null);
  let current: {
    files: readonly SourceFile[];
    mapping: Mapping;
    reading: TableReading;
    recipe: Recipe;
  } | null = null;
  let count = 0;
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    files,
    loaded,
    mapping,
    mappingRequest,
    reading,
    question,
    setFiles: (next) => {
      // What was said about a table stays when files are added to it.
      if (!next.some((file) => files().includes(file))) setReading({});
      setFiles(next);
      setMappingRequest(null);
      setQuestion(null);
    },
    setReading: (next, said) => {
      setFiles(next);
      setReading(said);
      setMappingRequest(null);
      setQuestion(null);
    },
    dismissQuestion: () => {
      if (current) {
        setFiles(current.files);
        setReading(current.reading);
      }
      setQuestion(null);
    },
    setMapping: (next) => {
      setMapping(next);
      setMappingRequest(null);
    },
    dismissMapping: () => {
      setMappingRequest(null);
    },
    load: async (recipe, engine, signal, onProgress) => {
      const wanted = { files: files(), mapping: mapping(), reading: reading(), recipe };
      if (
        current &&
        current.files === wanted.files &&
        canonical(current.reading) === canonical(wanted.reading) &&
        canonical(current.mapping) === canonical(wanted.mapping) &&
        canonical(current.recipe.inputs) === canonical(recipe.inputs)
      ) {
        return { inputs: loaded(), keep: nothing, discard: nothing };
      }
      const [input = 'events'] = Object.keys(recipe.inputs);
      const relation = `input ${input} ${String(++count)}`;
      const remove = (inputs: readonly LoadedInput[]) =>
        Promise.all(inputs.map((one) => engine.database.run(drop('table', one.relation)))).then(
          nothing,
        );
      try {
        const inputs = [
          await loadInput(
            recipe,
            input,
            wanted.files,
            wanted.mapping,
            engine.reader,
            relation,
            { signal, onProgress },
            wanted.reading,
          ),
        ];
        return {
          inputs,
          keep: async () => {
            const before = loaded();
            current = wanted;
            setLoaded(inputs);
            await remove(before);
          },
          discard: () => remove(inputs),
        };
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
        switch (error.question?.kind) {
          case 'columns': {
            const { missing, available } = error.question;
            setMappingRequest({ file: error.file, missing, available });
            return null;
          }
          case 'time':
          case 'clock-change':
          case 'room':
            setQuestion({ file: error.file, question: error.question });
            return null;
          default:
            throw error;
        }
      }
    },
  };
}
