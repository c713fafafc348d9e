package io.bitgap.web;

import io.bitgap.account.Action;
import io.bitgap.account.Actor;
import io.bitgap.account.AuthMode;
import io.bitgap.account.CurrentUser;
import io.bitgap.storage.StorageTroubles;
import java.util.List;
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
    private final StorageTroubles troubles;

    Layout(
            ObjectProvider<BuildProperties> build,
            Assets assets,
            AuthMode mode,
            CurrentUser user,
            StorageTroubles troubles) {
        this.assets = assets;
        this.mode = mode;
        this.user = user;
        this.troubles = troubles;
        BuildProperties properties = build.getIfAvailable();
        String known = properties == null ? null : properties.getVersion();
        this.version = known == null ? "(development)" : known;
    }

    public String version() {
        return version;
    }

    /** What keeps something from being saved, for every page. */
    public List<String> troubles() {
        return troubles.sentences();
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

    /** Whether whoever looks at the page may act on the experiment of somebody of that sign-in name; null is nobody. */
    public boolean mayActOn(@Nullable String owner) {
        return user.mayOf(Action.ACT_ON_EXPERIMENT, owner);
    }

    /** Whether whoever looks at the page may do this to what is their own. */
    public boolean may(Action action) {
        return user.signedIn()
                .filter(actor -> actor.role().includes(action.least()))
                .isPresent();
    }
}
