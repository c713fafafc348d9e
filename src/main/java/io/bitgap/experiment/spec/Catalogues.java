package io.bitgap.experiment.spec;

import io.bitgap.dataset.DatasetDescription;
import io.bitgap.dataset.Datasets;
import io.bitgap.experiment.network.UploadedNetworks;
import io.bitgap.network.NetworkDescription;
import io.bitgap.network.Networks;
import io.bitgap.training.ImagesPlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The networks and data sets that a spec may use. */
@Component
class Catalogues {
    private final Datasets datasets;
    private final UploadedNetworks uploaded;

    Catalogues(Datasets datasets, UploadedNetworks uploaded) {
        this.datasets = datasets;
        this.uploaded = uploaded;
    }

    List<String> networks() {
        return Stream.concat(Networks.catalogue().stream().map(NetworkDescription::name), uploaded.names().stream())
                .toList();
    }

    /** Of an uploaded network. */
    Optional<String> networkDefinition(String name) {
        return uploaded.definition(name);
    }

    List<String> datasets() {
        return datasets.catalogue().stream().map(DatasetDescription::name).toList();
    }

    /** What a data set that can be used has. */
    Optional<ImagesPlan> images(String dataset) {
        return datasets.find(dataset).map(data -> new ImagesPlan(data.height(), data.width(), data.classes()));
    }

    /** Images of its training split. */
    Optional<Integer> trainExamples(String dataset) {
        return datasets.find(dataset).map(DatasetDescription::trainExamples);
    }

    /** Why a data set that was configured cannot be used. */
    Optional<String> datasetProblem(String name) {
        return datasets.problem(name);
    }
}
