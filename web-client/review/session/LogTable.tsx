import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { clock } from '../../shared/format';
import { upperBound } from '../model/seek';
import { language, text } from '../text';
import { useReplay } from './context';
import { keepFocus } from './EntryRow';
import { lineOf, nameOf, plain } from './line';

/** Rows of one page: quick to draw on a weak machine, and few enough to go through by ear. */
const PAGE = 100;

/** Every entry of the log without exception: the lanes' data, and what has no lane. */
export function LogTable() {
  const { player } = useReplay();
  const { events, entries, facts } = player.reading;
  const t = text.value.table;
  const type = useSignal('');
  const shown = useMemo(() => (type.value === '' ? events : events.filter((event) => event.type === type.value)), [events, type.value]);
  const types = useMemo(() => [...new Set<string>(events.map((event) => event.type))].toSorted(), [events]);
  const lasted = useMemo(() => new Map(entries.map((entry) => [entry.event.seq, entry.lasted])), [entries]);
  const now = upperBound(shown, (event) => event.t, player.second.value * 1_000 + 999) - 1;
  /** The page that was chosen; `null` follows the player. */
  const chosen = useSignal<number | null>(null);
  const last = Math.max(0, Math.ceil(shown.length / PAGE) - 1);
  const page = Math.min(last, chosen.value ?? Math.floor(Math.max(0, now) / PAGE));
  const rows = shown.slice(page * PAGE, (page + 1) * PAGE);
  const speaker = { words: text.value, language: language.value, facts };
  return (
    <div class="log-table">
      <div class="table-tools">
        <label>
          {t.filter}{' '}
          <select class="input" value={type.value} onChange={(event) => ((type.value = event.currentTarget.value), (chosen.value = null))}>
            <option value="">{t.allTypes}</option>
            {types.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <span class="spring" />
        <span class="figures small" role="status">
          {t.range(shown.length === 0 ? 0 : page * PAGE + 1, page * PAGE + rows.length, shown.length)}
        </span>
        <button type="button" class="button quiet" aria-disabled={page === 0} onClick={() => (chosen.value = Math.max(0, page - 1))}>
          {t.previous}
        </button>
        <button type="button" class="button quiet" aria-disabled={page === last} onClick={() => (chosen.value = Math.min(last, page + 1))}>
          {t.next}
        </button>
      </div>
      <div class="table-scroll">
        <table>
          <caption class="unseen">{t.caption(events.length)}</caption>
          <thead>
            <tr>
              {[t.columns.seq, t.columns.time, t.columns.who, t.columns.what, t.columns.type].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((event, i) => (
              <tr key={event.seq} aria-current={page * PAGE + i === now ? 'true' : 'false'}>
                <td class="figures">{event.seq}</td>
                <td class="figures">
                  <button type="button" class="time-link" onMouseDown={keepFocus} onClick={() => player.seek(event.t)}>
                    {clock(event.t)}
                  </button>
                </td>
                <td>{nameOf(event.actor, speaker)}</td>
                <td>{plain(lineOf(event, lasted.get(event.seq) ?? null, speaker), text.value)}</td>
                <td class="mono">{event.type}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
