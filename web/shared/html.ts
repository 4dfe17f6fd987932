// The one way from a comment's HTML to nodes. The service has sanitised it; what is not as it leaves
// the service is taken out here once more, before it is part of any page.

/** The only policy for Trusted Types that this code makes; the library that draws shares it. */
export const policy: Pick<TrustedTypePolicy, 'createHTML'> | undefined = window.trustedTypes?.createPolicy(
  'rejoinder',
  { createHTML: (sanitised: string) => sanitised },
);

const TAGS = /^(a|blockquote|br|code|del|em|li|ol|p|pre|strong|ul)$/;
const ATTRIBUTES = /^(href|class|start)$/;
const LINKS = /^(https?|mailto):/;

export function parse(sanitised: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = (policy?.createHTML(sanitised) ?? sanitised) as string;
  for (const element of template.content.querySelectorAll('*')) {
    if (!TAGS.test(element.localName)) element.remove();
    for (const { name } of [...element.attributes]) {
      if (!ATTRIBUTES.test(name)) element.removeAttribute(name);
    }
    if (element instanceof HTMLAnchorElement) mendLink(element);
    // It may scroll from side to side, which keys can do where the focus is.
    if (element instanceof HTMLPreElement) element.tabIndex = 0;
  }
  return template.content;
}

function mendLink(link: HTMLAnchorElement): void {
  if (!LINKS.test(link.protocol)) link.removeAttribute('href');
  link.rel = 'nofollow ugc noopener';
  link.target = '_blank';
}
