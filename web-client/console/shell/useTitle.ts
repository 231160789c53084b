import { useEffect } from 'preact/hooks';
import { signed } from '../model/app';
import { nameOf } from '../model/names';
import { text } from '../text';

/** What wants somebody is told by the tab's title too: the console is often behind another window. */
export function useTitle(): void {
  const parts = signed.value;
  const door = parts?.desk.sessions.value?.filter((session) => session.state === 'asking').length ?? 0;
  const view = parts?.calls.onScreen.value?.socket.view.value ?? null;
  const stuck = view?.steps.some((step) => step.state === 'stuck') ?? false;
  const words = text.value;
  const title = [
    door > 0 ? `(${words.rail.atDoor(door)})` : null,
    view && stuck ? words.news.step_stuck(nameOf(view, words)) : view ? nameOf(view, words) : null,
    `Cicerone · ${words.title}`,
  ];
  const shown = title.filter((part) => part !== null).join(' · ');
  useEffect(() => {
    document.title = shown;
  }, [shown]);
}
