/** Signing in, the rail, and what went wrong. */
import staff from '../../../shared/i18n/en/staff';

export default {
  faults: {
    offline: 'The server was not reached. Nothing is lost; check the connection and try again.',
    not_found: 'There is no such session, or it is not one of yours.',
    forbidden: 'This account may not read that.',
    not_yours: 'This session is somebody else’s. Supervisors read their own.',
    bad_field: 'One of the filters is not valid. Clear the filters and try again.',
    store_unavailable: 'The server can’t read its store at the moment. Try again in a minute.',
    restarting: 'The server is restarting. Try again in a few seconds.',
    curtain_drawn: 'The session goes on, and the customer has drawn the curtain. What was kept can be seen when it is open again, or the call over.',
    too_many: 'Too many tries. Wait a minute, then try again.',
    bad_credentials: 'Name or password is wrong.',
    unauthenticated: 'The sign-in has ended. Sign in again.',
    other: 'The server could not answer. Try again; if it goes on, tell whoever runs the server.',
  },
  signIn: {
    ...staff.signIn,
    title: 'Sign in to review',
    ended: 'Your sign-in has ended. Sign in again to go on.',
  },
  nav: {
    ...staff.settings,
    label: 'Pages',
    console: 'Console',
    review: 'Review',
    account: (name: string) => `Account of ${name}`,
    roles: staff.roles,
  },
};
