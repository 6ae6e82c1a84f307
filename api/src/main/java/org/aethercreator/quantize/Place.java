package org.aethercreator.quantize;

/**
 * Where a tensor stands among those of its role.
 *
 * @param index how many of its role come before it, or its layer in a model with experts
 * @param count how many there are
 */
record Place(ModelTraits model, long index, long count) {}
