import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

/** A modal question. Escape closes it; the browser keeps and returns the focus. */
export function Dialog(props: { title: string; onClose: () => void; children: ComponentChildren }) {
  const ref = useRef<HTMLDialogElement>(null);
  const gone = useRef(false);
  const title = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // The browser tells of the close later, when another question may be open already: that one must not hear of it.
    return () => {
      gone.current = true;
      dialog?.close();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class="dialog"
      aria-labelledby={title}
      onClose={() => gone.current || props.onClose()}
    >
      <h2 id={title}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}
