import type { Scene } from '../../model/scene';
import type { Look } from '../chartGrid';

/** What a tab shows. */
export interface TabView {
  readonly element: HTMLElement;
  /** Called while the tab is shown. */
  update(scene: Scene, look: Look): void;
}
