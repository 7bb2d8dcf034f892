/** A step that could not be done: which one, why in the user's words, and the engine's own words for "Copy details". */
export class StepError extends Error {
  override readonly name = 'StepError';
  constructor(
    message: string,
    readonly step: string | null = null,
    readonly pointer: string | null = null,
    readonly details = '',
    cause?: Error,
  ) {
    super(message, { cause });
  }
}
