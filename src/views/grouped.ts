import { formatCount } from '../charts/format.ts';

/** The counts of a sentence as the page writes numbers; what stands in quotes, dates and names are left as they are. */
export function grouped(sentence: string): string {
  return sentence
    .split(/("[^"]*")/)
    .map((part, i) => (i % 2 === 1 ? part : groupedCounts(part)))
    .join('');
}

function groupedCounts(text: string): string {
  return text.replace(/(?<![\w.:-])\d{4,}(?![\w:-]|\.\w)/g, (digits) =>
    formatCount(Number(digits)),
  );
}
