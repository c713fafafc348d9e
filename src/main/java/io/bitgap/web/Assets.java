package io.bitgap.web;

import io.bitgap.format.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Scripts, styles and pictures of the pages, below an address that names the content of all of them: {@code /assets/<hash>/js/bitgap.js}. Modules
 * import each other by relative addresses, so whatever a page loads is of its own version, and a browser may keep it for good. Another version's
 * address leads nowhere. The time of a file says nothing: every build gives all files the same one.
 */
@Component
class Assets implements WebMvcConfigurer {
    private static final String OWN_FILES = "classpath:/static/";
    private static final String WEBJARS = "classpath:/META-INF/resources/webjars/";
    private static final String SCRIPTS_OF_WEBJARS = "classpath*:/META-INF/resources/webjars/*/*/dist/*.min.js";
    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final int HASH_DIGITS = 12;

    private final String ownFiles;
    private final String root;

    @Autowired
    Assets() throws IOException {
        this(OWN_FILES);
    }

    /** @param ownFiles where the files are that no library brought */
    Assets(String ownFiles) throws IOException {
        this.ownFiles = ownFiles;
        this.root = "/assets/" + hash(ownFiles + "**/*.*", SCRIPTS_OF_WEBJARS) + "/";
    }

    /** What stands before {@code css/bitgap.css} or {@code webjars/htmx.org/dist/htmx.min.js}. */
    String root() {
        return root;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        add(registry, root + "webjars/**", WEBJARS);
        add(registry, root + "**", ownFiles);
    }

    private static void add(ResourceHandlerRegistry registry, String addresses, String files) {
        registry.addResourceHandler(addresses)
                .addResourceLocations(files)
                .setCacheControl(FOR_GOOD)
                .setUseLastModified(false)
                // finds a webjar's file without its version
                .resourceChain(true);
    }

    private static String hash(String... patterns) throws IOException {
        SortedSet<String> files = new TreeSet<>();
        for (String pattern : patterns) {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                files.add(file.getFilename() + " " + Sha256.of(file.getInputStream()));
            }
        }
        byte[] all = String.join("\n", files).getBytes(StandardCharsets.UTF_8);
        return Sha256.of(new ByteArrayInputStream(all)).substring(0, HASH_DIGITS);
    }
}
