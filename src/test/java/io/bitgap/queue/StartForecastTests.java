package io.bitgap.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.bitgap.queue.PendingRun.Forecast;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StartForecastTests {
    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

    @Test
    void eachRunTakesTheDeviceThatIsFreeFirst() {
        var starts = new StartForecast(2, List.of(seconds(10)));

        assertThat(starts.next(seconds(30))).isEqualTo(new Forecast(30.0, 0.0));
        assertThat(starts.next(seconds(30))).isEqualTo(new Forecast(30.0, 10.0));
        assertThat(starts.next(seconds(30))).isEqualTo(new Forecast(30.0, 30.0));
    }

    @Test
    void nothingIsSaidWhereNothingIsKnown() {
        assertThat(new StartForecast(0, List.of()).next(seconds(5))).isEqualTo(new Forecast(5.0, null));
        assertThat(new StartForecast(1, List.of(UNKNOWN)).next(seconds(5))).isEqualTo(new Forecast(5.0, null));
        var starts = new StartForecast(1, List.of());
        assertThat(starts.next(UNKNOWN)).isEqualTo(new Forecast(null, 0.0));
        assertThat(starts.next(seconds(5))).isEqualTo(new Forecast(5.0, null));
    }

    private static OptionalDouble seconds(double seconds) {
        return OptionalDouble.of(seconds);
    }
}
