import { type Field, fieldAt } from './fields.ts';

/** A line of an access log, taken apart as far as all such logs are the same. */
export interface LogLine {
  /** What stands before the time: host, ident and user, with a virtual host first in some logs. A user may hold blanks. */
  readonly before: string;
  /** As written, without its brackets. */
  readonly time: string;
  readonly request: string;
  /** Three digits or `-`. */
  readonly status: string;
  /** Digits or `-`. */
  readonly bytes: string;
  /** What stands after the bytes. */
  readonly further: readonly Field[];
}

/** A user name may hold brackets, but no quote that is not escaped: this is the time. */
const TIME = /\[\d\d\/[A-Z][a-z][a-z]\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "/y;
const TIME_LENGTH = 26;
const TOLD = 40;

/** @returns why it is no line of such a log, where it is none. Days and times of day need not exist. Time is linear in its length. */
export function parseLine(line: string): LogLine | string {
  const bracket = findTime(line);
  if (bracket < 0) return 'no time as in [17/May/2015:08:05:01 +0000] before a request in quotes';
  const time = line.slice(bracket + 1, bracket + 1 + TIME_LENGTH);
  const request = fieldAt(line, bracket + TIME_LENGTH + 3);
  if (typeof request === 'string') return request;
  const fields: Field[] = [];
  // A blank at the end of the line begins no field.
  for (let at = request.end + 1; at < line.length;) {
    const field = fieldAt(line, at);
    if (typeof field === 'string') return field;
    fields.push(field);
    at = field.end + 1;
  }
  const [status, bytes, ...further] = fields;
  if (!status || !bytes) return `no ${status ? 'bytes' : 'status'} after the request`;
  if (!/^(\d{3}|-)$/.test(status.text))
    return `the status "${told(status)}" is no number of three digits`;
  if (!/^(\d+|-)$/.test(bytes.text)) return `the bytes "${told(bytes)}" are no number`;
  return {
    before: line.slice(0, bracket - 1),
    time,
    request: request.text,
    status: status.text,
    bytes: bytes.text,
    further,
  };
}

function told({ text }: Field): string {
  return text.slice(0, TOLD);
}

/** Where the bracket of the time is; negative where there is none. */
function findTime(line: string): number {
  for (let at = line.indexOf(' ['); at >= 0; at = line.indexOf(' [', at + 1)) {
    TIME.lastIndex = at + 1;
    if (TIME.test(line)) return at + 1;
  }
  return -1;
}

/**
 * The fields before the time: as many as `count`, of which the last may hold blanks; null where there are fewer, or one of the
 * others is empty.
 */
export function partsBefore(before: string, count: number): string[] | null {
  const parts: string[] = [];
  let at = 0;
  while (parts.length < count - 1) {
    const blank = before.indexOf(' ', at);
    if (blank <= at) return null;
    parts.push(before.slice(at, blank));
    at = blank + 1;
  }
  return [...parts, before.slice(at)];
}

/** Method, target and protocol of a request that is one; null each where it is none. */
export function requestParts(
  request: string,
): readonly [string, string, string] | readonly [null, null, null] {
  const first = request.indexOf(' ');
  const last = request.lastIndexOf(' ');
  const method = request.slice(0, Math.max(0, first));
  const target = request.slice(first + 1, Math.max(0, last));
  const protocol = request.slice(last + 1);
  return METHOD.test(method) && target !== '' && PROTOCOL.test(protocol)
    ? [method, target, protocol]
    : [null, null, null];
}

/** A token of RFC 9110. */
const METHOD = /^[\w!#$%&'*+.^`|~-]+$/;
const PROTOCOL = /^HTTP\/\d+(\.\d+)?$/;
