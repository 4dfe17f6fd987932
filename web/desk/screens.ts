// The screens, in the order in which the navigation has them. A screen that is not here is not there.
import { route } from './route.ts';
import type { Entry } from './screen.ts';

export const screens: readonly Entry[] = [
  {
    name: 'overview',
    heads: ['overview'],
    open: async (desk) => (await import('./overview/screen.ts')).open(desk),
  },
  {
    name: 'queues',
    heads: ['pending', 'reported', 'unreviewed', 'spam', 'rejected', 'approved'],
    open: async (desk) => (await import('./queues/screen.ts')).open(desk),
  },
  {
    name: 'threads',
    heads: ['threads'],
    open: async (desk) => (await import('./threads/screen.ts')).open(desk),
  },
  {
    name: 'people',
    heads: ['people'],
    open: async (desk) => (await import('./people/screen.ts')).open(desk),
  },
  {
    name: 'rules',
    heads: ['rules'],
    open: async (desk) => (await import('./rules/screen.ts')).open(desk),
  },
  {
    name: 'log',
    heads: ['log'],
    open: async (desk) => (await import('./log/screen.ts')).open(desk),
  },
  {
    name: 'settings',
    heads: ['settings'],
    open: async (desk) => (await import('./settings/screen.ts')).open(desk),
  },
];

/** Where moderators begin: what is shown where the address names no screen. */
export const first = screens.find(({ name }) => name === 'queues') as Entry;

/** Whether an address on the desk leads to one of them. */
export const leads = (hash: string): boolean => screens.some(({ heads }) => heads.includes(route(hash).head));
