import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { clock } from '../../shared/format';
import { CircleAlert, CircleCheck, DoorOpen, Users, type Icon } from '../../shared/ui/icons';
import { NOTE_CHARS, WRAP_UP_MS } from '../../shared/wire/limits';
import type { Disposition, SessionView, WrapUpReason } from '../../shared/wire/wire';
import type { Live } from '../model/live';
import { nameOf, valueOf } from '../model/names';
import { now } from '../model/now';
import { text } from '../text';
import { asDisposition, KINDS, openStep, type Kind } from './disposition';

const ICONS: Record<Kind, Icon> = { resolved: CircleCheck, unresolved: CircleAlert, escalated: Users, visit: DoorOpen };

/** The call is over; the supervisor says how it ended, which closes the log. */
export function WrapUp({ live, view, reason }: { live: Live; view: SessionView; reason: WrapUpReason }) {
  const { wrapUp } = text.value;
  const [kind, setKind] = useState<Kind | null>(null);
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  const [note, heading] = [useId(), useRef<HTMLHeadingElement>(null)];
  useEffect(() => heading.current?.focus(), []);
  void now.value;
  const left = WRAP_UP_MS - (live.socket.clock.now() - view.state_t);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    if (!kind) return setMissing(true);
    const disposition: Disposition = asDisposition(kind, String(form.get('step') ?? ''), String(form.get('follow_up') ?? ''));
    setBusy(true);
    await live.dispose(disposition, String(form.get('note') ?? '').trim() || null);
    setBusy(false);
  };
  return (
    <main id="main" class="wrap-up" tabIndex={-1}>
      <form class="card large form" onSubmit={(event) => void submit(event)} noValidate>
        <header>
          <h2 ref={heading} tabIndex={-1}>
            {wrapUp.title}
          </h2>
          <p class="quiet-text">
            {reason === 'ended' ? wrapUp.ended : wrapUp.stopped(nameOf(view, text.value))} {wrapUp.figures(view.steps.length, view.next_mark - 1, view.stills.length)}.
          </p>
          <p class="quiet-text figures">{wrapUp.left(clock(left))}</p>
        </header>
        <fieldset class="kinds" aria-describedby={missing && !kind ? 'kind-missing' : undefined}>
          <legend class="unseen">{wrapUp.disposition}</legend>
          {KINDS.map((name) => {
            const Sign = ICONS[name];
            return (
              <label key={name} class={kind === name ? 'kind chosen' : 'kind'}>
                <input type="radio" name="kind" value={name} checked={kind === name} onChange={() => setKind(name)} />
                <Sign size={20} />
                <span>
                  <b>{wrapUp.kinds[name]}</b>
                  <span class="quiet-text">{wrapUp.kindsHelp[name]}</span>
                </span>
              </label>
            );
          })}
        </fieldset>
        {missing && !kind && (
          <p class="fault" id="kind-missing" role="alert">
            {wrapUp.choose}
          </p>
        )}
        {kind === 'unresolved' && <Unresolved view={view} />}
        <div class="field">
          <label for={note}>
            {wrapUp.note} <span class="optional">({text.value.create.optional})</span>
          </label>
          <textarea id={note} name="note" class="input" rows={4} maxLength={NOTE_CHARS} aria-describedby={`${note}-help`} />
          <p id={`${note}-help`} class="quiet-text">
            {wrapUp.noteHelp}
          </p>
        </div>
        <button type="submit" class="button primary" aria-busy={busy}>
          {busy ? wrapUp.busy : wrapUp.save}
        </button>
      </form>
    </main>
  );
}

function Unresolved({ view }: { view: SessionView }) {
  const { wrapUp, steps } = text.value;
  const [step, day] = [useId(), useId()];
  return (
    <div class="field-pair">
      <div class="field">
        <label for={step}>{wrapUp.step}</label>
        <select id={step} name="step" class="input" defaultValue={openStep(view.steps) ?? ''}>
          <option value="">{wrapUp.noStep}</option>
          {view.steps.map((one) => (
            <option key={one.step} value={one.step} selected={one.step === openStep(view.steps)}>
              {one.n}. {valueOf(one.text) ?? steps.number(one.n)}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={day}>
          {wrapUp.followUp} <span class="optional">({text.value.create.optional})</span>
        </label>
        <input id={day} name="follow_up" type="date" class="input" />
      </div>
    </div>
  );
}
