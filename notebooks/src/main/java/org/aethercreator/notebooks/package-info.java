/**
 * The private Jupyter environment in which the tutorials run, and what is started in it: the quickstart, JupyterLab,
 * the tests' notebooks. Start at {@link org.aethercreator.notebooks.Notebooks}, whose commands {@code mvn
 * -Pquickstart}, {@code mvn -Plab} and {@code binder/postBuild} run. It does not know what a notebook computes. Why a
 * Python environment of our own under {@code target}: whatever Jupyter a user has, with its kernels and settings, is
 * neither needed nor touched, and every machine runs the same versions.
 */
@NullMarked
package org.aethercreator.notebooks;

import org.jspecify.annotations.NullMarked;
