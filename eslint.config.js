import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Folders whose inner loops index typed arrays; a loop bound is the reason for each `!` there. */
const numeric = ['random', 'nn', 'data', 'theory', 'engine', 'runs', 'training'].map((f) => `src/${f}/**`);

/** Imports point down this list only (docs/architecture.md). */
const layers = [
  'extension',
  'cli',
  'language',
  'report',
  'reproduce',
  'trainer',
  'training',
  'engine',
  'runs',
  'theory',
  'experiment',
  'health',
  'weights',
  'data',
  'nn',
  'random',
  'schema',
  'shared',
];

const layerRules = layers.map((layer, depth) => ({
  files: [`src/${layer}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          ...(layer === 'extension'
            ? []
            : [{ regex: '^vscode$', message: 'vscode is imported under src/extension/ alone.' }]),
          ...layers.slice(0, depth).map((above) => ({
            regex: `^(\\.\\./)+${above}/`,
            message: `src/${layer} lies below src/${above}: imports point down only.`,
          })),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.cache/**', 'coverage/**', 'test/e2e/.run/**'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['warn', { max: 350, skipBlankLines: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: [...numeric, 'test/**', 'bench/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
  ...layerRules,
);
