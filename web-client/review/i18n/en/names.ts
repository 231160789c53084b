/** What the log’s values are called. */
export default {
  states: {
    created: 'Created',
    invited: 'Invited',
    asking: 'At the door',
    authorizing: 'Asked for consent',
    active: 'Live',
    held: 'On hold',
    interrupted: 'Interrupted',
    wrapping_up: 'Being written up',
  },
  /** An outcome in a word, for a list. */
  endings: {
    completed: 'Closed',
    expired: 'Expired',
    cancelled: 'Cancelled',
    turned_away: 'Turned away',
    declined: 'Declined',
    failed: 'Broken off',
  },
  dispositions: { resolved: 'Resolved', unresolved: 'Unresolved', escalated: 'Escalated', visit: 'Visit' },
  outcomes: {
    completed: 'Completed',
    expired: 'Nobody came in time',
    cancelled: 'Cancelled before anyone came',
    turned_away: 'Who asked in was turned away',
    declined: 'The customer did not begin',
    failed: 'One side did not come back',
  },
  scopes: { view_screen: 'See the screen', view_camera: 'See the camera', hear: 'Hear', snapshot: 'Keep single pictures' },
  sources: { none: 'Nothing', screen: 'Screen', camera: 'Camera', photo: 'Photo' },
  away: { customer: 'Customer away', supervisor: 'Supervisor away', both: 'Both away' },
  causes: { lost: 'connection lost', server_restarted: 'server restarted' },
};
