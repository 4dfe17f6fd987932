// A page in JSX. What it knows of the tags is told in docs/widget.md.
export const page = (key: string) => (
  <main>
    <rejoinder-thread service="https://comments.example" site="history" episode={key} sort="top" className="wide" />
    <rejoinder-count service="https://comments.example" site="history" episode={key} bare>
      Comments
    </rejoinder-count>
    {/* @ts-expect-error There is no such order. */}
    <rejoinder-thread service="https://comments.example" site="history" episode={key} sort="worst" />
    {/* @ts-expect-error The package asks nobody unless it is told whom. */}
    <rejoinder-count site="history" episode={key} />
  </main>
);
