package io.bitgap.comparison.web;

import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Asks for pages as a browser does, and for everything else as curl does. */
public final class Browse {
    /** What Chromium sends. */
    public static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    private Browse() {}

    public static Document page(MockMvc mvc, String path) throws Exception {
        return Jsoup.parse(text(answer(mvc, path, BROWSER)));
    }

    public static MockHttpServletResponse answer(MockMvc mvc, String path, String accept) throws Exception {
        return mvc.perform(MockMvcRequestBuilders.get(java.net.URI.create(path)).header("Accept", accept))
                .andReturn()
                .getResponse();
    }

    public static String text(MockHttpServletResponse response) throws Exception {
        return response.getContentAsString(StandardCharsets.UTF_8);
    }
}
