import { css } from 'lit';

export const sheet = css`
  :host { display: block; }
`;
