/**
 * Runs before the first paint, as a classic script that blocks like a style sheet does: what it sets must be seen at once.
 * It knows nothing of the modules that follow; they read what it left on <html>.
 */
(() => {
  const root = document.documentElement;
  // An invite link carries its token in the fragment, which no server sees.
  if (location.hash.length > 1) root.dataset['invite'] = 'link';
  // A press before the page's own script has arrived is kept; `data-ready` says that it has.
  addEventListener('submit', (event) => {
    if (root.dataset['ready'] !== undefined) return;
    event.preventDefault();
    root.dataset['pressed'] = '';
  });
  // Where that script can't be loaded, the form goes its plain way to the server.
  addEventListener(
    'error',
    (event) => {
      if (!(event.target instanceof HTMLScriptElement)) return;
      root.dataset['ready'] = 'never';
      if (root.dataset['pressed'] !== undefined) document.forms[0]?.submit();
    },
    true,
  );
})();
