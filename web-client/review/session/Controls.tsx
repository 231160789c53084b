import { useSignal } from '@preact/signals';
import { clock } from '../../shared/format';
import { ArrowRight, Keyboard, Link, Pause, Play, SkipBack, SkipForward } from '../../shared/ui/icons';
import { toast } from '../../shared/ui/Toast';
import { momentOf } from '../model/address';
import { SPEEDS, type Speed } from '../model/clock';
import { language, text } from '../text';
import { useReplay } from './context';
import { keepFocus } from './EntryRow';
import { Keys } from './Keys';

export type LaneView = 'lanes' | 'table';

export function Controls({ view, onView }: { view: LaneView; onView: (view: LaneView) => void }) {
  const { player } = useReplay();
  const t = text.value.player;
  const keys = useSignal(false);
  const playing = player.playing.value;
  return (
    <div class="controls" role="group" aria-label={t.label}>
      <button type="button" class="button icon-only" title={`${t.previous} (K)`} aria-label={t.previous} onMouseDown={keepFocus} onClick={() => player.previous()}>
        <SkipBack size={20} />
      </button>
      <button type="button" class="play" title={playing ? t.pause : t.play} aria-label={playing ? t.pause : t.play} onMouseDown={keepFocus} onClick={() => player.toggle()}>
        {playing ? <Pause size={20} /> : <Play size={20} />}
      </button>
      <button type="button" class="button icon-only" title={`${t.next} (J)`} aria-label={t.next} onMouseDown={keepFocus} onClick={() => player.next()}>
        <SkipForward size={20} />
      </button>
      <Time />
      <span class="spring" />
      <button type="button" class="button quiet toggle" aria-pressed={player.skipping.value} onMouseDown={keepFocus} onClick={() => player.setSkipping(!player.skipping.peek())}>
        <ArrowRight size={16} /> {t.skip}
      </button>
      <SpeedChoice />
      <div class="segments two">
        {(['lanes', 'table'] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="lanes" checked={view === one} onChange={() => onView(one)} />
            <span>{t[one]}</span>
          </label>
        ))}
      </div>
      <button type="button" class="button quiet square" title={t.link} aria-label={t.link} onMouseDown={keepFocus} onClick={() => void copyLink(player.t.peek())}>
        <Link size={16} />
      </button>
      <button type="button" class="button quiet square" title={`${t.keys} (?)`} aria-label={t.keys} aria-haspopup="dialog" onClick={() => (keys.value = true)}>
        <Keyboard size={16} />
      </button>
      {keys.value && <Keys onClose={() => (keys.value = false)} />}
    </div>
  );
}

function Time() {
  const { player } = useReplay();
  return (
    <p class="time figures">
      <b>{clock(player.second.value * 1_000)}</b> {text.value.player.of(clock(player.reading.end))}
    </p>
  );
}

function SpeedChoice() {
  const { player } = useReplay();
  return (
    <select
      class="button quiet figures"
      aria-label={text.value.player.speed}
      value={player.speed.value}
      onChange={(event) => player.setSpeed((SPEEDS.find((speed) => speed === Number(event.currentTarget.value)) ?? 1) as Speed)}
    >
      {SPEEDS.map((speed) => (
        <option key={speed} value={speed}>
          {speed.toLocaleString(language.value)}×
        </option>
      ))}
    </select>
  );
}

async function copyLink(t: number): Promise<void> {
  const { linked, notCopied } = text.value.player;
  history.replaceState(history.state, '', momentOf(t));
  try {
    await navigator.clipboard.writeText(location.href);
    toast(linked(clock(t)));
  } catch {
    toast(notCopied);
  }
}
