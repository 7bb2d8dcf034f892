const REVOKE_AFTER_MS = 60_000;

/** Hands a file to the browser's downloads. */
export function saveFile(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has read the address by then; one that is never given back keeps the file in memory.
  setTimeout(() => { URL.revokeObjectURL(address); }, REVOKE_AFTER_MS);
}
