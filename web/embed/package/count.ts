// `rejoinder-embed/count`: defines `<rejoinder-count>`, whose attribute `service` is required.
import { isPage, speak } from './speak.ts';

if (isPage) void import('../count.ts').then(({ start }) => start({ service: null, speak }));
