import type { HtmlTagDescriptor, Plugin } from 'vite';

type Policy = Record<string, string>;

const POLICY: Policy = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self' blob:",
  'connect-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** What the development server needs besides: it inserts style elements and speaks over a socket. */
const DEVELOPMENT: Policy = {
  ...POLICY,
  'style-src': "'self' 'unsafe-inline'",
  'connect-src': "'self' ws:",
};

function policyText(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}

/** Writes the Content-Security-Policy as the first element of the head, so that nothing runs before it. */
export function csp(): Plugin {
  return {
    name: 'spoor:csp',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { server }): HtmlTagDescriptor[] {
        const content = policyText(server ? DEVELOPMENT : POLICY);
        const attrs = { 'http-equiv': 'Content-Security-Policy', content };
        return [{ tag: 'meta', attrs, injectTo: 'head-prepend' }];
      },
    },
  };
}
