/**
 * Runs before the first paint of the staff's pages, as a classic script that blocks like a style sheet does: a page that
 * turned dark only after it was drawn would flash.
 */
(() => {
  try {
    const theme = localStorage.getItem('cicerone.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
  } catch {
    // No storage: the system's theme it is.
  }
})();
