import { useEffect, useRef, useState } from 'preact/hooks';
import type { Fault } from '../../shared/request';
import type { End } from '../../shared/socket';
import { ScanSearch } from '../../shared/ui/icons';
import type { Outcome, SessionView } from '../../shared/wire/wire';
import type { Calls } from '../model/calls';
import type { Desk } from '../model/desk';
import { reliefOf } from '../model/desk-list';
import type { Live } from '../model/live';
import { nameOf } from '../model/names';
import { go } from '../model/route';
import { text, type Words } from '../text';
import { FaultNote } from '../ui/Refusal';

/** This page has the session no more: why, and what to do next. */
export function Ended(props: { live: Live; view: SessionView | null; why: End; calls: Calls; desk: Desk }) {
  const { live, view, why, calls, desk } = props;
  const { ended, errors } = text.value;
  const [fault, setFault] = useState<Fault | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const takeOver = async () => {
    const refused = await desk.takeOver(live.id);
    setFault(refused);
    if (!refused) calls.reopen(live.id);
  };
  const outcome = outcomeOf(view);
  const { title, help } = saying(why, view, text.value);
  const row = desk.sessions.value?.find((session) => session.session === live.id);
  const elsewhere = why.name === 'taken_over' || (why.name === 'refused' && why.code === 'not_yours');
  const relief = elsewhere ? reliefOf(row, desk.link.value.name === 'open') : null;
  return (
    <main id="main" class="ended" tabIndex={-1}>
      <div class="card large ended-card">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {help && <p class="lead">{help}</p>}
        {why.name === 'refused' && (
          <p class="lead">
            {errors[why.code]} <code>{why.code}</code>
          </p>
        )}
        {relief === 'later' && <p class="quiet-text">{ended.relief}</p>}
        {fault && <FaultNote code={fault} onDismiss={() => setFault(null)} />}
        <div class="actions">
          {why.name === 'replaced' && (
            <button type="button" class="button primary" onClick={() => calls.reopen(live.id)}>
              {ended.takeBack}
            </button>
          )}
          {relief === 'now' && (
            <button type="button" class="button primary" onClick={() => void takeOver()}>
              {text.value.desk.takeOver}
            </button>
          )}
          {why.name === 'over' && outcome === 'completed' && (
            <a class="button secondary" href={`/review?session=${live.id}`}>
              <ScanSearch size={18} /> {ended.review}
            </a>
          )}
          <button type="button" class={why.name === 'over' ? 'button primary' : 'button secondary'} onClick={() => go({ name: 'desk' })}>
            {ended.toDesk}
          </button>
        </div>
      </div>
    </main>
  );
}

function saying(why: End, view: SessionView | null, { ended, ...words }: Words): { title: string; help: string | null } {
  switch (why.name) {
    case 'replaced':
      return { title: ended.replaced, help: ended.replacedHelp };
    case 'taken_over':
      return { title: ended.taken_over, help: ended.taken_overHelp };
    case 'refused':
      return { title: ended.refused, help: null };
    case 'over':
      break;
  }
  const outcome = outcomeOf(view);
  switch (outcome) {
    case null:
      return { title: ended.over, help: null };
    case 'completed':
      return { title: ended.completed, help: ended.completedHelp };
    case 'declined':
      return { title: ended.declined(nameOf(view, { ended, ...words })), help: null };
    case 'expired':
    case 'cancelled':
    case 'turned_away':
    case 'failed':
      return { title: ended[outcome], help: null };
  }
}

function outcomeOf(view: SessionView | null): Outcome | null {
  return view?.state.name === 'over' ? view.state.outcome : null;
}
