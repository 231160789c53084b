import { clock } from '../../shared/format';
import { isInCall } from '../../shared/state';
import { Check, CircleAlert, Clock } from '../../shared/ui/icons';
import type { SessionView, Step } from '../../shared/wire/wire';
import type { Live } from '../model/live';
import { valueOf } from '../model/names';
import { text } from '../text';
import { Refusal } from '../ui/Refusal';
import { currentStep, isOpen } from './path';
import { StepComposer } from './StepComposer';

/** The steps as a path: what is done, what is now, what is stuck; and the next one to write. */
export function Steps({ live, view }: { live: Live; view: SessionView }) {
  const { steps: words } = text.value;
  const current = currentStep(view.steps);
  const waiting = live.steps.waiting.value;
  const counted = view.steps.filter((step) => step.state !== 'withdrawn');
  return (
    <section class="steps" aria-labelledby="steps-title">
      <header>
        <h2 id="steps-title">{words.title}</h2>
        {counted.length > 0 && <p class="quiet-text figures">{words.progress(counted.filter((step) => step.state === 'done').length, counted.length)}</p>}
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <div class="path-scroll" tabIndex={0} role="region" aria-labelledby="steps-title">
        {view.steps.length === 0 && waiting.length === 0 && <p class="quiet-text">{isInCall(view.state) ? words.empty : words.before}</p>}
        <ol class="path" aria-live="polite">
          {view.steps.map((step) => (
            <StepNode key={step.step} live={live} view={view} step={step} now={step.step === current} />
          ))}
          {waiting.map((step) => (
            <li key={step.dseq} class="node" data-state="waiting">
              <span class="dot">
                <Clock size={16} />
              </span>
              <div class="node-text">
                <b>{step.text}</b>
                {live.socket.link.value.name !== 'open' && <p class="quiet-text">{words.waiting}</p>}
              </div>
            </li>
          ))}
        </ol>
      </div>
      <Refusal live={live} place="steps" />
      <StepComposer live={live} view={view} />
    </section>
  );
}

function StepNode({ live, view, step, now }: { live: Live; view: SessionView; step: Step; now: boolean }) {
  const { steps: words, chat } = text.value;
  const hint = valueOf(step.hint);
  const actionable = isOpen(step) && isInCall(view.state);
  return (
    <li class="node" data-state={step.state} data-now={now || undefined} aria-current={now ? 'step' : undefined}>
      <span class="dot">
        {step.state === 'done' ? <Check size={16} /> : step.state === 'stuck' ? <CircleAlert size={16} /> : <span aria-hidden="true">{step.n}</span>}
        <span class="unseen">{words.number(step.n)}</span>
      </span>
      <div class="node-text">
        <b>{valueOf(step.text) ?? chat.erased}</b>
        {hint && <p class="hint">{hint}</p>}
        <p class="node-state">
          <span class="word">{words.states[step.state]}</span> <span class="figures">{clock(step.state_t - (view.active_t ?? 0))}</span>
        </p>
        {actionable && (now || step.state === 'stuck') && (
          <div class="node-actions">
            <button type="button" class="button secondary" onClick={() => void live.stepDone(step.step)}>
              <Check size={16} /> {words.markDone}
              <span class="unseen"> {words.number(step.n)}</span>
            </button>
            <button type="button" class="button quiet" onClick={() => void live.withdrawStep(step.step)}>
              {words.withdraw}
              <span class="unseen"> {words.number(step.n)}</span>
            </button>
          </div>
        )}
      </div>
    </li>
  );
}
