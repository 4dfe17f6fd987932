// `rejoinder-embed`: defines both elements.
import './count.ts';
import './thread.ts';
