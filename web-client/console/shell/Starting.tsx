import { text } from '../text';

/** The shape of the page until the server has said who is signed in on this browser. */
export function Starting() {
  return (
    <div class="console starting">
      <div class="rail">
        <span class="skeleton block-place" />
        <span class="skeleton block-place" />
        <span class="skeleton block-place" />
      </div>
      <main class="starting-page">
        <p class="unseen" role="status">
          {text.value.loading}
        </p>
        <span class="skeleton block-line" />
        <span class="skeleton block-row" />
        <span class="skeleton block-row" />
        <span class="skeleton block-row" />
      </main>
    </div>
  );
}
