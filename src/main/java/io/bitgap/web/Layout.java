package io.bitgap.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** The parts of the layout that every page shows; templates know it as {@code @layout}. */
@Component
public class Layout {
    private final String version;
    private final Assets assets;

    Layout(ObjectProvider<BuildProperties> build, Assets assets) {
        this.assets = assets;
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
}
