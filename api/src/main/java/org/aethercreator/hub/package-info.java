/**
 * Where models come from when they are not on this machine yet: the Hugging Face hub, its mirrors, and the cache that
 * its Python client shares. Start at {@link org.aethercreator.hub.HubClient}; {@link org.aethercreator.hub.SampleModel}
 * is the small real model of the tutorials. It does not know what is done with a model.
 *
 * <p>Why: the cache is laid out as {@code huggingface_hub} 2.4.0 does, which a test with that very client proves,
 * because a second copy of every model is what nobody's disk has room for. The one thing kept apart are downloads under
 * way.
 */
@NullMarked
package org.aethercreator.hub;

import org.jspecify.annotations.NullMarked;
