package dev.skydeck.gateway.filter;

/** How what is there compares with what is asked for. */
enum Order {
    EQUAL(":"),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    private final String sign;

    Order(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /** @param comparison below 0 when what is there is less, as {@link Comparable} has it */
    boolean holds(int comparison) {
        return switch (this) {
            case EQUAL -> comparison == 0;
            case LESS -> comparison < 0;
            case AT_MOST -> comparison <= 0;
            case MORE -> comparison > 0;
            case AT_LEAST -> comparison >= 0;
        };
    }
}
