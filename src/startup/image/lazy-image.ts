import { onceNeeded } from '../../text/once-needed.ts';
import type { ImageModel } from '../model.ts';

/** An image that is modelled when something is asked of it that is not known without. */
export function lazyImage(
  known: Pick<ImageModel, 'stage' | 'config' | 'final'>,
  make: () => ImageModel,
): ImageModel {
  const model = onceNeeded(make);
  return {
    ...known,
    get lineage() {
      return model().lineage;
    },
    get baseImage() {
      return model().baseImage;
    },
    get base() {
      return model().base;
    },
    get shell() {
      return model().shell;
    },
    get argv() {
      return model().argv;
    },
    get stopSignal() {
      return model().stopSignal;
    },
    get startups() {
      return model().startups;
    },
    get scripts() {
      return model().scripts;
    },
    get file() {
      return model().file;
    },
    get stop() {
      return model().stop;
    },
    get skipped() {
      return model().skipped;
    },
  };
}
