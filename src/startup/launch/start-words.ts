import type { CommandSetting, ImageConfig } from '../../dockerfile/image-config.ts';
import type { Argument } from '../expand/expand.ts';

/** What the engine executes, ENTRYPOINT then CMD, each word with the place it stands at. */
export function startWords(config: ImageConfig, file: string): readonly Argument[] {
  return [...settingWords(config.entrypoint, file), ...settingWords(config.cmd, file)];
}

function settingWords(setting: CommandSetting | null, file: string): readonly Argument[] {
  if (!setting) return [];
  const form = setting.form;
  return setting.argv.map((text, index): Argument => {
    const known = { text, known: true };
    if (form?.kind === 'exec') {
      const element = form.elements[index];
      return { ...known, source: element ? { file, text: element.value } : null };
    }
    // Shell form: the SHELL words, then the text as it stands.
    const isText = form?.kind === 'shell' && index === setting.argv.length - 1;
    return { ...known, source: isText ? { file, text: form.text } : null };
  });
}
