// Starts GraphiQL on this service's endpoint, with the examples as tabs.
import { EXAMPLES } from './examples.js';

const { GraphiQL, React, ReactDOM } = window;
const fetcher = GraphiQL.createFetcher({ url: '/graphql' });
const root = ReactDOM.createRoot(document.getElementById('graphiql'));

root.render(React.createElement(GraphiQL, {
  fetcher,
  defaultTabs: EXAMPLES,
  defaultEditorToolsVisibility: 'headers',
}));
