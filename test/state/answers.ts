import type { Asked, Questions } from '../../src/state/questions.ts';

/** Answers of a person who is not there: each question is given to `answer` and noted. */
export function answering(answer: (question: Asked) => void): Questions & { asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    current: () => null,
    ask: (make, signal) =>
      new Promise((done, fail) => {
        signal.throwIfAborted();
        signal.addEventListener('abort', () => {
          fail(signal.reason as Error);
        });
        const question = make(done);
        asked.push(question);
        answer(question);
      }),
  };
}
