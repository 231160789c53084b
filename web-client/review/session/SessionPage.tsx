import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Fault } from '../../shared/api';
import { parseMoment, type Filters } from '../model/address';
import { read, type Reading } from '../model/reading';
import { readSession, readStill } from '../model/requests';
import { text } from '../text';
import { FaultCard } from '../ui/FaultCard';
import { ReplayContext } from './context';
import { Player } from './player';
import { Replay } from './Replay';
import { Back, BackLink, SessionHeader } from './SessionHeader';
import { Stills } from './stills';

type State = { readonly name: 'loading' } | { readonly name: 'failed'; readonly code: Fault } | { readonly name: 'read'; readonly reading: Reading };

/** One session, loaded with its whole log. */
export function SessionPage({ id, filters }: { id: string; filters: Filters }) {
  const t = text.value.session;
  const state = useSignal<State>({ name: 'loading' });
  const load = async () => {
    const answer = await readSession(id);
    state.value = answer.ok ? { name: 'read', reading: read(answer.value) } : { name: 'failed', code: answer.code };
  };
  useEffect(() => void load(), [id]);
  const now = state.value;
  switch (now.name) {
    case 'loading':
      return (
        <main id="main" class="session" aria-busy="true">
          <Back filters={filters} />
          <h1 class="unseen">{t.loading}</h1>
          <div class="session-skeleton" aria-hidden="true">
            <span class="skeleton" />
            <span class="skeleton" />
            <span class="skeleton" />
            <span class="skeleton" />
          </div>
        </main>
      );
    case 'failed':
      return (
        <main id="main" class="session">
          <Back filters={filters} />
          <h1 class="unseen">{text.value.page}</h1>
          <FaultCard
            title={t.failed}
            code={now.code}
            instead={<BackLink filters={filters} />}
            onRetry={() => {
              state.value = { name: 'loading' };
              void load();
            }}
          />
        </main>
      );
    case 'read':
      return <Read key={now.reading.events.length} reading={now.reading} filters={filters} onReload={() => void load()} />;
  }
}

function Read({ reading, filters, onReload }: { reading: Reading; filters: Filters; onReload: () => void }) {
  const { session, reference } = reading.summary;
  const player = useMemo(() => new Player(reading, parseMoment(location.hash)), [reading]);
  const stills = useMemo(() => new Stills((still) => readStill(session, still)), [session]);
  useEffect(() => player.start(), [player]);
  useEffect(() => () => stills.dispose(), [stills]);
  useEffect(() => {
    document.title = `${reference ?? text.value.list.unnamed} · ${text.value.page}`;
    // Another moment in the address, typed or from a link in a note.
    const moved = () => player.seek(parseMoment(location.hash) ?? player.t.peek());
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, [player]);
  const t = text.value.session;
  return (
    <ReplayContext.Provider value={{ player, stills, q: filters.q }}>
      <main id="main" class="session">
        <SessionHeader filters={filters} />
        {reading.summary.closed_at === null && (
          <p class="banner" role="status">
            {t.running}{' '}
            <button type="button" class="button quiet" onClick={onReload}>
              {t.reload}
            </button>
          </p>
        )}
        {reading.events.length === 0 ? <p class="empty">{t.empty}</p> : <Replay />}
      </main>
    </ReplayContext.Provider>
  );
}
