import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { languageName } from '../../shared/format';
import type { Fault } from '../../shared/request';
import { NAME_CHARS, TOPIC_CHARS } from '../../shared/wire/limits';
import type { Desk } from '../model/desk';
import { language, languages, text } from '../text';
import { FaultNote } from '../ui/Refusal';

/** Who it is for, what it is about, in which language. */
export function NewSessionForm({ desk, onCreated }: { desk: Desk; onCreated: (id: string) => void }) {
  const { create } = text.value;
  const [reference, topic, tongue, help] = [useId(), useId(), useId(), useId()];
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | 'empty' | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const given = (name: string) => String(form.get(name) ?? '').trim();
    if (busy) return;
    if (!given('reference')) return setFault('empty');
    setBusy(true);
    const made = await desk.create({ reference: given('reference'), topic: given('topic') || null, language: given('language') });
    setBusy(false);
    if ('id' in made) onCreated(made.id);
    else setFault(made.fault);
  };
  return (
    <form class="form" onSubmit={(event) => void submit(event)} noValidate>
      <div class="field-pair">
        <div class="field">
          <label for={reference}>{create.reference}</label>
          <input ref={field} id={reference} name="reference" class="input" maxLength={NAME_CHARS} autocomplete="off" aria-invalid={fault === 'empty'} />
        </div>
        <div class="field">
          <label for={tongue}>{create.language}</label>
          <select id={tongue} name="language" class="input" defaultValue={language.value}>
            {languages.map((tag) => (
              <option key={tag} value={tag} lang={tag} selected={tag === language.value}>
                {languageName(tag)}
              </option>
            ))}
          </select>
        </div>
      </div>
      {fault === 'empty' && (
        <p class="fault" role="alert">
          {create.empty}
        </p>
      )}
      <div class="field">
        <label for={topic}>
          {create.topic} <span class="optional">({create.optional})</span>
        </label>
        <input id={topic} name="topic" class="input" maxLength={TOPIC_CHARS} autocomplete="off" aria-describedby={help} />
        <p id={help} class="quiet-text">
          {create.topicHelp}
        </p>
      </div>
      {fault && fault !== 'empty' && <FaultNote code={fault} onDismiss={() => setFault(null)} />}
      <button type="submit" class="button primary" aria-busy={busy}>
        {busy ? create.busy : create.enter}
      </button>
    </form>
  );
}
