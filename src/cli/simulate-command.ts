import { simulateEmailClicks, type EmailClickChunk } from '../simulate/email-clicks.ts';
import { writePieces } from './files.ts';
import { UsageError } from './usage-error.ts';

export interface SimulateOptions {
  readonly what: string;
  readonly seed: number;
  readonly rows: number | undefined;
  readonly out: string;
  readonly truth: string | undefined;
}

/** Writes a simulated log and, where asked, its truth; each is streamed, a campaign at a time. */
export async function simulateCommand({
  what,
  seed,
  rows,
  out,
  truth,
}: SimulateOptions): Promise<void> {
  if (what !== 'email-clicks')
    throw new UsageError(`"${what}" cannot be simulated; email-clicks can.`);
  const { chunks } = simulateEmailClicks({ seed, rows });
  let written = 0;
  await writePieces(
    out,
    pieces(
      chunks,
      (chunk) => chunk.csv,
      (n) => (written += n),
    ),
  );
  if (truth !== undefined)
    await writePieces(
      truth,
      pieces(
        chunks,
        (chunk) => chunk.truth,
        () => undefined,
      ),
    );
  process.stderr.write(`${String(written)} clicks written to ${out}\n`);
}

function* pieces(
  chunks: Iterable<EmailClickChunk>,
  take: (chunk: EmailClickChunk) => string,
  count: (rows: number) => void,
): Generator<string> {
  for (const chunk of chunks) {
    count(chunk.rows);
    yield take(chunk);
  }
}
