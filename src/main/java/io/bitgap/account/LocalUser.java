package io.bitgap.account;

/** Everyone, where nobody signs in. */
public enum LocalUser implements Authenticated {
    INSTANCE;

    @Override
    public Actor actor() {
        return Actor.LOCAL;
    }

    @Override
    public String getName() {
        return Actor.LOCAL.name();
    }
}
