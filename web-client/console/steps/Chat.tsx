import { useEffect, useRef, useState } from 'preact/hooks';
import { clock, firstName } from '../../shared/format';
import { isAdmitted } from '../../shared/state';
import { ArrowUp, Clock } from '../../shared/ui/icons';
import { CHAT_CHARS } from '../../shared/wire/limits';
import type { Chat as Message, SessionView } from '../../shared/wire/wire';
import type { Live } from '../model/live';
import { nameOf, valueOf } from '../model/names';
import { CHAT_FIELD } from '../model/ui-state';
import { text } from '../text';
import { Refusal } from '../ui/Refusal';

/** What is written between the two. */
export function Chat({ live, view }: { live: Live; view: SessionView }) {
  const { chat } = text.value;
  const log = useRef<HTMLDivElement>(null);
  const waiting = live.chat.waiting.value;
  const length = view.chat.length + waiting.length;
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [length]);
  return (
    <section class="chat" aria-labelledby="chat-title">
      <h2 id="chat-title" class="unseen">
        {chat.title}
      </h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <div class="chat-log" ref={log} role="log" aria-labelledby="chat-title" tabIndex={0}>
        {length === 0 && <p class="quiet-text">{isAdmitted(view.state) ? chat.empty : chat.before}</p>}
        {view.chat.map((message) => (
          <Bubble key={message.message} message={message} view={view} />
        ))}
        {waiting.map((message) => (
          <div key={message.dseq} class="bubble ours waiting">
            <p>{message.text}</p>
            <p class="when">
              <Clock size={16} /> {live.socket.link.value.name !== 'open' && chat.waiting}
            </p>
          </div>
        ))}
      </div>
      <Refusal live={live} place="chat" />
      <Composer live={live} view={view} />
    </section>
  );
}

function Bubble({ message, view }: { message: Message; view: SessionView }) {
  const { chat } = text.value;
  const ours = message.from.role === 'supervisor';
  return (
    <div class={ours ? 'bubble ours' : 'bubble'}>
      <p>
        <span class="unseen">{ours ? chat.you : nameOf(view, text.value)}: </span>
        {valueOf(message.text) ?? chat.erased}
      </p>
      <p class="when figures">{clock(message.said_t - (view.active_t ?? view.last_t))}</p>
    </div>
  );
}

function Composer({ live, view }: { live: Live; view: SessionView }) {
  const { chat } = text.value;
  const [draft, setDraft] = useState('');
  const may = isAdmitted(view.state);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!draft.trim() || !may) return;
    const sent = draft;
    setDraft('');
    if (!(await live.say(sent.trim()))) setDraft((now) => now || sent);
  };
  const name = chat.write(firstName(nameOf(view, text.value)));
  return (
    <form class="composer chat-composer" onSubmit={(event) => void submit(event)}>
      <div class="composer-line">
        <textarea
          id={CHAT_FIELD}
          class="bare"
          rows={1}
          value={draft}
          maxLength={CHAT_CHARS}
          placeholder={name}
          aria-label={name}
          aria-keyshortcuts="C"
          disabled={!may}
          onInput={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void submit(event);
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <button type="submit" class="button primary send" aria-label={chat.send} title={chat.send} aria-disabled={!may || draft.trim() === ''}>
          <ArrowUp size={18} />
        </button>
      </div>
    </form>
  );
}
