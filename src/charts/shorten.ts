/**
 * Shortens a name in its middle, because names of features differ at their ends:
 * `MeanSendRequestSeconds_ln` to `MeanSend…conds_ln`.
 */
export function shortenMiddle(text: string, most: number): string {
  const letters = Array.from(text);
  const room = Math.max(3, most);
  if (letters.length <= room) return text;
  const tail = Math.floor((room - 1) * 0.5);
  const head = room - 1 - tail;
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - tail).join('')}`;
}

/** The text, or as much of it as is no wider than the room, by a measure in pixels. */
export function fitText(text: string, room: number, measure: (text: string) => number): string {
  if (measure(text) <= room) return text;
  let fewest = 3;
  let most = Array.from(text).length - 1;
  while (fewest < most) {
    const middle = Math.ceil((fewest + most) / 2);
    if (measure(shortenMiddle(text, middle)) <= room) fewest = middle;
    else most = middle - 1;
  }
  return shortenMiddle(text, fewest);
}
