// `rejoinder-embed/count`: defines `<rejoinder-count>`, whose attribute `service` is required.
import { sorry } from '../sorry.ts';
import { isPage, speak } from './speak.ts';

if (isPage) void import('../count.ts').then(({ start }) => start({ service: null, speak, sorry }));
