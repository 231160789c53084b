import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../model/desk';
import type { Live } from '../model/live';
import { nameOf, valueOf } from '../model/names';
import { go } from '../model/route';
import { creating } from '../model/ui-state';
import { text } from '../text';
import { CloseButton } from '../ui/CloseButton';
import { Refusal } from '../ui/Refusal';
import { Door } from './Door';
import { InviteCard } from './InviteCard';
import { NewSessionForm } from './NewSessionForm';

/** Where a session begins: the form, then its invite, then who asks in. */
export function SidePanel({ desk, live }: { desk: Desk; live: Live | null }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The form takes the focus itself.
  useEffect(() => void (live && heading.current?.focus()), [live?.id]);
  const view = live?.socket.view.value ?? null;
  const close = () => {
    creating.value = false;
    if (live) go({ name: 'desk' });
  };
  return (
    <aside class="card side-panel" aria-labelledby="side-title">
      <header>
        <div>
          <h2 id="side-title" ref={heading} tabIndex={-1}>
            {live ? nameOf(view, text.value) : text.value.create.title}
          </h2>
          {view?.topic && <p class="quiet-text">{valueOf(view.topic)}</p>}
        </div>
        <CloseButton onClose={close} />
      </header>
      {live === null && <NewSessionForm desk={desk} onCreated={(id) => ((creating.value = false), go({ name: 'session', id }))} />}
      {live && view === null && <p class="skeleton block-panel">{text.value.states.loading}</p>}
      {live && view && (
        <>
          <InviteCard desk={desk} live={live} view={view} />
          <Door live={live} view={view} />
          <Refusal live={live} place="door" />
        </>
      )}
    </aside>
  );
}
