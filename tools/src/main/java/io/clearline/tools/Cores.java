package io.clearline.tools;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;

/** Makes the core that all verbs decide with. */
public final class Cores {
    private Cores() {
    }

    /** Returns a new core, without any state. */
    public static Core create() {
        return new ClearanceCore();
    }
}
