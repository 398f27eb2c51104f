import { window } from 'vscode';
import { t } from '../ui/l10n';
import { Cancelled } from '../ui/userError';
import { ORDERS } from './arrange';
import type { Order } from './arrange';
import type { Explorer } from './view';

/** Asks in which order runs are to be listed. */
export async function sortRuns(explorer: Explorer): Promise<void> {
  const current = explorer.arrangement.order;
  const items = (Object.keys(ORDERS) as Order[]).map((order) => ({
    label: ORDERS[order](),
    description: order === current ? t('as now') : '',
    order,
  }));
  const picked = await window.showQuickPick(items, {
    placeHolder: t('In which order are runs to be listed?'),
  });
  if (picked === undefined) throw new Cancelled();
  explorer.arrange({ order: picked.order });
}

/** Lists the matching runs as the person types; backing out restores what was. */
export async function filterRuns(explorer: Explorer): Promise<void> {
  const before = explorer.arrangement.filter;
  const filter = await window.showInputBox({
    prompt: t('Words that a run has to have, such as heNormal, finished, #baseline; empty for all runs'),
    value: before,
    validateInput: (value) => {
      explorer.arrange({ filter: value.trim() });
      return undefined;
    },
  });
  explorer.arrange({ filter: (filter ?? before).trim() });
  if (filter === undefined) throw new Cancelled();
}
