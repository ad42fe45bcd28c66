package dev.skydeck.gateway.filter;

/** What stands between a name and its values; longer ones first, so that {@code >=} is not read as {@code >}. */
enum Operator {
    NOT_EQUAL("!="),
    AT_LEAST(">="),
    AT_MOST("<="),
    LIKE(":"),
    EQUAL("="),
    MORE(">"),
    LESS("<");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /** Whether case counts. */
    boolean isExact() {
        return this == EQUAL || this == NOT_EQUAL;
    }

    boolean isComparison() {
        return order() != Order.EQUAL;
    }

    Order order() {
        return switch (this) {
            case AT_LEAST -> Order.AT_LEAST;
            case AT_MOST -> Order.AT_MOST;
            case MORE -> Order.MORE;
            case LESS -> Order.LESS;
            case LIKE, EQUAL, NOT_EQUAL -> Order.EQUAL;
        };
    }
}
