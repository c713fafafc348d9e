package io.bitgap.account;

/** What can be done here, and who may: the one table of rights. Reading needs {@link #READ}, whatever it is. */
public enum Action {
    READ(PersonRole.VIEWER),
    /** Their own password and tokens. */
    MANAGE_OWN_ACCOUNT(PersonRole.VIEWER),
    SUBMIT_EXPERIMENT(PersonRole.RESEARCHER),
    /** Pause, resume, cancel, try again; give to somebody else. Of others' experiments: operators. */
    ACT_ON_EXPERIMENT(PersonRole.RESEARCHER, PersonRole.OPERATOR),
    EXPORT_CHECKPOINT(PersonRole.RESEARCHER),
    UPLOAD_NETWORK(PersonRole.RESEARCHER),
    /** Add a published number, correct or remove one. Of others: operators. */
    CITE_NUMBER(PersonRole.RESEARCHER, PersonRole.OPERATOR),
    REMOVE_OLD_FILES(PersonRole.OPERATOR),
    MANAGE_PEOPLE(PersonRole.ADMIN),
    READ_AUDIT(PersonRole.ADMIN);

    private final PersonRole least;
    private final PersonRole leastForOthers;

    Action(PersonRole least) {
        this(least, least);
    }

    Action(PersonRole least, PersonRole leastForOthers) {
        this.least = least;
        this.leastForOthers = leastForOthers;
    }

    /** Who may do it at least, to what is their own where that makes a difference. */
    public PersonRole least() {
        return least;
    }

    /** Who may do it at least to what is theirs, or to what is not. */
    public PersonRole least(boolean own) {
        return own ? least : leastForOthers;
    }
}
