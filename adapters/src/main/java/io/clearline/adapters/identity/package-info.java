/** Who may send and read: tokens, the principals behind them, and what their roles may see. */
package io.clearline.adapters.identity;
