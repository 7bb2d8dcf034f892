import type { LoadedInput, LoadProgress } from '../engine/ports.ts';
import type { RunEvent } from '../engine/result.ts';

/** Progress for a person, on `stream`: a line per step; on a terminal the running one is redrawn. */
export function createProgress(stream: NodeJS.WriteStream) {
  const overwrite = (text: string): void => {
    if (stream.isTTY) stream.write(`\r\u001b[K${text}`);
  };
  const line = (text: string): void => {
    overwrite('');
    stream.write(`${text}\n`);
  };
  return {
    onLoad: ({ phase, doneBytes, totalBytes }: LoadProgress): void => {
      overwrite(
        `${phase === 'read' ? 'reading' : 'reading again'} ${String(Math.floor((100 * doneBytes) / Math.max(1, totalBytes)))} %`,
      );
    },
    onProfiled: (columns: number, of: number): void => {
      overwrite(`profile: ${String(columns)} of ${String(of)} columns`);
    },
    onWritten: (rows: number): void => {
      overwrite(`writing: ${String(rows)} rows`);
    },
    onEvent: (event: RunEvent): void => {
      if (event.type === 'step-started')
        overwrite(`${String(event.index + 1)}/${String(event.count)} ${event.as}`);
      else if (event.type === 'step-progress')
        overwrite(
          `${event.as}: ${event.phase} ${String(Math.floor((100 * event.done) / Math.max(1, event.total)))} %`,
        );
      else
        line(
          `${String(event.index + 1)}/${String(event.count)} ${event.as}: ${String(event.result.rows)} rows, ${event.result.elapsedMs.toFixed(0)} ms`,
        );
    },
    /** Says what was read and names the first rejected records. */
    rejects: (input: LoadedInput): void => {
      for (const file of input.files)
        line(
          `${file.name}: ${String(file.rows)} rows${file.rejected > 0 ? `, ${String(file.rejected)} rejected` : ''}`,
        );
      const shown = input.rejects.slice(0, 10);
      for (const { file, line: at, column, reason, text } of shown)
        line(
          `  ${file} line ${String(at)}${column === null ? '' : `, ${column}`}: ${reason}: ${JSON.stringify(text.slice(0, 80))}`,
        );
      if (input.rejects.length > shown.length)
        line(`  … and ${String(input.rejects.length - shown.length)} more`);
    },
    /** Takes away what stands on a terminal for the moment. */
    clear: (): void => {
      overwrite('');
    },
    done: (text: string, warnings: readonly string[]): void => {
      for (const warning of warnings) line(`note: ${warning}`);
      line(text);
    },
  };
}
