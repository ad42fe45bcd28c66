package dev.skydeck.messages.model;

/** What a token allows; each allows what those before it do. */
public enum TokenScope {
    /** Looking. */
    READ,
    /** Declaring, starting, stopping, editing. */
    OPERATE,
    /** Tokens, backups, purging. */
    ADMIN;

    /** Whether this scope is enough where that one is asked for. */
    public boolean allows(TokenScope needed) {
        return compareTo(needed) >= 0;
    }
}
