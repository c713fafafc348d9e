package io.bitgap.graph.picture;

import io.bitgap.format.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The style sheet that every picture carries: light and dark, in the colours of the pages. */
final class SvgStyle {
    static final String SHEET = """
            svg{--surface:#fff;--text:#1b2026;--muted:#57606b;--line:#7d8793;--box:#f7f8f9;--weights:#dcebfa;--weights-line:#0b5fae;\
            --q:#ffe3cf;--q-line:#c2410c;--w:#efe6fd;--w-line:#7c3aed;font:12px system-ui,-apple-system,"Segoe UI",Roboto,\
            "Noto Sans","Liberation Sans",sans-serif}
            @media (prefers-color-scheme:dark){svg{--surface:#1c2127;--text:#e6e9ed;--muted:#a3adb8;--line:#8a94a0;--box:#242a31;\
            --weights:#173450;--weights-line:#76b7f8;--q:#4d2a12;--q-line:#fb9a5b;--w:#33264f;--w-line:#b79bff}}
            .page{fill:var(--surface)}
            text{fill:var(--text);text-anchor:middle}
            .heading{font-size:17px;font-weight:700;text-anchor:start}
            .subheading{fill:var(--muted);text-anchor:start}
            .name{font-weight:600}
            .arrow{fill:none;stroke:var(--line);stroke-width:1.3}
            .tip{fill:var(--line)}
            .shape{fill:var(--box);stroke:var(--line);stroke-width:1.2}
            .terminal .shape{stroke-dasharray:4 3}
            .weights .shape{fill:var(--weights);stroke:var(--weights-line)}
            .quantize .shape{fill:var(--q);stroke:var(--q-line);stroke-width:2}
            .quantize-weights .shape{fill:var(--w);stroke:var(--w-line);stroke-width:1.6}
            """;

    /** Allows this sheet and nothing else; a script in a picture would not run. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-" + hash()
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private SvgStyle() {}

    private static String hash() {
        return Base64.getEncoder().encodeToString(Sha256.digest().digest(SHEET.getBytes(StandardCharsets.UTF_8)));
    }
}
