/** The buffers of all typed arrays in a result, each once: what to transfer rather than copy. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (part: unknown): void => {
    if (ArrayBuffer.isView(part)) {
      if (part.buffer instanceof ArrayBuffer) found.add(part.buffer);
    } else if (Array.isArray(part)) {
      if (typeof part[0] === 'object') part.forEach(look);
    } else if (typeof part === 'object' && part !== null) {
      Object.values(part).forEach(look);
    }
  };
  look(value);
  return [...found];
}
