import type { LoadRequest } from '../engine/ports.ts';
import { type EstimateContext, estimateLoad, packedBytes, usedBytes } from './estimate.ts';
import type { Prepared } from './prepare.ts';
import { noRoom, type Place, surelyFits, USABLE_SHARE } from './room.ts';

/** Most of the free memory that may go to texts that are not packed: what a table is used for needs room, too. */
const LOOSE_SHARE = 1 / 3;

/** Sees to it that a load does not use up the memory of the engine, unless the person wants to try. */
export interface RoomWatch {
  /** Memory that texts may take which are quicker to load when they are not packed. */
  readonly looseBytes: number;
  /** To be called when a slice is stored and `share` of the files was read. Throws ReadError `too-large`. */
  onStored(share: number): Promise<void>;
}

/** Estimates what a load needs. Throws ReadError `too-large` with the question `room` when it will not fit. */
export async function watchRoom(
  context: EstimateContext,
  request: LoadRequest,
  { plan, files, filter }: Prepared,
  limitBytes: number,
  place: Place,
): Promise<RoomWatch> {
  const { database, options } = context;
  const used = await usedBytes(database, options);
  const free = USABLE_SHARE * limitBytes - used;
  const format = files[0]?.table.format ?? '';
  let looseBytes = free * LOOSE_SHARE;
  const evenIfLarge = request.reading?.evenIfLarge === true;
  if (!surelyFits(files, free)) {
    // What a range of time leaves is seen on the way.
    if (evenIfLarge || filter?.range) looseBytes = 0;
    else {
      const estimate = await estimateLoad(context, plan, files, filter?.sample?.share ?? 1);
      const left = free - estimate.peakBytes;
      if (left < 0) throw noRoom(estimate, limitBytes, used, request, format, place);
      looseBytes = Math.min(looseBytes, left / 2);
    }
  }
  return {
    looseBytes,
    async onStored(share) {
      if (evenIfLarge || (await usedBytes(database, options)) - used <= free) return;
      const own = (await packedBytes(database, options)) - used;
      if (own <= free) return;
      const bytes = Math.round(own / Math.min(1, Math.max(share, 1e-3)));
      const columnBytes = plan.map(() => Math.round(bytes / plan.length));
      const estimate = {
        rows: 0,
        counted: false,
        tableBytes: bytes,
        peakBytes: bytes,
        columnBytes,
      };
      throw noRoom(estimate, limitBytes, used, request, format, place);
    },
  };
}
