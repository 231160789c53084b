import { useSignal, useSignalEffect } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { inTab, type Tab } from '../model/entries';
import { upperBound } from '../model/seek';
import { words } from '../text';
import { useDesk } from './context';
import { EntryRow } from './EntryRow';

const TABS: readonly Tab[] = ['all', 'talk', 'steps', 'changes'];
/** After somebody scrolled by hand, the list leaves their place alone for so long, ms. */
const OWN_PLACE_MS = 5_000;
/** From here on times have hours, and need more room. */
const HOUR_MS = 3_600_000;

/** What was said and done, as lines; a press on one goes to its moment. */
export function Transcript() {
  const { player } = useDesk();
  const { entries } = player.reading;
  const t = words.value.transcript;
  const tab = useSignal<Tab>('all');
  const shown = useMemo(() => inTab(entries, tab.value), [entries, tab.value]);
  const list = useRef<HTMLOListElement>(null);
  const scrolled = useRef(Number.NEGATIVE_INFINITY);

  useSignalEffect(() => {
    const now = player.entry.value;
    const lines = inTab(entries, tab.value);
    const last = upperBound(lines, (entry) => entry.t, entries[now]?.t ?? -1) - 1;
    mark(list.current, last, performance.now() - scrolled.current > OWN_PLACE_MS);
  });

  const byHand = () => {
    scrolled.current = performance.now();
  };
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
      <ol key={tab.value} ref={list} class={player.reading.end >= HOUR_MS ? 'hours' : ''} onWheel={byHand} onPointerDown={byHand}>
        {shown.map((entry) => (
          <EntryRow key={entry.event.seq} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

/** Says which line is now, past the component tree: thousands of lines are not drawn anew for one. */
function mark(list: HTMLOListElement | null, last: number, follow: boolean): void {
  if (!list) return;
  for (const old of list.querySelectorAll('[aria-current]')) old.removeAttribute('aria-current');
  const row = list.children[Math.max(0, last)];
  if (!(row instanceof HTMLElement)) return;
  if (last >= 0) row.firstElementChild?.setAttribute('aria-current', 'true');
  if (!follow) return;
  const top = row.offsetTop - list.offsetTop;
  const [above, below] = [list.scrollTop + 40, list.scrollTop + list.clientHeight - 80];
  if (top < above || top + row.offsetHeight > below) list.scrollTo({ top: top - list.clientHeight / 2 });
}
