package io.bitgap.listing;

/**
 * What a spreadsheet needs to see before it reads a CSV file as UTF-8: the bytes EF BB BF. A script would take them for a part of
 * the first column's name, so that a file has them only where they are asked for, as the links of pages do.
 */
public final class ByteOrderMark {
    /** The parameter that asks for it. */
    public static final String PARAMETER = "bom";

    /** Of the parameter, for OpenAPI. */
    public static final String DESCRIPTION =
            "true: a CSV file begins with a UTF-8 byte order mark, which spreadsheets need to read "
                    + "letters beyond ASCII; scripts do without";

    private static final String MARK = "\uFEFF";

    private ByteOrderMark() {}

    /** @return what a file begins with */
    public static String of(boolean wanted) {
        return wanted ? MARK : "";
    }
}
