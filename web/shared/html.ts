// The one way from a comment's HTML to nodes. The service has sanitised it; whatever is not as it
// leaves the service is mended here once more.

/** The only policy for Trusted Types that this code makes; the library that draws shares it. */
export const policy: Pick<TrustedTypePolicy, 'createHTML'> | undefined = window.trustedTypes?.createPolicy(
  'rejoinder',
  {
    createHTML: (sanitised: string) => sanitised,
  },
);

const LINKS = /^(https?|mailto):/;

export function parse(sanitised: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = (policy?.createHTML(sanitised) ?? sanitised) as string;
  for (const link of template.content.querySelectorAll('a')) {
    if (!LINKS.test(link.protocol)) link.removeAttribute('href');
    link.rel = 'nofollow ugc noopener';
    link.target = '_blank';
  }
  return template.content;
}
