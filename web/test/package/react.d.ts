// As much of React's types as the page needs.
declare module 'react' {
  export interface HTMLAttributes<Of> {
    className?: string | undefined;
    children?: unknown;
    ref?: (element: Of) => void;
  }

  export namespace JSX {
    interface Element {
      props: unknown;
    }
    interface ElementChildrenAttribute {
      children: unknown;
    }
    interface IntrinsicElements {
      main: HTMLAttributes<HTMLElement>;
    }
  }
}

declare module 'react/jsx-runtime' {
  export { JSX } from 'react';
}
