/** The clearance engine. Each sub-package says what lives in it; none knows of networks or JSON. */
package io.clearline.engine;
