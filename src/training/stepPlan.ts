import type { Experiment } from '../experiment/experiment';
import type { StepPlan } from '../nn/trainStep';

/** What stays the same from step to step of an experiment. */
export const stepPlanOf = ({ model, training }: Pick<Experiment, 'model' | 'training'>): StepPlan => {
  const { loss, optimizer, groups, clipping } = training;
  return { model, loss, optimizer, ...(groups && { groups }), clipping };
};
