import RotateCcw from 'lucide-solid/icons/rotate-ccw';
import { createSignal, Show, type JSX } from 'solid-js';
import type { Dialect, SniffedDialect } from '../../engine/reading.ts';
import type { ReaderModel } from '../../state/reader.ts';
import { DELIMITERS } from '../../state/reasons.ts';
import { IconButton } from '../../widgets/button.tsx';
import { NumberField } from '../../widgets/number-field.tsx';
import { Select } from '../../widgets/select.tsx';
import { TextInput } from '../../widgets/text-input.tsx';
import {
  DELIMITER_CHOICES,
  delimiterProblem,
  ENCODINGS,
  HEADERS,
  HEADERS_NAMED,
  namesOf,
  namesProblem,
  NO_DELIMITER,
  OTHER,
  QUOTES,
  SHORTS,
} from './words.ts';

const DOUBTFUL = 0.7;
const MOST_SKIPPED = 100_000;

/** How delimited text is written: each property with how sure it is, and a control to change it. */
export function DialectForm(props: { readonly model: ReaderModel }): JSX.Element {
  return (
    <Show when={props.model.dialect()}>
      {(dialect) => <Properties model={props.model} dialect={dialect()} />}
    </Show>
  );
}

function Properties(props: {
  readonly model: ReaderModel;
  readonly dialect: SniffedDialect;
}): JSX.Element {
  const [otherDelimiter, setOtherDelimiter] = createSignal(false);
  const [ownNames, setOwnNames] = createSignal(false);
  const set = (change: Partial<Dialect>): void => {
    props.model.setDialect(change);
  };
  const delimiter = (): string => props.dialect.delimiter;
  const isKnown = (): boolean => delimiter() === '' || Object.hasOwn(DELIMITERS, delimiter());
  const isOther = (): boolean => otherDelimiter() || !isKnown();
  const header = (): 'first' | 'none' | 'own' => {
    const said = props.dialect.header;
    return ownNames() || typeof said !== 'string' ? 'own' : said;
  };
  /** Names that the file gives, and not its first record. */
  const isNamed = (): boolean =>
    typeof props.dialect.header !== 'string' && !props.model.isSaid('header');
  const names = (): string => {
    const said = props.dialect.header;
    if (typeof said !== 'string') return said.join('\n');
    return (
      props.model
        .preview()
        ?.table.columns.map(({ name }) => name)
        .join('\n') ?? ''
    );
  };
  const row = (label: string, property: keyof Dialect) => ({
    label,
    property,
    get model() {
      return props.model;
    },
    get confidence() {
      return props.dialect.confidence[property];
    },
  });
  return (
    <div class="reader-props">
      <Row {...row('Encoding', 'encoding')}>
        <Select
          label="Encoding"
          value={props.dialect.encoding}
          choices={ENCODINGS}
          onChange={(encoding) => {
            set({ encoding });
          }}
        />
      </Row>
      <Row {...row('Delimiter', 'delimiter')} onUnset={() => setOtherDelimiter(false)}>
        <Select
          label="Delimiter"
          value={isOther() ? OTHER : delimiter() || NO_DELIMITER}
          choices={DELIMITER_CHOICES}
          onChange={(value) => {
            setOtherDelimiter(value === OTHER);
            if (value !== OTHER) set({ delimiter: value === NO_DELIMITER ? '' : value });
          }}
        />
        <Show when={isOther()}>
          <TextInput
            mono
            label="Character between fields"
            value={isKnown() ? '' : delimiter()}
            check={delimiterProblem}
            onChange={(text) => {
              set({ delimiter: text });
            }}
          />
        </Show>
      </Row>
      <Row {...row('Quote', 'quote')}>
        <Select
          label="Quote"
          value={props.dialect.quote === '' ? 'none' : props.dialect.quote}
          choices={QUOTES}
          onChange={(quote) => {
            set({ quote: quote === 'none' ? '' : quote });
          }}
        />
      </Row>
      <Row {...row('Lines before', 'skip')}>
        <NumberField
          label="Lines before the table"
          integer
          min={0}
          max={MOST_SKIPPED}
          value={props.dialect.skip}
          onChange={(skip) => {
            set({ skip });
          }}
        />
      </Row>
      <Row {...row('Comment sign', 'comment')}>
        <TextInput
          mono
          label="Comment sign"
          placeholder="none"
          value={props.dialect.comment}
          onChange={(comment) => {
            set({ comment });
          }}
        />
      </Row>
      <Row {...row('Names', 'header')} onUnset={() => setOwnNames(false)}>
        <Select
          label="Names of columns"
          value={header()}
          choices={isNamed() ? HEADERS_NAMED : HEADERS}
          onChange={(value) => {
            setOwnNames(value === 'own');
            if (value !== 'own') set({ header: value });
          }}
        />
        <Show when={header() === 'own'}>
          <TextInput
            lines={4}
            label="Names of columns, one a line"
            value={names()}
            check={namesProblem}
            onChange={(text) => {
              set({ header: namesOf(text) });
            }}
          />
        </Show>
      </Row>
      <Row {...row('Short records', 'short')}>
        <Select
          label="Records with too few fields"
          value={props.dialect.short}
          choices={SHORTS}
          onChange={(short) => {
            set({ short });
          }}
        />
      </Row>
    </div>
  );
}

/** A property: its name, its control, and how sure it is or the way back to what was found. */
function Row(props: {
  readonly model: ReaderModel;
  readonly property: keyof Dialect;
  readonly label: string;
  readonly confidence: number;
  readonly onUnset?: () => void;
  readonly children: JSX.Element;
}): JSX.Element {
  const said = (): boolean => props.model.isSaid(props.property);
  const percent = (): string => `${String(Math.round(props.confidence * 100))} %`;
  return (
    <div class={said() ? 'f reader-prop changed' : 'f reader-prop'}>
      <span class="f-l">{props.label}</span>
      <div class="reader-control">{props.children}</div>
      <Show
        when={said()}
        fallback={
          <span
            class={props.confidence < DOUBTFUL ? 'badge wa num' : 'reader-sure num'}
            title={`How sure this is: ${percent()}`}
          >
            {percent()}
          </span>
        }
      >
        <IconButton
          small
          icon={RotateCcw}
          label={`${props.label}: back to what was found`}
          onClick={() => {
            props.onUnset?.();
            props.model.unsetDialect(props.property);
          }}
        />
      </Show>
    </div>
  );
}
