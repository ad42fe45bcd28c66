package dev.skydeck.syncer.registry;

/** Why a policy registry did not say what it knows, with one sentence for a person. */
final class RegistryFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int MOST_CHARACTERS = 300;

    RegistryFailure(String sentence) {
        super(sentence, null, false, false);
    }

    static RegistryFailure unasked(Throwable cause) {
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = text.lines().findFirst().orElse("");
        return new RegistryFailure("The policy registry could not be asked: "
                + line.substring(0, Math.min(MOST_CHARACTERS, line.length())) + ".");
    }

    static RegistryFailure answered(int status) {
        if (status == 401 || status == 403) {
            return new RegistryFailure(
                    "The policy registry refuses to answer (" + status + "): check the token of policy_registry.");
        }
        if (status >= 300 && status < 400) {
            return new RegistryFailure("The policy registry answered " + status
                    + ", which leads elsewhere: the url of policy_registry must be its own.");
        }
        return new RegistryFailure("The policy registry answered " + status + ".");
    }
}
