/** The inits that `--init` can name; `none`: no fix puts one into an image. */
export const initChoices = ['tini', 'dumb-init', 'catatonit', 'none'] as const;
export type InitChoice = (typeof initChoices)[number];

/** What is taken when nobody says: the one that Docker itself brings as `docker run --init`. */
export const defaultInit: InitChoice = 'tini';
