import { useEffect, useMemo } from 'preact/hooks';
import { isFiltered, NO_FILTERS, type Filters } from '../model/address';
import { auth, listSessions } from '../model/requests';
import { go } from '../model/route';
import { text } from '../text';
import { FaultCard, faultText } from '../ui/FaultCard';
import { FilterBar } from './FilterBar';
import { SessionList, type ListState } from './list';
import { SessionTable } from './SessionTable';

export function ListPage({ filters }: { filters: Filters }) {
  const t = text.value.list;
  const list = useMemo(() => new SessionList(listSessions), []);
  const key = JSON.stringify(filters);
  useEffect(() => void list.load(filters), [key]);
  const state = list.state.value;
  const { sessions, loading, fault } = state;
  return (
    <main id="main" class="list" aria-busy={loading !== 'no'}>
      <div class="list-head">
        <h1>{t.title}</h1>
        <p class="figures" role="status">
          {sessions !== null && t.found(state.total)}
        </p>
      </div>
      <FilterBar filters={filters} />
      {fault?.of === 'list' && <FaultCard title={t.failed} code={fault.code} onRetry={() => void list.load(filters)} />}
      {sessions === null && fault === null && <Loading />}
      {sessions?.length === 0 && <Empty filters={filters} />}
      {sessions !== null && sessions.length > 0 && (
        <>
          <SessionTable sessions={sessions} filters={filters} stale={loading === 'list'} />
          <More state={state} onMore={() => void list.more(filters)} />
        </>
      )}
    </main>
  );
}

function More({ state, onMore }: { state: ListState; onMore: () => void }) {
  const t = text.value.list;
  const shown = state.sessions?.length ?? 0;
  return (
    <div class="more">
      {state.fault?.of === 'more' && (
        <p class="fault" role="alert">
          {t.moreFailed}. {faultText(state.fault.code)}
        </p>
      )}
      {state.next !== null && (
        <button type="button" class="button secondary" aria-busy={state.loading === 'more'} onClick={onMore}>
          {state.loading === 'more' ? t.moreLoading : t.more(Math.max(1, Math.min(state.total - shown, shown)))}
        </button>
      )}
      {state.next !== null && <p class="figures small">{t.shown(shown, Math.max(state.total, shown))}</p>}
    </div>
  );
}

function Empty({ filters }: { filters: Filters }) {
  const t = text.value.list;
  const signIn = auth.state.value;
  const supervises = signIn.name === 'in' && signIn.user.role !== 'reviewer';
  return (
    <div class="card empty">
      <p>{isFiltered(filters) ? t.noMatch : t.none}</p>
      {isFiltered(filters) ? (
        <button type="button" class="button primary" onClick={() => go({ name: 'list', filters: NO_FILTERS })}>
          {t.clear}
        </button>
      ) : (
        supervises && (
          <a class="button primary" href="/console">
            {t.openConsole}
          </a>
        )
      )}
    </div>
  );
}

/** The table's shape while it is on its way. */
function Loading() {
  return (
    <div class="card skeleton-rows">
      <p class="unseen">{text.value.list.loading}</p>
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} class="skeleton-row" aria-hidden="true">
          <span class="skeleton" />
          <span class="skeleton wide" />
          <span class="skeleton" />
          <span class="skeleton" />
        </div>
      ))}
    </div>
  );
}
