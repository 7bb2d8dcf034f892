// Tree or brute force? Decided by fuel, never by the clock, so that the same points always go the same way: some units are
// core-tested by the tree, spread evenly over all of them, and what all would cost is compared with the cost of brute force.

import { PATH_BRUTE, PATH_MEASURED } from "../abi";
import { brute_cost } from "./brute";
import { nearest } from "../arena/distance";
import { LEAF, rows } from "../arena/memory";
import { places_in } from "./places";
import { COUNT, get, hi_of, lo_of, node_at, number_of } from "../arena/tree";

const SAMPLES: u32 = 64;
const LEAST: u32 = 4; // samples before anything is decided
const DOUBT: f64 = 32; //  so many samples leave a factor of two open
const MARGIN: f64 = 0.25;
const ROW_COST: f64 = 8; // fuel that brute force burns for each row beside the pairs

let preferred: i32 = PATH_MEASURED;
let small_rows: u64 = 0; //   rows in units of a leaf's size
let large_places: u64 = 0; // places in larger ones
let units: u64 = 0;
let sampled_rows: u64 = 0;
let sampled_places: u64 = 0;
let tested: u64 = 0; //       units
let spent: f64 = 0; //        fuel burnt for them
let sampled: u32 = 0; //      units
let brute_fuel: f64 = Infinity; // what brute force would burn, as far as is known
/** Whether the tree is so much better that no more samples are needed. */
export let tree_is_better: bool = false;
let near: u32 = 0; //         pairs of those with boxes within eps
const sample = memory.data(SAMPLES * 4); // u32[SAMPLES]: their numbers

/** For tests and measurements: PATH_TREE or PATH_BRUTE, until PATH_MEASURED is set again. */
export function dbscan_prefer(path: i32): void { preferred = path; }
export function free_to_choose(): bool { return preferred == PATH_MEASURED; }

export function start_measuring(): void {
  small_rows = 0;
  large_places = 0;
  units = 0;
  sampled_rows = 0;
  sampled_places = 0;
  tested = 0;
  spent = 0;
  sampled = 0;
  near = 0;
  brute_fuel = Infinity;
  tree_is_better = false;
}

/** A unit was found. */
export function count_unit(unit: usize): void {
  units++;
  if (get(unit, COUNT) > LEAF) large_places += places_in(unit);
  else small_rows += get(unit, COUNT);
}

/** A unit was core-tested for so much fuel. */
export function measure_unit(fuel: i32): void {
  tested++;
  spent += <f64>fuel;
}

/** A unit is one of the sample. */
export function sample_unit(unit: usize, eps2: f64): void {
  for (let k: u32 = 0; k < sampled; k++) {
    const other = node_at(load<u32>(sample + (<usize>k << 2)));
    near += u32(nearest(lo_of(unit), hi_of(unit), lo_of(other), hi_of(other), eps2) <= eps2);
  }
  store<u32>(sample + (<usize>sampled << 2), number_of(unit));
  sampled++;
  if (get(unit, COUNT) > LEAF) return;
  sampled_rows += get(unit, COUNT);
  sampled_places += places_in(unit);
}

/** Stretches of the nodes from which a unit is sampled each, if need be. */
export function samples(): u32 { return preferred == PATH_MEASURED ? SAMPLES : 0; }

/** The k-th stretch: neighbours last, so that the first few are spread over all nodes, too. */
export function sample_at(k: u32, units_end: u32): u32 {
  let reversed: u32 = 0;
  for (let bit: u32 = 1; bit < SAMPLES; bit <<= 1) reversed = (reversed << 1) | u32((k & bit) != 0);
  return <u32>((<u64>units_end * <u64>reversed) / SAMPLES);
}

/** At most so many places: what memory is needed for. */
export function most_places(): u32 { return <u32>(small_rows + large_places); }

/** Whether the units not tested yet will cost the tree more than brute force costs in all. The fewer were tested, the surer it must be. */
export function brute_is_better(): bool {
  if (preferred != PATH_MEASURED) return preferred == PATH_BRUTE;
  if (sampled < LEAST) return false;
  const distinct = sampled_rows == 0 ? 1 : <f64>sampled_places / <f64>sampled_rows;
  const share = <f64>(near + 1) / (<f64>(sampled * (sampled - 1)) * 0.5 + 1);
  const ahead = (spent / <f64>tested) * <f64>(units - tested);
  brute_fuel = brute_cost(<f64>large_places + <f64>small_rows * distinct, share) + <f64>rows * ROW_COST;
  const doubt = 1 + DOUBT / <f64>tested;
  tree_is_better = ahead * doubt < brute_fuel;
  return ahead > brute_fuel * (doubt + MARGIN);
}

/**
 * Whether the tree has burnt so much on links that brute force is the better way to go on. How much is ahead cannot be known:
 * stopping at half of the other's price loses the least if clusters are many, close and in many dimensions.
 */
export function links_are_dear(burnt: f64): bool {
  return preferred == PATH_MEASURED && burnt > brute_fuel * 0.5;
}
