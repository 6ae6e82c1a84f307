package org.aethercreator.chattemplate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out before rendering what Jinja's compiler finds out: which blocks have a variable of their own that an
 * expression may ask for before it is set, and that filters and tests exist.
 *
 * <p>A name that a block assigns before it reads it, in the order of the source, belongs to the block from its
 * beginning: a macro or inner block that reads it too early sees it undefined, and not the variable of the same name
 * that was passed to the template.
 */
final class Resolver {
    private final @Nullable Resolver outer;
    private final Set<String> known = new HashSet<>();
    private final Set<String> unset = new HashSet<>();

    private Resolver(@Nullable Resolver outer) {
        this.outer = outer;
    }

    static void resolve(Body template) {
        new Resolver(null).block(template, Set.of());
    }

    /** Those of {@code names} that are read in a body before they are assigned there. */
    static Set<String> undeclared(Body body, Set<String> names) {
        Undeclared undeclared = new Undeclared(names);
        undeclared.statements(body);
        return undeclared.found;
    }

    private void block(Body body, Set<String> parameters) {
        known.addAll(parameters);
        checkCalls(body, false);
        names(body, false);
        body.startsWithout(unset);
        blocksWithin(body);
    }

    /** The names of this block, without those of blocks that have their own. */
    private void names(Body body, boolean inBranch) {
        for (Statement statement : body.statements()) {
            if (statement instanceof IfStatement condition) {
                for (IfStatement.Branch branch : condition.branches()) {
                    load(branch.condition());
                }
                condition.bodies().forEach(branch -> names(branch, true));
            } else if (statement instanceof ForStatement loop) {
                load(loop.iterable());
            } else if (statement instanceof AssignmentStatement.Simple assignment) {
                load(assignment.value());
                store(assignment.target(), inBranch);
            } else if (statement instanceof AssignmentStatement assignment) {
                store(assignment.target(), inBranch);
            } else if (statement instanceof MacroStatement.Definition macro) {
                store(new Target.Name(macro.name()), inBranch);
            } else if (statement instanceof MacroStatement.Call call) {
                load(call.call());
            } else {
                statement.expressions().forEach(this::load);
            }
        }
    }

    private void load(Expression expression) {
        namesIn(expression).forEach(this::known);
    }

    /** All variables of an expression; without recursion, because a chain of operators nests deeply. */
    private static Set<String> namesIn(Expression expression) {
        Set<String> names = new HashSet<>();
        Deque<Expression> open = new ArrayDeque<>(List.of(expression));
        while (!open.isEmpty()) {
            Expression next = open.pop();
            if (next instanceof NameExpression name) {
                names.add(name.name());
            }
            open.addAll(next.children());
        }
        return names;
    }

    /**
     * Refuses unknown filters and tests, but not within a condition's branches: there, as in Jinja, they matter only if
     * they are come to.
     */
    private static void checkCalls(Body body, boolean inBranch) {
        for (Statement statement : body.statements()) {
            boolean optional = inBranch || statement instanceof IfStatement;
            statement.expressions().forEach(expression -> checkCalls(expression, optional));
            if (statement instanceof IfStatement) {
                statement.bodies().forEach(branch -> checkCalls(branch, true));
            }
        }
    }

    private static void checkCalls(Expression expression, boolean inBranch) {
        Deque<Expression> open = new ArrayDeque<>(List.of(expression));
        while (!inBranch && !open.isEmpty()) {
            Expression next = open.pop();
            boolean unknown = (next instanceof FilterExpression filter && !Filters.exists(filter.name()))
                    || (next instanceof TestExpression test && !Tests.exists(test.name()));
            if (unknown) {
                String name = next instanceof FilterExpression filter
                        ? "filter named '" + filter.name()
                        : "test named '" + ((TestExpression) next).name();
                throw new ChatTemplateException("No " + name + "'. Correct its name.", next.line());
            }
            if (!(next instanceof ConditionalExpression)) {
                open.addAll(next.children());
            }
        }
    }

    private boolean isKnown(String name) {
        return known.contains(name) || (outer != null && outer.isKnown(name));
    }

    private void known(String name) {
        if (!isKnown(name)) {
            known.add(name);
        }
    }

    private void store(Target target, boolean inBranch) {
        if (target instanceof Target.Name name) {
            boolean isNew = !isKnown(name.name());
            known.add(name.name());
            if (isNew && !inBranch) {
                unset.add(name.name());
            }
        } else if (target instanceof Target.Unpacked unpacked) {
            unpacked.targets().forEach(one -> store(one, inBranch));
        } else if (target instanceof Target.Attribute attribute) {
            known(attribute.namespace());
        }
    }

    private void blocksWithin(Body body) {
        for (Statement statement : body.statements()) {
            if (statement instanceof IfStatement) {
                statement.bodies().forEach(this::blocksWithin);
            } else if (statement instanceof ForStatement loop) {
                Set<String> parameters = names(loop.target());
                parameters.add("loop");
                new Resolver(this).block(loop.body(), parameters);
                new Resolver(this).block(loop.otherwise(), Set.of());
            } else if (statement instanceof MacroStatement macro) {
                Set<String> parameters = new HashSet<>(macro.signature().parameters());
                parameters.addAll(Set.of("caller", "kwargs", "varargs"));
                new Resolver(this).block(macro.body(), parameters);
            } else if (statement instanceof BlockStatement.With with) {
                Set<String> parameters = new HashSet<>();
                with.targets().forEach(target -> parameters.addAll(names(target)));
                new Resolver(this).block(with.body(), parameters);
            } else {
                statement.bodies().forEach(inner -> new Resolver(this).block(inner, Set.of()));
            }
        }
    }

    /** The variables that are assigned to. */
    static Set<String> names(Target target) {
        Set<String> names = new HashSet<>();
        if (target instanceof Target.Name name) {
            names.add(name.name());
        } else if (target instanceof Target.Unpacked unpacked) {
            unpacked.targets().forEach(one -> names.addAll(names(one)));
        }
        return names;
    }

    /** Goes through everything in the order of the source. */
    private static final class Undeclared {
        private final Set<String> wanted;
        private final Set<String> found = new HashSet<>();

        Undeclared(Set<String> wanted) {
            this.wanted = new HashSet<>(wanted);
        }

        void statements(Body body) {
            for (Statement statement : body.statements()) {
                statement(statement);
            }
        }

        private void statement(Statement statement) {
            List<Expression> expressions = statement.expressions();
            if (statement instanceof ForStatement loop) {
                wanted.removeAll(names(loop.target()));
            } else if (statement instanceof AssignmentStatement assignment) {
                wanted.removeAll(names(assignment.target()));
            } else if (statement instanceof MacroStatement macro) {
                wanted.removeAll(macro.signature().parameters());
            } else if (statement instanceof BlockStatement.With with) {
                with.targets().forEach(target -> wanted.removeAll(names(target)));
            }
            expressions.forEach(this::expression);
            statement.bodies().forEach(this::statements);
        }

        private void expression(Expression expression) {
            Set<String> read = namesIn(expression);
            read.retainAll(wanted);
            found.addAll(read);
        }
    }
}
