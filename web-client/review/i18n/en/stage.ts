/** The picture, and the transcript beside it. */
import { counting } from '../../../shared/format';

const counted = counting('en');

export default {
  stage: {
    label: 'Picture',
    still: (time: string) => `Still from ${time}`,
    frozen: (time: string) => `Frozen, still from ${time}`,
    photo: (time: string) => `Photo from ${time}`,
    alt: (source: string, time: string) => `${source} of the customer, still from ${time}`,
    loading: 'Loading the still',
    erased: 'This still was erased.',
    failed: 'This still could not be loaded.',
    before: { created: 'Not begun', invited: 'Waiting for the customer', asking: 'The customer is at the door', authorizing: 'The customer is asked what may be shared' },
    beforeHelp: 'Nothing was shown before the customer agreed.',
    curtain: 'Curtain drawn',
    curtainHelp: (name: string) => `${name} hid the picture. Nothing was sent or kept.`,
    held: 'On hold',
    heldHelp: 'No voice and no picture went either way.',
    over: 'The call is over',
    overBy: { ended: 'The supervisor ended it.', stopped: 'The customer stopped it.' },
    nothing: 'No picture',
    nothingHelp: 'Nothing was shared: voice, chat and steps alone.',
    unkept: 'No still of this picture',
    closer: 'Look closer (F)',
    back: 'Back to the transcript (F)',
    unkeptHelp: 'Live video is not kept. Pointer and marks stand where they stood.',
    away: { customer: 'Customer away, last picture', supervisor: 'Supervisor away, last picture', both: 'Both away, last picture' },
    noVideo: { none: 'No video arrived', stalled: 'Video stalled' },
  },
  transcript: {
    title: 'Transcript',
    tabs: { all: 'All', talk: 'Talk', steps: 'Steps', changes: 'Changes' },
    lines: (count: number) => counted(count, 'line', 'lines'),
    none: { all: 'The log has no entries.', talk: 'Nothing was said in writing.', steps: 'No steps were sent.', changes: 'Nothing changed.' },
  },
};
