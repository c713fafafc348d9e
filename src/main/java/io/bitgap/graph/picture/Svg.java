package io.bitgap.graph.picture;

import io.bitgap.graph.picture.LaidOut.PlacedBox;
import io.bitgap.graph.picture.LaidOut.Point;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** Writes diagrams side by side as one SVG: the same diagrams give the same bytes. */
public final class Svg {
    /** The policy to serve a picture with. */
    public static final String CONTENT_SECURITY_POLICY = SvgStyle.CONTENT_SECURITY_POLICY;

    private static final double HEADING = 58;
    private static final double BETWEEN = 24;
    private static final double EDGE = 16;
    private static final double HEXAGON_POINT = 10;
    private static final double CORNER = 5;
    private static final double BASELINE = 11;

    private final StringBuilder out = new StringBuilder();

    private Svg() {}

    public static String of(List<Diagram> diagrams) {
        List<LaidOut> laidOut = diagrams.stream().map(Layouts::of).toList();
        return new Svg().write(laidOut);
    }

    private String write(List<LaidOut> diagrams) {
        double width = diagrams.stream().mapToDouble(Svg::width).sum() + BETWEEN * (diagrams.size() - 1);
        double height =
                HEADING + diagrams.stream().mapToDouble(LaidOut::height).max().orElse(0);
        String title = diagrams.stream().map(each -> each.diagram().title()).collect(Collectors.joining(" | "));
        String size = "width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\""
                .formatted(number(width), number(height), number(width), number(height));
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" ").append(size).append(">\n<title>");
        out.append(XmlText.of(title))
                .append("</title>\n<style>")
                .append(SvgStyle.SHEET)
                .append("</style>\n");
        out.append("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"7\" "
                + "markerHeight=\"7\" orient=\"auto\"><path class=\"tip\" d=\"M0 0.5L8 4L0 7.5z\"/></marker></defs>\n");
        out.append("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
        double x = 0;
        for (LaidOut diagram : diagrams) {
            write(diagram, x);
            x += width(diagram) + BETWEEN;
        }
        return out.append("</svg>\n").toString();
    }

    private static double width(LaidOut diagram) {
        double heading = Math.max(
                TextSize.width(diagram.diagram().title(), true) * 1.5,
                TextSize.width(diagram.diagram().subtitle(), false));
        return Math.max(diagram.width(), heading + 2 * EDGE);
    }

    private void write(LaidOut diagram, double x) {
        out.append("<g transform=\"translate(").append(number(x)).append(" 0)\">\n");
        out.append("<text class=\"heading\" x=\"16\" y=\"28\">")
                .append(XmlText.of(diagram.diagram().title()))
                .append("</text>\n<text class=\"subheading\" x=\"16\" y=\"48\">")
                .append(XmlText.of(diagram.diagram().subtitle()))
                .append("</text>\n<g transform=\"translate(0 ")
                .append(number(HEADING))
                .append(")\">\n");
        diagram.routes().forEach(this::arrow);
        diagram.boxes().forEach(this::box);
        out.append("</g>\n</g>\n");
    }

    private void arrow(List<Point> points) {
        String path = points.stream()
                .map(point -> number(point.x()) + " " + number(point.y()))
                .collect(Collectors.joining("L", "M", ""));
        out.append("<path class=\"arrow\" marker-end=\"url(#tip)\" d=\"")
                .append(path)
                .append("\"/>\n");
    }

    private void box(PlacedBox box) {
        out.append("<g class=\"")
                .append(box.box().style().cssClass())
                .append("\"><title>")
                .append(XmlText.of(box.box().tooltip()))
                .append("</title>")
                .append(shape(box));
        List<String> lines = box.box().lines();
        double y = box.y() + (box.height() - lines.size() * TextSize.LINE) / 2 + BASELINE;
        for (int i = 0; i < lines.size(); i++) {
            out.append(i == 0 ? "<text class=\"name\" x=\"" : "<text x=\"")
                    .append(number(box.x() + box.width() / 2))
                    .append("\" y=\"")
                    .append(number(y + i * TextSize.LINE))
                    .append("\">")
                    .append(XmlText.of(TextSize.shortened(lines.get(i))))
                    .append("</text>");
        }
        out.append("</g>\n");
    }

    private static String shape(PlacedBox box) {
        return switch (box.box().style().outline()) {
            case RECTANGLE -> rectangle(box, CORNER);
            case PILL -> rectangle(box, box.height() / 2);
            case HEXAGON -> hexagon(box);
        };
    }

    private static String rectangle(PlacedBox box, double corner) {
        return "<rect class=\"shape\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>"
                .formatted(number(box.x()), number(box.y()), number(box.width()), number(box.height()), number(corner));
    }

    private static String hexagon(PlacedBox box) {
        double left = box.x();
        double right = box.x() + box.width();
        double top = box.y();
        double middle = box.y() + box.height() / 2;
        double bottom = box.y() + box.height();
        List<Point> corners = List.of(
                new Point(left, middle),
                new Point(left + HEXAGON_POINT, top),
                new Point(right - HEXAGON_POINT, top),
                new Point(right, middle),
                new Point(right - HEXAGON_POINT, bottom),
                new Point(left + HEXAGON_POINT, bottom));
        return corners.stream()
                .map(corner -> number(corner.x()) + "," + number(corner.y()))
                .collect(Collectors.joining(" ", "<polygon class=\"shape\" points=\"", "\"/>"));
    }

    /** At most one decimal. */
    private static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
