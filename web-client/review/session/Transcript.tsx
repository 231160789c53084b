import { useSignal, useSignalEffect } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { inTab, type Tab } from '../model/entries';
import { upperBound } from '../model/seek';
import { text } from '../text';
import { useReplay } from './context';
import { LineChunk, Lines } from './lines';

const TABS: readonly Tab[] = ['all', 'talk', 'steps', 'changes'];
/** From here on times have hours, and need more room. */
const HOUR_MS = 3_600_000;

/** What was said and done, as lines; a press on one goes to its moment. */
export function Transcript() {
  const { player } = useReplay();
  const { entries, end } = player.reading;
  const t = text.value.transcript;
  const tab = useSignal<Tab>('all');
  const shown = useMemo(() => inTab(entries, tab.value), [entries, tab.value]);
  const box = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => new Lines(shown, () => box.current), [shown]);

  useSignalEffect(() => {
    const now = entries[player.entry.value];
    // Read here, so that another tab marks its own line.
    const own = inTab(entries, tab.value);
    lines.mark(now ? upperBound(own, (entry) => entry.t, now.t) - 1 : -1);
  });

  return (
    <section class="transcript" aria-labelledby="transcript-title">
      <header>
        <h2 id="transcript-title">{t.title}</h2>
        <p class="small figures">{t.lines(shown.length)}</p>
        <fieldset class="choice">
          <legend class="unseen">{t.title}</legend>
          <div class="segments">
            {TABS.map((one) => (
              <label key={one}>
                <input type="radio" name="tab" checked={tab.value === one} onChange={() => (tab.value = one)} />
                <span>{t.tabs[one]}</span>
              </label>
            ))}
          </div>
        </fieldset>
      </header>
      {shown.length === 0 && <p class="none">{t.none[tab.value]}</p>}
      {/* Keyed by its tab: another tab is another list, scrolled to its own place. */}
      <div key={tab.value} ref={box} class={end >= HOUR_MS ? 'lines hours' : 'lines'} onWheel={lines.byHand} onPointerDown={lines.byHand}>
        {lines.chunks.map((chunk) => (
          <LineChunk key={chunk.from} chunk={chunk} />
        ))}
      </div>
    </section>
  );
}
