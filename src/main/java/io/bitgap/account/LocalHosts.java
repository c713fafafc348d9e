package io.bitgap.account;

import org.springframework.stereotype.Component;

/** By which names the service may be reached where nobody signs in. */
@Component
public class LocalHosts {
    private final AuthMode mode;
    private final AccountSettings settings;

    LocalHosts(AuthMode mode, AccountSettings settings) {
        this.mode = mode;
        this.settings = settings;
    }

    /** Always where people sign in: a page that rebinds its name has no session there. */
    public boolean may(String host) {
        return mode != AuthMode.LOCAL || settings.isThisMachine(host);
    }
}
