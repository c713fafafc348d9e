package io.bitgap.web;

import io.bitgap.storage.StorageTroubles;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** The parts of the layout that every page shows; templates know it as {@code @layout}. */
@Component
public class Layout {
    private final String version;
    private final Assets assets;
    private final StorageTroubles troubles;

    Layout(ObjectProvider<BuildProperties> build, Assets assets, StorageTroubles troubles) {
        this.assets = assets;
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
}
