import { signal } from '@preact/signals-core';
import { Avatar } from '../../shared/ui/Avatar';
import { MessageCircle, Send } from '../../shared/ui/icons';
import { CHAT_CHARS } from '../../shared/wire/limits';
import type { Chat } from '../../shared/wire/wire';
import type { CustomerSession } from '../session';
import { Sheet } from '../ui/Sheet';
import { openSheet } from './parts';
import { text } from './text';

/** What is being written; it outlives the sheet. */
const draft = signal('');
/** Messages that were written here and are on their way. */
const sending = signal<readonly string[]>([]);
/** Time of the newest message that was on the page while the sheet was open. */
const readUpTo = signal(-1);

const isTheirs = (message: Chat) => message.from.role !== 'customer';
const words = (message: Chat) => ('clear' in message.text ? message.text.clear : '');

/** The last thing that was said, and the way to answer. */
export function ChatStrip({ session }: { session: CustomerSession }) {
  const t = text.value.chat;
  const theirs = (session.view.value?.chat ?? []).filter(isTheirs);
  const last = theirs.at(-1);
  const unread = theirs.filter((message) => message.said_t > readUpTo.value).length;
  return (
    <section class="card strip">
      {last && <Avatar name={session.helper.value} />}
      <p aria-live="polite">{last ? words(last) : t.empty(session.name.value)}</p>
      {unread > 1 && <span class="chip info">{t.unread(unread)}</span>}
      <button type="button" class="button plain" onClick={() => openSheet('chat')}>
        <MessageCircle size={24} /> {text.value.chat.write}
      </button>
    </section>
  );
}

/** The same way to answer, in the bar. */
export function WriteButton() {
  return (
    <button type="button" class="button secondary" onClick={() => openSheet('chat')}>
      <MessageCircle size={24} /> {text.value.chat.write}
    </button>
  );
}

export function ChatSheet({ session, onClose }: { session: CustomerSession; onClose: () => void }) {
  const t = text.value.chat;
  const chat = session.view.value?.chat ?? [];
  const newest = chat.at(-1)?.said_t ?? -1;
  if (newest > readUpTo.peek()) queueMicrotask(() => (readUpTo.value = newest));
  return (
    <Sheet id="chat" title={t.title} onClose={onClose}>
      <ol class="messages" aria-live="polite" ref={(list) => list?.scrollTo({ top: list.scrollHeight })}>
        {chat.length === 0 && sending.value.length === 0 && <li class="none">{t.empty(session.name.value)}</li>}
        {chat.map((message) => (
          <li key={message.message} class={isTheirs(message) ? 'theirs' : 'mine'}>
            <span class="unseen">{isTheirs(message) ? session.name.value : t.you}:</span> {words(message)}
          </li>
        ))}
        {sending.value.map((message, i) => (
          <li key={i} class="mine waiting">
            {message}
            {session.isLost.value && <small>{t.waiting}</small>}
          </li>
        ))}
      </ol>
      <form
        class="write"
        onSubmit={(event) => {
          event.preventDefault();
          const message = draft.peek().trim();
          if (message === '') return;
          draft.value = '';
          void say(session, message);
        }}
      >
        <label class="unseen" for="message">
          {t.placeholder}
        </label>
        <input
          class="input"
          id="message"
          name="message"
          value={draft.value}
          onInput={(event) => {
            draft.value = event.currentTarget.value;
          }}
          placeholder={t.placeholder}
          maxLength={CHAT_CHARS}
          autocomplete="off"
          enterkeyhint="send"
        />
        <button class="button primary" aria-label={t.send} title={t.send}>
          <Send size={24} />
        </button>
      </form>
    </Sheet>
  );
}

/** Shows the message at once, and until the session's own record of it arrives. */
async function say(session: CustomerSession, message: string): Promise<void> {
  sending.value = [...sending.peek(), message];
  const { ok } = await session.do({ do: 'say', text: message });
  const at = sending.peek().indexOf(message);
  sending.value = sending.peek().filter((_, i) => i !== at);
  // What was not taken is given back, unless something else is being written by now.
  if (!ok) draft.value ||= message;
}
