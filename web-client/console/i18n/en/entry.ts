/** Signing in, and the frame around every page. */
import staff from '../../../shared/i18n/en/staff';

export default {
  signIn: {
    ...staff.signIn,
    title: 'Sign in',
    ended: 'Your sign-in has ended. Sign in again; sessions on hold wait for you.',
  },
  link: {
    title: 'Set your password',
    lead: 'This link works once. Choose the password that you will sign in with from now on.',
    password: 'New password',
    again: 'The same again',
    rule: 'At least 10 characters. A few words make a good one.',
    enter: 'Set password and sign in',
    busy: 'Setting…',
    short: 'A password has at least 10 characters.',
    differ: 'The two are not the same.',
    toSignIn: 'Sign in with a password',
  },
  rail: {
    label: 'Console',
    sessions: 'Sessions',
    review: 'Review',
    mine: 'My sessions',
    atDoor: (n: number) => `${n} at the door`,
    settings: 'Settings',
    role: staff.roles,
  },
  settings: {
    ...staff.settings,
    title: 'Settings',
    letters: 'Single-letter shortcuts',
    lettersHelp: 'Off leaves only combinations such as Ctrl Z.',
    shortcuts: 'Keyboard shortcuts',
  },
};
