let pasted = 0;

/** Pasted text as a file: "pasted.txt", "pasted-2.txt" …; a recipe is told by what it is, anything else by how it looks. */
export function pastedFile(text: string): File {
  pasted += 1;
  const name = pasted === 1 ? 'pasted' : `pasted-${String(pasted)}`;
  return new File([text], isRecipeText(text) ? `${name}.json` : `${name}.txt`);
}

function isRecipeText(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'steps' in value;
  } catch {
    return false;
  }
}
