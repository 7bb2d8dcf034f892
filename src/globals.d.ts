/** Versions that a result depends on; Vite puts them in. */
declare const VERSIONS: Readonly<Record<string, string>>;
