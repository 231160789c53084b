import type { ComponentChildren } from 'preact';
import { X } from '../../shared/ui/first-icons';
import { text } from '../text';

/**
 * Something more, above the bar. It is not modal, because curtain and leave must stay one tap away whatever is open.
 * Escape closes it.
 */
export function Sheet(props: { id: string; title: string; onClose: () => void; children: ComponentChildren }) {
  return (
    // oxlint-disable-next-line no-noninteractive-element-interactions -- Escape is the dialog's own key
    <section class="card large sheet" role="dialog" aria-labelledby={props.id} tabIndex={-1} onKeyDown={(event) => event.key === 'Escape' && props.onClose()}>
      <div>
        <h2 id={props.id} tabIndex={-1} ref={takeFocus}>
          {props.title}
        </h2>
        <button type="button" class="button icon-only" aria-label={text.value.live.close} title={text.value.live.close} onClick={props.onClose}>
          <X size={24} />
        </button>
      </div>
      {props.children}
    </section>
  );
}

/** For headings of what has just opened: a screen reader goes on from there, and gives the focus back when it closes. */
export function takeFocus(heading: HTMLElement | null): void {
  if (!heading) {
    if (document.activeElement === document.body) opener?.focus({ preventScroll: true });
    return;
  }
  opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  heading.focus({ preventScroll: true });
}

let opener: HTMLElement | null = null;
