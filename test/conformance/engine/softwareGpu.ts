import { existsSync } from 'node:fs';

/** SwiftShader, a Vulkan driver in software, where Debian's chromium-common puts it. */
export const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

/**
 * Sees to it that WebGPU finds an adapter, SwiftShader's where there is no GPU.
 *
 * @returns what is missing, or undefined
 */
export const findAdapter = async (): Promise<string | undefined> => {
  const { create } = await import('webgpu');
  if (await create([]).requestAdapter()) return undefined;
  if (!existsSync(SWIFTSHADER)) return `no GPU driver, and no ${SWIFTSHADER} (Debian's chromium-common).`;
  process.env['VK_ICD_FILENAMES'] = SWIFTSHADER;
  if (await create([]).requestAdapter()) return undefined;
  return 'the Vulkan loader is not installed (Debian: libvulkan1).';
};
