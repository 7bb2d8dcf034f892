// A stack of node numbers (alone or in pairs) still to visit. A walk that is interrupted leaves it as it is.

import { stack } from "./memory";

export let depth: u32 = 0;

export function clear(): void { depth = 0; }

// @ts-ignore: decorator
@inline
export function push(id: u32): void { store<u32>(stack + (<usize>depth << 2), id); depth++; }

// @ts-ignore: decorator
@inline
export function pop(): u32 { depth--; return load<u32>(stack + (<usize>depth << 2)); }
