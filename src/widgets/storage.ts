/** Where a small setting is kept: for this tab's session, or for this browser. */
export type Keeper = 'session' | 'local';

const store = (keeper: Keeper): Storage => (keeper === 'session' ? sessionStorage : localStorage);

/** Reads a kept text, or undefined when there is none or the browser keeps nothing. */
export function readKept(keeper: Keeper, key: string): string | undefined {
  try {
    return store(keeper).getItem(`spoor:${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text. A browser that keeps nothing is not an error. */
export function keep(keeper: Keeper, key: string, text: string): void {
  try {
    store(keeper).setItem(`spoor:${key}`, text);
  } catch {
    // Private windows may refuse: the setting then lasts as long as the page.
  }
}

/** Reads a kept number inside its limits, or undefined. */
export function readKeptNumber(keeper: Keeper, key: string): number | undefined {
  const text = readKept(keeper, key);
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
