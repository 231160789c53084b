import { useEffect } from 'preact/hooks';
import { isInCall } from '../../shared/state';
import { signed } from '../model/app';
import { dialog } from '../model/dialog';
import type { Live } from '../model/live';
import { letters } from '../model/settings';
import { focusChat, focusStep, zoomWish } from '../model/ui-state';
import { actionOf, isTyping, type Action } from './keys';

/** Listens for shortcuts as long as somebody is signed in. */
export function useKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = actionOf(event, isTyping(event.target) || dialog.peek() !== null, letters.peek());
      if (!action) return;
      const live = signed.peek()?.calls.onScreen.peek() ?? null;
      if (carryOut(action, live)) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

/** Does it; says whether there was anything to do. */
function carryOut(action: Action, live: Live | null): boolean {
  if (action.name === 'help') {
    dialog.value = { name: 'help' };
    return true;
  }
  const state = live?.socket.view.peek()?.state;
  if (!live || !state || !isInCall(state)) return false;
  switch (action.name) {
    case 'tool':
      live.tools.handleTool(action.tool);
      break;
    case 'colour':
      live.tools.handleColour(action.colour);
      break;
    case 'undo':
      live.tools.handleUndo();
      break;
    case 'freeze':
      void live.toggleFreeze();
      break;
    case 'snapshot':
      void live.snapshot();
      break;
    case 'step':
      focusStep();
      break;
    case 'chat':
      focusChat();
      break;
    case 'mute':
      void live.mute(!live.muted.peek());
      break;
    case 'hold':
      void live.hold(state.name !== 'held');
      break;
    case 'end':
      dialog.value = { name: 'end' };
      break;
    case 'zoom':
      zoomWish.value = { to: action.to };
      break;
  }
  return true;
}
