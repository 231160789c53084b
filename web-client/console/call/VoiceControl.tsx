import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { ChevronDown, Mic, MicOff } from '../../shared/ui/icons';
import type { SessionView } from '../../shared/wire/wire';
import { LEVELS } from '../model/level';
import type { Live } from '../model/live';
import type { Microphone } from '../model/microphone';
import { text } from '../text';
import { Refusal } from '../ui/Refusal';

/** Mute, with the level beside it, and the picker behind it. */
export function VoiceControl({ live, view, microphone }: { live: Live; view: SessionView; microphone: Microphone }) {
  const { top, voice } = text.value;
  const [open, setOpen] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  const panel = useId();
  const state = microphone.state.value;
  const muted = live.muted.value;
  const silent = muted || state.name === 'failed';
  useEffect(() => {
    if (!open) return;
    const leave = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !ref.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('keydown', leave);
    addEventListener('pointerdown', leave);
    return () => {
      removeEventListener('keydown', leave);
      removeEventListener('pointerdown', leave);
    };
  }, [open]);
  return (
    <div class="voice" ref={ref}>
      <div class="voice-buttons">
        <button type="button" class="button quiet mute" aria-pressed={muted} aria-keyshortcuts="M" title={muted ? top.unmute : top.mute} onClick={() => void live.mute(!muted)}>
          {silent ? <MicOff size={18} /> : <Mic size={18} />}
          <span class="word">{muted ? top.unmute : top.mute}</span>
          {!silent && <Meter microphone={microphone} small />}
        </button>
        <button type="button" class="button quiet more" aria-label={voice.picker} title={voice.picker} aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
          <ChevronDown size={16} />
        </button>
      </div>
      {state.name === 'failed' && !open && (
        <button type="button" class="voice-fault" onClick={() => setOpen(true)}>
          {voice.none}
          <span class="unseen">: {voice[state.why]}</span>
        </button>
      )}
      <Refusal live={live} place="voice" />
      {open && (
        <div id={panel} class="popover" role="group" aria-label={voice.title}>
          <Picker microphone={microphone} held={view.state.name === 'held'} muted={muted} />
        </div>
      )}
    </div>
  );
}

function Picker({ microphone, held, muted }: { microphone: Microphone; held: boolean; muted: boolean }) {
  const { voice } = text.value;
  const id = useId();
  const state = microphone.state.value;
  return (
    <div class="form">
      <div class="field">
        <label for={id}>{voice.device}</label>
        <select id={id} class="input" value={microphone.device.value} onChange={(event) => void microphone.choose(event.currentTarget.value)}>
          <option value="">{voice.system}</option>
          {microphone.devices.value.map((device) => (
            <option key={device.deviceId} value={device.deviceId}>
              {device.label}
            </option>
          ))}
        </select>
      </div>
      {state.name === 'on' && (
        <div class="field">
          <span class="label">
            {voice.level} <span class="optional">{held ? voice.held : muted ? voice.muted : voice.on}</span>
          </span>
          <Meter microphone={microphone} />
        </div>
      )}
      {state.name === 'asking' && <p role="status">{voice.asking}</p>}
      {state.name === 'failed' && (
        <>
          <p class="fault" role="alert">
            {voice[state.why]}
          </p>
          <button type="button" class="button secondary" onClick={() => void microphone.retry()}>
            {text.value.tryAgain}
          </button>
        </>
      )}
    </div>
  );
}

/** How loud it is, in bars. */
function Meter({ microphone, small = false }: { microphone: Microphone; small?: boolean }) {
  const level = microphone.level.value;
  return (
    <span class={small ? 'level small' : 'level'} role={small ? undefined : 'meter'} aria-hidden={small || undefined} aria-label={small ? undefined : text.value.voice.level} aria-valuemin={0} aria-valuemax={LEVELS} aria-valuenow={level}>
      {Array.from({ length: LEVELS }, (_, bar) => (
        <i key={bar} class={bar < level ? 'lit' : ''} />
      ))}
    </span>
  );
}
