/** A path under `uploads/` that no other upload of this engine has: a number, and as much of the name as is harmless. */
export function uploadPath(name: string, number: number): string {
  const harmless = name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/\.{2,}/g, '.');
  return `uploads/${String(number)}-${harmless.slice(-60)}`;
}
