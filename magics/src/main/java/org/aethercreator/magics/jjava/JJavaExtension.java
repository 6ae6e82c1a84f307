package org.aethercreator.magics.jjava;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * What JJava finds in our jars through {@link java.util.ServiceLoader}. JJava loads it with a class loader made for
 * that purpose alone, in which every class of ours differs from the one that cells see under the same name. It
 * therefore has the bridge made by a cell.
 */
public final class JJavaExtension implements Extension {
    @Override
    public void install(BaseKernel kernel) {
        Extension bridge = (Extension) kernel.evalRaw("new " + CellSideBridge.class.getName() + "()");
        bridge.install(kernel);
    }
}
