import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Search, X } from '../../shared/ui/icons';
import type { Disposition, SupervisorName } from '../../shared/wire/wire';
import { isFiltered, NO_FILTERS, type Filters } from '../model/address';
import { auth, listSupervisors } from '../model/requests';
import { go } from '../model/route';
import { text } from '../text';

/** A pause in typing that is taken for the end of a word, ms. */
const TYPING_MS = 300;

const DISPOSITIONS: readonly Disposition['kind'][] = ['resolved', 'unresolved', 'escalated', 'visit'];

export function FilterBar({ filters }: { filters: Filters }) {
  const t = text.value.list;
  const supervisors = useSignal<readonly SupervisorName[]>([]);
  const signIn = auth.state.value;
  const readsAll = signIn.name === 'in' && signIn.user.role !== 'supervisor';
  useEffect(() => {
    if (!readsAll) return;
    const load = async () => {
      const answer = await listSupervisors();
      if (answer.ok) supervisors.value = answer.value;
    };
    void load();
  }, [readsAll]);
  const set = (change: Partial<Filters>, replace = false) => go({ name: 'list', filters: { ...filters, ...change } }, replace);
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <SearchField q={filters.q} onChange={(q) => set({ q }, true)} />
      <DayField label={t.from} value={filters.from} most={filters.to} onChange={(from) => set({ from })} />
      <DayField label={t.to} value={filters.to} least={filters.from} onChange={(to) => set({ to })} />
      {/* Who reads only their own sessions has nobody to choose from. */}
      {readsAll && supervisors.value.length > 1 && (
        <Choice label={t.supervisor} all={t.everybody} value={filters.supervisor} onChange={(supervisor) => set({ supervisor })}>
          {supervisors.value.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Choice>
      )}
      <Choice label={t.disposition} all={t.anyDisposition} value={filters.disposition} onChange={(disposition) => set({ disposition })}>
        {DISPOSITIONS.map((kind) => (
          <option key={kind} value={kind}>
            {text.value.dispositions[kind]}
          </option>
        ))}
      </Choice>
      <Choice label={t.state} all={t.anyState} value={filters.state} onChange={(state) => set({ state })}>
        {(['over', 'open'] as const).map((state) => (
          <option key={state} value={state}>
            {t.states[state]}
          </option>
        ))}
      </Choice>
      {isFiltered(filters) && (
        <button type="button" class="button plain" onClick={() => go({ name: 'list', filters: NO_FILTERS })}>
          <X size={16} /> {t.clear}
        </button>
      )}
    </form>
  );
}

function SearchField({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  const t = text.value.list;
  const input = useRef<HTMLInputElement>(null);
  const typing = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const stop = () => {
    clearTimeout(typing.current);
    typing.current = undefined;
  };
  useEffect(() => {
    // Cleared or changed from elsewhere: what was being typed is over.
    stop();
    if (input.current && input.current.value.trim() !== q) input.current.value = q;
  }, [q]);
  useEffect(() => stop, []);
  const send = () => {
    // Leaving the field says "changed" too, long after the pause in typing did.
    if (typing.current === undefined) return;
    stop();
    onChange(input.current?.value.trim() ?? '');
  };
  const typed = () => {
    stop();
    typing.current = setTimeout(send, TYPING_MS);
  };
  return (
    <p class="field search">
      <label for="filter-q">{t.search}</label>
      <span class="with-icon">
        <Search size={18} />
        <input ref={input} id="filter-q" class="input" type="search" placeholder={t.searchHint} defaultValue={q} onInput={typed} onChange={send} />
      </span>
    </p>
  );
}

function DayField(props: { label: string; value: string; least?: string; most?: string; onChange: (day: string) => void }) {
  const id = `filter-day-${props.label}`;
  return (
    <p class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        class="input"
        type="date"
        value={props.value}
        {...(props.least ? { min: props.least } : {})}
        {...(props.most ? { max: props.most } : {})}
        onChange={(event) => event.currentTarget.validity.badInput || props.onChange(event.currentTarget.value)}
      />
    </p>
  );
}

function Choice(props: { label: string; all: string; value: string; onChange: (value: string) => void; children: preact.ComponentChildren }) {
  const id = `filter-${props.label}`;
  return (
    <p class="field">
      <label for={id}>{props.label}</label>
      <select id={id} class="input" value={props.value} onChange={(event) => props.onChange(event.currentTarget.value)}>
        <option value="">{props.all}</option>
        {props.children}
      </select>
    </p>
  );
}
