/** A JSON document as it is saved and hashed: the same text headless and in the page. */
export function documentText(json: unknown): string {
  return `${JSON.stringify(json, null, 1)}\n`;
}
