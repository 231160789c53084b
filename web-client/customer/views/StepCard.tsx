import type { ComponentChildren } from 'preact';
import { Check } from '../../shared/ui/first-icons';
import type { Private, Step } from '../../shared/wire/wire';
import { call } from '../load';
import type { Answer, CustomerSession } from '../session';
import { text } from '../text';

/** The step is the page: one thing to do, the picture with its marks, and the answers in the same place each time. */
export function StepCard({ session, children }: { session: CustomerSession; children: ComponentChildren }) {
  const t = text.value.step;
  const step = session.step.value;
  const loaded = call.value;
  return (
    <section class="card large work">
      <div class="step" aria-live="polite">
        {step ? (
          <div class="enter" key={step.step}>
            {loaded && <loaded.Path steps={session.view.value?.steps ?? []} />}
            <div class="count">
              <span>{t.count(step.n)}</span>
              {loaded && <loaded.ReadAloud step={step} />}
            </div>
            <h2>{clear(step.text)}</h2>
            {step.hint && <p>{clear(step.hint)}</p>}
            {step.still && loaded && <loaded.StepPicture session={session} still={step.still} />}
          </div>
        ) : (
          <p>{t.none(session.name.value)}</p>
        )}
      </div>
      {children}
      {step && <Answers session={session} step={step} />}
    </section>
  );
}

function Answers({ session, step }: { session: CustomerSession; step: Step }) {
  const t = text.value.step;
  const pressed = session.answers.value.get(step.step);
  const given = (answer: Answer) => step.state === answer || pressed === answer;
  const isDone = given('done');
  const isStuck = given('stuck');
  const isQueued = pressed && pressed !== step.state && session.isLost.value;
  const Buoy = call.value?.LifeBuoy;
  const button = (answer: Answer, look: string, icon: ComponentChildren) => (
    <button type="button" class={`button ${look}`} onClick={() => void session.answer(step.step, answer)}>
      {icon} {t[answer]}
    </button>
  );
  return (
    <div class="answers">
      {(isDone || isStuck) && (
        <p class={isDone ? 'chip ok' : 'chip warn'} role="status">
          {isDone ? <Check size={18} /> : Buoy && <Buoy size={18} />}
          {isQueued ? t.queued : isDone ? t.isDone : t.isStuck(session.name.value)}
        </p>
      )}
      {!isDone && button('done', 'primary', <Check size={24} />)}
      {!isDone && !isStuck && button('stuck', 'secondary', Buoy && <Buoy size={24} />)}
    </div>
  );
}

/** The words of a step; empty where they were erased. */
function clear(words: Private): string {
  return 'clear' in words ? words.clear : '';
}
