import type * as v from 'valibot';
import { pointer } from './problem.ts';

/** Where a value fails its shape, as a JSON pointer below the value. */
export function issuePath(issue: v.BaseIssue<unknown>): string {
  return pointer(...(issue.path ?? []).map((item) => String(item.key)));
}

/** What is wrong there, in a recipe's terms. */
export function issueMessage(issue: v.BaseIssue<unknown>): string {
  if (issue.type !== 'strict_object') return issue.message;
  return issue.expected === 'never'
    ? `nothing called ${issue.received} is known here`
    : `${issue.expected ?? 'a field'} is missing`;
}
