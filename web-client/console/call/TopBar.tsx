import type { RefObject } from 'preact';
import { clock } from '../../shared/format';
import { isInCall } from '../../shared/state';
import { Avatar } from '../../shared/ui/Avatar';
import { Pause, PhoneOff, Play } from '../../shared/ui/icons';
import type { SessionView } from '../../shared/wire/wire';
import type { Calls } from '../model/calls';
import { dialog } from '../model/dialog';
import type { Live } from '../model/live';
import { nameOf, valueOf } from '../model/names';
import { now } from '../model/now';
import { text } from '../text';
import { Chips } from './Chips';
import { VoiceControl } from './VoiceControl';

/** Who it is, how long it lasts, what is shared; hold and end. */
export function TopBar(props: { live: Live; view: SessionView; calls: Calls; heading: RefObject<HTMLHeadingElement | null> }) {
  const { live, view, calls } = props;
  const { top } = text.value;
  const name = nameOf(view, text.value);
  const topic = valueOf(view.topic);
  const inCall = isInCall(view.state);
  const held = view.state.name === 'held';
  return (
    <header class="top">
      <Avatar name={name} />
      <div class="who">
        <h1 ref={props.heading} tabIndex={-1}>
          {name}
        </h1>
        {topic && <p>{topic}</p>}
      </div>
      <Elapsed live={live} view={view} />
      <Chips live={live} view={view} />
      {view.state.name !== 'wrapping_up' && (
        <div class="top-actions">
          <VoiceControl live={live} view={view} microphone={calls.microphone} />
          {inCall && (
            <button type="button" class="button quiet" aria-pressed={held} aria-keyshortcuts="H" title={`${held ? top.resume : top.hold} (H)`} onClick={() => void live.hold(!held)}>
              {held ? <Play size={18} /> : <Pause size={18} />} <span class="word">{held ? top.resume : top.hold}</span>
            </button>
          )}
          <button type="button" class="button danger" aria-keyshortcuts="E" title={`${top.end} (E)`} onClick={() => (dialog.value = { name: 'end' })}>
            <PhoneOff size={18} /> <span class="word">{top.end}</span>
          </button>
        </div>
      )}
    </header>
  );
}

function Elapsed({ live, view }: { live: Live; view: SessionView }) {
  if (view.active_t === null) return null;
  // Read so that this is drawn again each second.
  void now.value;
  const until = view.state.name === 'wrapping_up' ? view.state_t : live.socket.clock.now();
  return (
    <p class="elapsed figures" role="timer" title={text.value.top.time}>
      {clock(until - view.active_t)}
    </p>
  );
}
