import { createEffect, createMemo, createSignal, on, Show, type JSX } from 'solid-js';
import { joinProblems, type MatchCount } from '../../../engine/join-tables.ts';
import { Button } from '../../../widgets/button.tsx';
import { Dialog } from '../../../widgets/dialog.tsx';
import { JoinFields, NO_INPUT } from './join-fields.tsx';
import {
  proposeForm,
  specOf,
  type JoinForm,
  type JoinRequest,
  type JoinTable,
} from './join-form.ts';
import { MatchPreview } from './match-preview.tsx';
import './join.css';

export interface JoinDialogProps {
  readonly open: boolean;
  readonly tables: readonly JoinTable[];
  readonly leftId: string;
  /** Of the recipe. */
  readonly inputs: readonly string[];
  /** Makes the joined table. The dialog stays until its owner closes it. */
  readonly onJoin: (request: JoinRequest) => void;
  readonly onClose: () => void;
  /** Tries the join on the first rows; rejects with a StepError where it is refused. */
  readonly count: (request: JoinRequest, signal: AbortSignal) => Promise<MatchCount>;
}

/** Joins another open table to one: which, by what, what is taken of it, and how many rows would match. */
export function JoinDialog(props: JoinDialogProps): JSX.Element {
  const [rightId, setRightId] = createSignal('');
  const [form, setForm] = createSignal<JoinForm | null>(null);
  const [input, setInput] = createSignal(NO_INPUT);
  const left = createMemo(() => props.tables.find(({ id }) => id === props.leftId) ?? null);
  const others = createMemo(() => props.tables.filter(({ id }) => id !== props.leftId));
  const right = createMemo(() => others().find(({ id }) => id === rightId()) ?? null);

  const choose = (id: string): void => {
    const [ours, theirs] = [left(), others().find((table) => table.id === id)];
    setRightId(id);
    setForm(ours && theirs ? proposeForm(ours, theirs) : null);
  };
  createEffect(
    on([() => props.open, () => props.leftId], ([open]) => {
      if (!open) return;
      setInput(NO_INPUT);
      choose(others()[0]?.id ?? '');
    }),
  );

  const request = createMemo((): JoinRequest | null => {
    const [ours, theirs, fields] = [left(), right(), form()];
    const spec = ours && theirs && fields ? specOf(fields, ours, theirs) : null;
    if (!props.open || !ours || !theirs || !spec) return null;
    const name = `${ours.name} + ${theirs.name}`;
    return { left: ours, right: theirs, spec, name, input: null };
  });
  const problem = createMemo((): string | null => {
    const asked = request();
    if (!asked) return 'Choose the columns to join by.';
    return joinProblems(asked.left, asked.right, asked.spec)[0]?.message ?? null;
  });
  return (
    <Dialog
      wide
      open={props.open}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={`Join a table to ${left()?.name ?? ''}`}
      description="Every row takes columns of the one row that belongs to it. No row is doubled, and what matches nothing is counted."
      footer={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button
            tone="primary"
            disabled={problem() !== null}
            onClick={() => {
              const asked = request();
              if (asked) props.onJoin({ ...asked, input: input() || null });
            }}
          >
            Join
          </Button>
        </>
      }
    >
      <Show
        when={others().length > 0}
        fallback={
          <p class="note">Open the other table first: it can be joined once it is loaded.</p>
        }
      >
        <Show when={left()}>
          {(ours) => (
            <Show when={right()}>
              {(theirs) => (
                <Show when={form()}>
                  {(fields) => (
                    <JoinFields
                      left={ours()}
                      right={theirs()}
                      others={others()}
                      inputs={props.inputs}
                      input={input()}
                      onInput={setInput}
                      form={fields()}
                      onRight={choose}
                      onForm={(part) => setForm({ ...fields(), ...part })}
                    />
                  )}
                </Show>
              )}
            </Show>
          )}
        </Show>
        <MatchPreview
          request={problem() === null ? request() : null}
          problem={problem()}
          count={props.count}
        />
      </Show>
    </Dialog>
  );
}
