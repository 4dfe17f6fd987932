// In place of Lit's own `css-tag.js` where we build: that one knows what to do in browsers without
// sheets that scripts can make, and none that we build for is without.

export const css = (strings, ...values) => {
  const styleSheet = new CSSStyleSheet();
  styleSheet.replaceSync(String.raw({ raw: strings }, ...values));
  return { styleSheet };
};
export const unsafeCSS = (text) => text;
export const adoptStyles = (root, sheets) => {
  root.adoptedStyleSheets = sheets.map(({ styleSheet }) => styleSheet);
};
export const getCompatibleStyle = (sheet) => sheet;
export const supportsAdoptingStyleSheets = true;
export class CSSResult {}
