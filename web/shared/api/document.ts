// A persisted document: what the service knows by its hash.
declare const shape: unique symbol;

/** The SHA-256 of a document's text. Its type says what the document takes and gives. */
export type Document<Data, Variables> = string & { readonly [shape]?: (variables: Variables) => Data };
