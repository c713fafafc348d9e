package io.bitgap.comparison.dashboard;

import org.springframework.stereotype.Component;

/** The dashboard's charts. */
@Component
class Charts {
    final GapCharts gaps;
    final TradeOffs tradeOffs;
    final HeatMaps heatMaps;

    Charts(GapCharts gaps, TradeOffs tradeOffs, HeatMaps heatMaps) {
        this.gaps = gaps;
        this.tradeOffs = tradeOffs;
        this.heatMaps = heatMaps;
    }
}
