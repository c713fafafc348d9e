package io.bitgap.account;

import java.util.Locale;

/** What the audit keeps, and what it was done to. */
public enum AuditAction {
    SIGN_IN("person"),
    FAIL_TO_SIGN_IN("person"),
    SIGN_OUT("person"),
    ADD_PERSON("person"),
    CHANGE_PERSON("person"),
    MAKE_PASSWORD_LINK("person"),
    SET_PASSWORD("person"),
    CREATE_TOKEN("token"),
    REVOKE_TOKEN("token"),
    SUBMIT_EXPERIMENT("experiment"),
    SHARE_EXPERIMENT("experiment"),
    CANCEL_EXPERIMENT("experiment"),
    RETRY_EXPERIMENT("experiment"),
    PAUSE_RUN("run"),
    RESUME_RUN("run"),
    CANCEL_RUN("run"),
    RETRY_RUN("run"),
    EXPORT_CHECKPOINT("checkpoint"),
    UPLOAD_NETWORK("network"),
    ADD_NUMBER("published"),
    CHANGE_NUMBER("published"),
    REMOVE_NUMBER("published"),
    REMOVE_OLD_FILES("retention");

    private final String target;

    AuditAction(String target) {
        this.target = target;
    }

    /** What kind of thing it is done to. */
    public String target() {
        return target;
    }

    /** {@code add-person}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
