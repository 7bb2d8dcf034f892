import dataUrl from '../../generated/kernel.wasm?url&inline';
import { installKernel } from '../installed.ts';
import { Kernel } from '../kernel.ts';

let compiled: WebAssembly.Module | undefined;

/** The kernel as it was built into the library: nothing is fetched, so that it works in any place and under any policy that allows WebAssembly. */
export function embeddedModule(): WebAssembly.Module {
  if (compiled) return compiled;
  const text = atob(dataUrl.slice(dataUrl.indexOf(',') + 1));
  compiled = new WebAssembly.Module(Uint8Array.from(text, (char) => char.charCodeAt(0)));
  return compiled;
}

installKernel(() => new Kernel(embeddedModule()));
