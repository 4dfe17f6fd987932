// Where a persisted document is answered: the same address for all who read the same, for caches.
export function address(service: string, document: string, variables: unknown): string {
  const query = new URLSearchParams({
    documentId: `sha256:${document}`,
    variables: JSON.stringify(variables),
  });
  return `${service}/graphql?${query}`;
}
