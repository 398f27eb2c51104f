import { number, optional } from '../../schema/schema';
import { defineSynthetic } from '../entry';
import { classesField, drawPoints, planeFacts, planeFields } from './plane';

export const gaussians = defineSynthetic({
  kind: 'synthetic',
  title: 'Gaussian clouds',
  doc: 'Points in the plane: one round normal cloud per class, centres evenly spaced on the unit circle.',
  parameters: {
    ...planeFields(0.3, 'Standard deviation of each cloud.'),
    classes: classesField(3, 'Number of clouds.'),
  },
  describe: ({ samples, classes }) => planeFacts(samples, classes),
  generate: (parameters) =>
    drawPoints({ name: 'gaussians', ...parameters }, (label) => {
      const angle = (2 * Math.PI * label) / parameters.classes;
      return [Math.cos(angle), Math.sin(angle)];
    }),
});

export const xor = defineSynthetic({
  kind: 'synthetic',
  title: 'XOR',
  doc: 'Points spread evenly over the square [−1, 1]²; the class tells whether x and y have the same sign (0) or not (1). No straight line separates the classes.',
  parameters: planeFields(0.1, 'Standard deviation of what is added to each point once it has its class.'),
  describe: ({ samples }) => planeFacts(samples, 2),
  generate: (parameters) =>
    drawPoints({ name: 'xor', classes: 2, ...parameters }, (label, stream) => {
      const x = 2 * stream.uniform() - 1;
      const y = stream.uniform() * Math.sign(x);
      return [x, label === 0 ? y : -y];
    }),
});

export const circles = defineSynthetic({
  kind: 'synthetic',
  title: 'Circles',
  doc: 'Two concentric circles: the outer one of radius 1 (class 0), the inner one of radius `factor` (class 1).',
  parameters: {
    ...planeFields(0.05, 'Standard deviation of what is added to each point.'),
    factor: optional(
      number({ doc: 'Radius of the inner circle over that of the outer.', above: 0, below: 1, default: 0.5 }),
    ),
  },
  describe: ({ samples }) => planeFacts(samples, 2),
  generate: ({ factor, ...parameters }) =>
    drawPoints({ name: 'circles', classes: 2, ...parameters }, (label, stream) => {
      const angle = 2 * Math.PI * stream.uniform();
      const radius = label === 0 ? 1 : factor;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    }),
});

export const moons = defineSynthetic({
  kind: 'synthetic',
  title: 'Moons',
  doc: 'Two interleaved half circles, placed as by scikit-learn’s `make_moons`.',
  parameters: planeFields(0.1, 'Standard deviation of what is added to each point.'),
  describe: ({ samples }) => planeFacts(samples, 2),
  generate: (parameters) =>
    drawPoints({ name: 'moons', classes: 2, ...parameters }, (label, stream) => {
      const angle = Math.PI * stream.uniform();
      const [x, y] = [Math.cos(angle), Math.sin(angle)];
      return label === 0 ? [x, y] : [1 - x, 0.5 - y];
    }),
});

export const spiral = defineSynthetic({
  kind: 'synthetic',
  title: 'Spiral',
  doc: 'One spiral arm per class, winding from the centre out to radius 1.',
  parameters: {
    ...planeFields(0.02, 'Standard deviation of what is added to each point.'),
    classes: classesField(2, 'Number of arms.'),
    turns: optional(
      number({ doc: 'How often an arm winds around the centre.', above: 0, max: 10, default: 1.5 }),
    ),
  },
  describe: ({ samples, classes }) => planeFacts(samples, classes),
  generate: ({ turns, ...parameters }) =>
    drawPoints({ name: 'spiral', ...parameters }, (label, stream) => {
      const radius = stream.uniform();
      const angle = 2 * Math.PI * (turns * radius + label / parameters.classes);
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    }),
});
