import { expect, test } from 'vitest';
import { userFolders } from '../../../src/trainer/userFolders';

test('follows the XDG directories where they are set', () => {
  expect(userFolders('linux', '/home/me', { XDG_CACHE_HOME: '/c', XDG_DATA_HOME: '/d' })).toEqual({
    datasets: '/c/initscope/datasets',
    engines: '/d/initscope/engines',
  });
});

test('uses the places that each system has for caches and data', () => {
  expect(userFolders('linux', '/home/me', {}).datasets).toBe('/home/me/.cache/initscope/datasets');
  expect(userFolders('darwin', '/Users/me', {}).datasets).toBe('/Users/me/Library/Caches/initscope/datasets');
});
