package io.bitgap.graph.picture;

import io.bitgap.graph.picture.LaidOut.PlacedBox;
import io.bitgap.graph.picture.LaidOut.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Lays a diagram out from top to bottom, by ELK's layered algorithm (Sugiyama's) with right-angled arrows. */
final class LayeredLayout {
    private static final double BETWEEN_LAYERS = 22;
    private static final double BETWEEN_BOXES = 22;
    private static final double BETWEEN_ARROWS = 12;
    private static final double MARGIN_X = 14;
    private static final double MARGIN_Y = 7;
    private static final double HEXAGON_POINTS = 8;
    private static final double PADDING = 16;
    private static final int STRAIGHT = 10;
    /** Attempts at few crossings; more than this changes nothing in residual networks. */
    private static final int THOROUGHNESS = 2;

    static {
        // registers the types of ELK's options, without which it cannot copy them
        LayoutMetaDataService.getInstance(LayeredLayout.class.getClassLoader());
    }

    private final Diagram diagram;
    private final ElkNode graph = ElkGraphUtil.createGraph();
    private final Map<String, ElkNode> nodes = new LinkedHashMap<>();
    private final List<ElkEdge> edges = new ArrayList<>();

    private LayeredLayout(Diagram diagram) {
        this.diagram = diagram;
    }

    static LaidOut of(Diagram diagram) {
        LayeredLayout layout = new LayeredLayout(diagram);
        layout.build();
        new LayeredLayoutProvider().layout(layout.graph, new BasicProgressMonitor());
        return layout.read();
    }

    private void build() {
        graph.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        graph.setProperty(LayeredOptions.PADDING, new ElkPadding(PADDING));
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, BETWEEN_ARROWS);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN_BOXES);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, BETWEEN_ARROWS);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, BETWEEN_ARROWS);
        graph.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.BRANDES_KOEPF);
        graph.setProperty(LayeredOptions.THOROUGHNESS, THOROUGHNESS);
        graph.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_NODES);
        graph.setProperty(LayeredOptions.RANDOM_SEED, 1);
        for (Box box : diagram.boxes()) {
            ElkNode node = ElkGraphUtil.createNode(graph);
            node.setDimensions(width(box), height(box));
            nodes.put(box.id(), node);
        }
        for (Arrow arrow : diagram.arrows()) {
            ElkEdge edge = ElkGraphUtil.createSimpleEdge(node(arrow.from()), node(arrow.to()));
            edge.setProperty(LayeredOptions.PRIORITY_STRAIGHTNESS, arrow.straight() ? STRAIGHT : 0);
            edges.add(edge);
        }
    }

    private static double width(Box box) {
        double widest = 0;
        for (int i = 0; i < box.lines().size(); i++) {
            widest = Math.max(
                    widest, TextSize.width(TextSize.shortened(box.lines().get(i)), i == 0));
        }
        double sides = box.style().outline() == BoxStyle.Outline.HEXAGON ? HEXAGON_POINTS : 0;
        return Math.ceil(widest + 2 * (MARGIN_X + sides));
    }

    private static double height(Box box) {
        return box.lines().size() * TextSize.LINE + 2 * MARGIN_Y;
    }

    private ElkNode node(String id) {
        return Objects.requireNonNull(nodes.get(id), () -> "there is no box " + id);
    }

    private LaidOut read() {
        List<PlacedBox> boxes = diagram.boxes().stream()
                .map(box -> {
                    ElkNode node = node(box.id());
                    return new PlacedBox(box, node.getX(), node.getY(), node.getWidth(), node.getHeight());
                })
                .toList();
        List<List<Point>> routes = edges.stream().map(LayeredLayout::route).toList();
        return new LaidOut(diagram, boxes, routes, graph.getWidth(), graph.getHeight());
    }

    private static List<Point> route(ElkEdge edge) {
        List<Point> points = new ArrayList<>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(new Point(section.getStartX(), section.getStartY()));
            section.getBendPoints().forEach(bend -> points.add(new Point(bend.getX(), bend.getY())));
            points.add(new Point(section.getEndX(), section.getEndY()));
        }
        return points;
    }
}
