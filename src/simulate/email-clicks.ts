import { csvLine } from './csv-lines.ts';
import { type Campaign, drawCampaign, thinCampaign } from './email-clicks-campaign.ts';
import { makeIds } from './email-clicks-ids.ts';
import { EMAIL_CLICK_COLUMNS, EMAIL_TRUTH_COLUMNS } from './email-clicks-model.ts';
import { makeCampaignWriter } from './email-clicks-rows.ts';
import { makeRandom } from './random.ts';

const THINNING_STREAM = 0xffffffff;
const MOST_ROWS = 1e9;

export interface EmailClickOptions {
  /** Any safe integer. */
  readonly seed: number;
  /** Clicks in the log, 0 … 10⁹; without it, one whole campaign, about 24.2 thousand. */
  readonly rows?: number | undefined;
}

/** A run of records. Joined, the chunks of a log are the file: only the first begins with the header line. */
export interface EmailClickChunk {
  /** CSV text, RFC 4180 with line feeds, ASCII; about 531 bytes a click. */
  readonly csv: string;
  /** CSV text with one record for each click of `csv`, in the same order. */
  readonly truth: string;
  /** Clicks in this chunk. */
  readonly rows: number;
}

export interface SimulatedEmailClicks {
  readonly header: typeof EMAIL_CLICK_COLUMNS;
  readonly truthHeader: typeof EMAIL_TRUTH_COLUMNS;
  /** One chunk for each campaign, about 13 MB, made when asked for; every iteration gives the same text. */
  readonly chunks: Iterable<EmailClickChunk>;
}

/**
 * A log of clicks on e-mail links with known bots, made like the private log of analysis 000: 13.2 thousand clicks of
 * people and 11 thousand of bots (9,608 scanner, about 1,030 rotating addresses, 369 harvester, 40 sandbox) a campaign.
 * Campaigns follow each other, each sorted by RequestDate and begun six hours after the one before; a campaign does not
 * depend on how many follow, and the last ends where the rows are used up. Fewer rows than one campaign are instead a
 * sample of it in which every actor keeps its share, and at least one click from five rows on; the bots then lose the
 * size that sets them apart, so a small sample does not give the clusters of the whole.
 * @throws RangeError when the seed or the number of rows is outside its range.
 */
export function simulateEmailClicks({ seed, rows }: EmailClickOptions): SimulatedEmailClicks {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a whole number, not ${seed}`);
  if (rows !== undefined && !(Number.isInteger(rows) && rows >= 0 && rows <= MOST_ROWS)) {
    throw new RangeError(`rows must be a whole number from 0 to ${MOST_ROWS}, not ${rows}`);
  }
  return {
    header: EMAIL_CLICK_COLUMNS,
    truthHeader: EMAIL_TRUTH_COLUMNS,
    chunks: { [Symbol.iterator]: () => writeChunks(seed, rows) },
  };
}

function* writeChunks(seed: number, rows: number | undefined): Generator<EmailClickChunk> {
  const ids = makeIds(seed);
  const headers = { csv: csvLine(EMAIL_CLICK_COLUMNS), truth: csvLine(EMAIL_TRUTH_COLUMNS) };
  if (rows === 0) {
    yield { ...headers, rows: 0 };
    return;
  }
  let left = rows;
  for (let number = 0; left === undefined || left > 0; number++) {
    const whole = drawCampaign(makeRandom(seed, number));
    const campaign = left === undefined ? whole : limit(whole, left, number, seed);
    const writer = makeCampaignWriter(campaign, number, ids);
    const { clicks } = campaign;
    const first = number === 0;
    yield {
      csv: (first ? headers.csv : '') + clicks.map(writer.row).join(''),
      truth: (first ? headers.truth : '') + clicks.map(writer.truth).join(''),
      rows: clicks.length,
    };
    if (left === undefined) return;
    left -= clicks.length;
  }
}

function limit(campaign: Campaign, rows: number, number: number, seed: number): Campaign {
  if (rows >= campaign.clicks.length) return campaign;
  if (number === 0) return thinCampaign(campaign, rows, makeRandom(seed, THINNING_STREAM));
  return { ...campaign, clicks: campaign.clicks.slice(0, rows) };
}
