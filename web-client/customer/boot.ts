/**
 * Runs before the first paint, as a classic script that blocks like a style sheet does: what it sets must be seen at once.
 * It knows nothing of the modules that follow; they read what it left on <html>.
 */
(() => {
  const state = document.documentElement.dataset;
  // An invite link carries its token in the fragment, which no server sees.
  if (location.hash.length > 1) state['invite'] = 'link';
  // `data-ready` says that the page's own script has arrived, or that it never will.
  addEventListener('submit', (event) => {
    const { ready, invite } = state;
    // Without that script a typed code goes its plain way to the server.
    if (ready === '' || (ready && !invite)) return;
    event.preventDefault();
    // A link has no other way than that script, so it is asked for again; a press before it has arrived is kept.
    if (ready) location.reload();
    else state['pressed'] = '';
  });
  const fail = () => {
    if (state['ready'] !== undefined) return;
    state['ready'] = 'never';
    if (state['pressed'] !== undefined) document.forms[0]?.requestSubmit();
  };
  // It could not be loaded, or a part could not that it needs to begin.
  addEventListener('error', (event) => event.target instanceof HTMLScriptElement && fail(), true);
  addEventListener('unhandledrejection', fail);
})();
