import type { Calls } from '../live/calls';
import { EndDialog } from '../live/EndDialog';
import { StillDialog } from '../stage/StillDialog';
import { closeDialog, dialog } from './dialog';
import { HelpSheet } from './HelpSheet';
import { Settings } from './Settings';

/** The question that is open now. */
export function Dialogs({ calls }: { calls: Calls }) {
  const open = dialog.value;
  const live = calls.onScreen.value;
  switch (open?.name) {
    case 'settings':
      return <Settings onClose={closeDialog} />;
    case 'help':
      return <HelpSheet onClose={closeDialog} />;
    case 'end':
      return live && <EndDialog live={live} onClose={closeDialog} />;
    case 'still':
      return live && <StillDialog live={live} still={open.still} onClose={closeDialog} />;
    case undefined:
      return null;
  }
}
