/** Words that the staff's pages share: signing in, the roles, and what each person sets. A page's own catalogue spreads them. */
export default {
  signIn: {
    name: 'Name',
    password: 'Password',
    enter: 'Sign in',
    busy: 'Signing in…',
    empty: 'Fill in both fields.',
    starting: 'Looking whether you are signed in…',
    offline: 'The server can’t be reached. This page keeps trying.',
    forgot: 'Forgotten? An administrator can give you a new one-time link.',
  },
  roles: { supervisor: 'Supervisor', reviewer: 'Reviewer', admin: 'Administrator' },
  settings: {
    language: 'Language',
    theme: 'Appearance',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    signOut: 'Sign out',
    stillIn: 'You are still signed in on this browser.',
  },
};
