package org.oriel.policy;

/** A policy that cannot be used; the message is one line with the place, the value and what is allowed. */
final class PolicyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    PolicyException(String problem) {
        super(problem);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
