/** Something that is loaded: empty is not loading and loading is not failed. */
export type Loadable<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly message: string };

export const LOADING = { kind: 'loading' } as const;
