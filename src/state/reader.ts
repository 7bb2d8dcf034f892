import {
  batch,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  type Accessor,
} from 'solid-js';
import {
  type LoadRequest,
  type Preview,
  type Reader,
  ReadError,
  type SourceFile,
} from '../engine/ports.ts';
import type {
  ColumnReading,
  Dialect,
  ReadQuestion,
  SniffedDialect,
  TimeCandidate,
  TableReading,
  Unpivot,
} from '../engine/reading.ts';
import { timeCandidates } from '../engine/times/candidates.ts';
import { failureOf, isAbort } from './failure.ts';
import { reasonsOf, type Fix, type Reason } from './reasons.ts';

/** Files and how they are read, as far as a person said so. */
export interface ReadingDraft {
  readonly files: readonly SourceFile[];
  readonly reading: TableReading;
}

/** Why there is no preview, and what a person could decide. */
export interface ReaderProblem {
  readonly message: string;
  readonly question: ReadQuestion | null;
}

/** How the files of one table are read: what was found, what a person changes, and what becomes of the first records. */
export interface ReaderModel {
  readonly draft: Accessor<ReadingDraft>;
  /** The same without what was said of columns that the last good preview has not. */
  readonly settled: Accessor<ReadingDraft>;
  /** Position of the file whose lines are shown. */
  readonly shown: Accessor<number>;
  show(file: number): void;
  /** Whether a change of the dialect is one of every file. */
  readonly allFiles: Accessor<boolean>;
  setAllFiles(all: boolean): void;
  /** The last good preview; it stays while another is read, or fails. */
  readonly preview: Accessor<Preview | null>;
  readonly loading: Accessor<boolean>;
  readonly problem: Accessor<ReaderProblem | null>;
  /** How the shown file is written: as said, else as found; null of other formats than delimited text. */
  readonly dialect: Accessor<SniffedDialect | null>;
  isSaid(property: keyof Dialect): boolean;
  setDialect(change: Partial<Dialect>): void;
  /** Back to what was found. */
  unsetDialect(property: keyof Dialect): void;
  columnReading(column: string): ColumnReading;
  /** By the file's name of the column; nothing in it: as found. */
  setColumn(column: string, reading: ColumnReading): void;
  /** How the wide table is made long; undefined where it is not. */
  readonly unpivot: Accessor<Unpivot | undefined>;
  setUnpivot(unpivot: Unpivot | undefined): void;
  /** The ways in which the column's texts can be times, by the records looked at; they stay known while one is tried. */
  candidates(column: string): readonly TimeCandidate[];
  readonly reasons: Accessor<readonly Reason[]>;
  /** Does what helps; gives the column whose times a person has to look at. */
  apply(fix: Fix): string | null;
  /** Whether anything differs from how it was when the model was made. */
  readonly changed: Accessor<boolean>;
  /** Whether a person said anything. */
  readonly said: Accessor<boolean>;
  /** Forgets all that a person said about dialects, columns and the shape of the table. */
  reset(): void;
}

const SETTLE_MS = 150;

/**
 * Must be called under a Solid root; what is being read is aborted when that goes.
 * @param request  what would be loaded of a draft.
 */
export function createReaderModel(
  start: ReadingDraft,
  request: (draft: ReadingDraft) => LoadRequest,
  reader: () => Promise<Pick<Reader, 'preview'>>,
  settleMs = SETTLE_MS,
): ReaderModel {
  const [draft, setDraft] = createSignal(start);
  const [shown, show] = createSignal(0);
  const [allFiles, setAllFiles] = createSignal(true);
  const [preview, setPreview] = createSignal<Preview | null>(null);
  const [loading, setLoading] = createSignal(false);
  const [problem, setProblem] = createSignal<ReaderProblem | null>(null);

  const read = async (now: ReadingDraft, file: number, signal: AbortSignal): Promise<void> => {
    try {
      const found = await (await reader()).preview(request(now), { file, signal });
      if (signal.aborted) return;
      batch(() => {
        setPreview(found);
        setProblem(null);
        setLoading(false);
      });
    } catch (thrown) {
      if (signal.aborted || isAbort(thrown)) return;
      const question = thrown instanceof ReadError ? thrown.question : null;
      batch(() => {
        setProblem({ message: failureOf(thrown).message, question });
        setLoading(false);
      });
    }
  };
  let first = true;
  createEffect(
    on([draft, shown], ([now, file]) => {
      const controller = new AbortController();
      setLoading(true);
      const timer = setTimeout(() => void read(now, file, controller.signal), first ? 0 : settleMs);
      first = false;
      onCleanup(() => {
        clearTimeout(timer);
        controller.abort(new DOMException('Replaced by a newer preview.', 'AbortError'));
      });
    }),
  );

  const own = (): SourceFile | undefined => draft().files[shown()];
  const dialect = createMemo((): SniffedDialect | null => {
    const found = preview()?.table.dialect ?? null;
    return found && { ...found, ...own()?.dialect };
  });
  const editFiles = (edit: (before: Partial<Dialect>) => Partial<Dialect>): void => {
    setDraft((before) => ({
      ...before,
      files: before.files.map((file, i) =>
        allFiles() || i === shown() ? withDialect(file, edit(file.dialect ?? {})) : file,
      ),
    }));
  };
  const setDialect = (change: Partial<Dialect>): void => {
    editFiles((before) => ({ ...before, ...change }));
  };
  /** Ways found before, of files written so. */
  const known = { files: start.files, ways: new Map<string, readonly TimeCandidate[]>() };
  const candidates = (column: string): readonly TimeCandidate[] => {
    const { files } = draft();
    if (known.files !== files) {
      known.files = files;
      known.ways.clear();
    }
    const now = preview();
    const found = now ? timesOf(now, column) : [];
    if (found.length > 0) known.ways.set(column, found);
    return known.ways.get(column) ?? [];
  };
  const setColumn = (column: string, reading: ColumnReading): void => {
    setDraft((before) => ({ ...before, reading: withColumn(before.reading, column, reading) }));
  };
  const declared = createMemo(
    () =>
      new Set(
        preview()?.columns.flatMap((one) => (one.declared === null ? [] : [one.source])) ?? [],
      ),
  );
  const settled = (): ReadingDraft => {
    const { files, reading } = draft();
    const known = preview()?.columns.map(({ source }) => source);
    const lost = Object.keys(reading.columns ?? {}).filter((name) => !known?.includes(name));
    return {
      files,
      reading: known ? lost.reduce((said, name) => withColumn(said, name, {}), reading) : reading,
    };
  };
  return {
    draft,
    settled,
    shown,
    show,
    allFiles,
    setAllFiles,
    preview,
    loading,
    problem,
    dialect,
    isSaid: (property) => own()?.dialect?.[property] !== undefined,
    setDialect,
    unsetDialect: (property) => {
      editFiles(({ [property]: _, ...others }) => others);
    },
    columnReading: (column) => {
      const { columns = {} } = draft().reading;
      return (Object.hasOwn(columns, column) ? columns[column] : undefined) ?? {};
    },
    setColumn,
    unpivot: () => draft().reading.unpivot,
    setUnpivot: (unpivot) => {
      setDraft(({ files, reading: { unpivot: _, ...reading } }) => ({
        files,
        reading: unpivot ? { ...reading, unpivot } : reading,
      }));
    },
    candidates,
    reasons: createMemo(() => reasonsOf(preview()?.rejects ?? [], dialect(), declared())),
    apply: (fix) => {
      if (fix.kind === 'time') return fix.column;
      if (fix.kind === 'text') setColumn(fix.column, { type: 'text' });
      else setDialect(fix.change);
      return null;
    },
    changed: () => draft() !== start,
    said: createMemo(
      () =>
        draft().reading.columns !== undefined ||
        draft().reading.unpivot !== undefined ||
        draft().files.some((file) => file.dialect !== undefined),
    ),
    reset: () => {
      setDraft(({ files, reading: { columns: _, unpivot: __, ...reading } }) => ({
        files: files.map((file) => withDialect(file, {})),
        reading,
      }));
    },
  };
}

function timesOf({ questions, columns, rows }: Preview, column: string): readonly TimeCandidate[] {
  for (const { question } of questions)
    if (question.kind === 'time' && question.column === column) return question.candidates;
  const at = columns.findIndex(({ source, type }) => source === column && type === 'text');
  if (at < 0) return [];
  return timeCandidates(rows.flatMap((row) => (typeof row[at] === 'string' ? row[at] : [])));
}

function withDialect({ dialect: _, ...file }: SourceFile, dialect: Partial<Dialect>): SourceFile {
  return Object.keys(dialect).length === 0 ? file : { ...file, dialect };
}

/** The reading with one column read so; as found where nothing is said. */
export function withColumn(
  { columns = {}, ...reading }: TableReading,
  column: string,
  { type, time }: ColumnReading,
): TableReading {
  const kept = Object.entries(columns).filter(([name]) => name !== column);
  const said = type !== undefined || time !== undefined;
  const own = { ...(type && { type }), ...(time && { time }) };
  const all = said ? [...kept, [column, own] as const] : kept;
  return all.length === 0 ? reading : { ...reading, columns: Object.fromEntries(all) };
}
