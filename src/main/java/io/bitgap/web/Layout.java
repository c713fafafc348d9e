package io.bitgap.web;

import io.bitgap.account.Action;
import io.bitgap.account.Actor;
import io.bitgap.account.AuthMode;
import io.bitgap.account.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** The parts of the layout that every page shows; templates know it as {@code @layout}. */
@Component
public class Layout {
    private final String version;
    private final Assets assets;
    private final AuthMode mode;
    private final CurrentUser user;

    Layout(ObjectProvider<BuildProperties> build, Assets assets, AuthMode mode, CurrentUser user) {
        this.assets = assets;
        this.mode = mode;
        this.user = user;
        BuildProperties properties = build.getIfAvailable();
        String known = properties == null ? null : properties.getVersion();
        this.version = known == null ? "(development)" : known;
    }

    public String version() {
        return version;
    }

    /** Where scripts, styles and pictures of this version are: {@code /assets/05bc107339cd/}. */
    public String assets() {
        return assets.root();
    }

    /** Whether everyone is the administrator. */
    public boolean local() {
        return mode == AuthMode.LOCAL;
    }

    /** Who has signed in. */
    public @Nullable String person() {
        return user.signedIn().map(Actor::name).orElse(null);
    }

    /** Whether the pages about people are of use to whoever has signed in. */
    public boolean administrates() {
        return !local() && may(Action.MANAGE_PEOPLE);
    }

    /** Whether whoever looks at the page may do this to what is their own. */
    public boolean may(Action action) {
        return user.signedIn()
                .filter(actor -> actor.role().includes(action.least()))
                .isPresent();
    }
}
