// `rejoinder-embed/thread`: defines `<rejoinder-thread>`, whose attribute `service` is required.
import { sorry } from '../sorry.ts';
import { isPage, speak } from './speak.ts';

if (isPage) void import('../thread.ts').then(({ start }) => start({ service: null, speak, sorry }));
