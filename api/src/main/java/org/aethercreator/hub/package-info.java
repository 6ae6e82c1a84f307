/**
 * Where models come from when they are not on this machine yet. Start at {@link org.aethercreator.hub.SampleModel}, the
 * small real model of the tutorials. It does not know what is done with a model.
 */
@NullMarked
package org.aethercreator.hub;

import org.jspecify.annotations.NullMarked;
