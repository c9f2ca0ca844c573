/** Messages that belong to no screen: counts and ages that many screens show. */
export const app = {
  workflows: '{count, plural, one {# workflow} other {# workflows}}',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  minutes: '{count, number} min',
  hours: '{count, number} h',
  days: '{count, plural, one {# day} other {# days}}',
  seconds: '{count, number} s',
  ago: '{age} ago',
  inFuture: 'in {age}',
  now: 'now',
} as const
