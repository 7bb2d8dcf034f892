import Play from 'lucide-solid/icons/play';
import { createSignal, createUniqueId, type JSX } from 'solid-js';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import { Field } from '../../widgets/field.tsx';
import { NumberField } from '../../widgets/number-field.tsx';
import { Select } from '../../widgets/select.tsx';
import { ClusterSketch } from './pictures.tsx';

/** Sizes of the simulated log. One whole campaign has no fixed number of rows. */
const SIZES = [
  { value: 'campaign', label: '24 k (one campaign)', words: '24 k clicks', rows: undefined },
  { value: '100000', label: '100 k clicks', words: '100 k clicks', rows: 100_000 },
  { value: '250000', label: '250 k clicks', words: '250 k clicks', rows: 250_000 },
  { value: '500000', label: '500 k clicks', words: '500 k clicks', rows: 500_000 },
  { value: '1000000', label: '1 M clicks', words: '1 M clicks', rows: 1_000_000 },
] as const;

type Size = (typeof SIZES)[number];

/** The example: a simulated log with known bots, of a chosen size and seed, and the button that runs it. */
export function ExampleCard(props: { readonly workbench: Workbench }): JSX.Element {
  const seedId = createUniqueId();
  const [size, setSize] = createSignal<Size>(SIZES[0]);
  const [seed, setSeed] = createSignal(1);
  return (
    <article class="example">
      <div class="example-pv">
        <ClusterSketch />
      </div>
      <div class="example-tx">
        <h3>E-mail click bots</h3>
        <p>
          Clicks on the links of a mailing, by people and by four kinds of bots. Sessions by IP
          address and user agent, eight features each, clustered with DBSCAN; then the reputation of
          addresses and networks.
        </p>
        <p class="note">
          The log is made in this page; the same seed makes the same log. Who clicked is kept beside
          it as the truth.
        </p>
        <Button
          tone="primary"
          icon={Play}
          class="example-go"
          onClick={() => void props.workbench.openExample(size().rows, seed())}
        >
          {`E-mail campaign, ${size().words} (simulated)`}
        </Button>
      </div>
      <div class="example-set">
        <Field label="Size">
          <Select
            label="Size of the simulated log"
            value={size().value}
            choices={SIZES.map(({ value, label }) => ({ value, label }))}
            onChange={(value) => setSize(SIZES.find((one) => one.value === value) ?? SIZES[0])}
          />
        </Field>
        <Field label="Seed" for={seedId}>
          <NumberField
            id={seedId}
            value={seed()}
            integer
            min={0}
            max={Number.MAX_SAFE_INTEGER}
            onChange={setSeed}
          />
        </Field>
      </div>
    </article>
  );
}
