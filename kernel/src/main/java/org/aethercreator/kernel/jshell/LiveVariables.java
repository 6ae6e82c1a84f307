package org.aethercreator.kernel.jshell;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which variables code can still read that has been loaded: a lambda, method or class names them. When another variable
 * is redeclared, its old value can be let go, so that {@code var data = load()} run ten times holds one data set, not
 * ten. (A lambda that was made before keeps reading the old variable, as JShell has it.)
 */
final class LiveVariables {
    private static final String ENTRY = "do_it$";

    private final Set<String> named = ConcurrentHashMap.newKeySet();

    /** Notes that {@code method} of class {@code user} reads or writes a field; names as in class files. */
    void note(String user, String method, String owner, String field) {
        boolean runsOnce = method.startsWith(ENTRY) && user.indexOf('$', "REPL/$JShell$".length()) < 0;
        if (!runsOnce && owner.startsWith("REPL/$JShell$") && !(user.equals(owner) && method.equals("<clinit>"))) {
            named.add(owner.replace('/', '.') + "." + field);
        }
    }

    boolean mayBeRead(Field variable) {
        return named.contains(variable.getDeclaringClass().getName() + "." + variable.getName());
    }
}
