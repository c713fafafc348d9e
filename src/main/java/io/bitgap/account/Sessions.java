package io.bitgap.account;

import org.springframework.stereotype.Component;

/** Whether sessions still are some. */
@Component
public class Sessions {
    private final PersonRows rows;

    Sessions(PersonRows rows) {
        this.rows = rows;
    }

    /** False for one that was begun before its person was disabled or got another role or password: it may have been stored since. */
    public boolean lasts(Object principal) {
        return !(principal instanceof SessionUser somebody)
                || somebody.actor().id() == null
                || rows.lasts(somebody.actor().id(), somebody.sessionsOf());
    }
}
